// Keeps by itself what somebody is writing in a thread, or for a new one, as "Keep it for later" does: once they pause,
// before a link of the page is followed, and when the page goes out of sight. Never after it was sent: then it is no draft
// any more. Other scripts of the page find it as `self.draft`.
const REST = 5_000;
const APART = 30_000; // the server keeps some number an hour
const LONGEST_WAIT = 3_000;
const button = document.querySelector("form [name=keep]");
const writing = button?.form;
const said = writing?.querySelector("[data-kept]");
let timer;
let keptAt = 0;
let pending; // what is on its way to the server
// Since it was sent or left. What a browser puts back into the fields by itself, on the way back, may be what was sent.
let isTyped = false;

function fields() {
  return [...writing.querySelectorAll("textarea, input[type=text]")];
}

function isEdited() {
  return fields().some((field) => field.value !== field.defaultValue);
}

function words(how) {
  const body = new FormData(writing);
  body.set(button.name, how);
  return body;
}

/** Wait for something, but not for long. */
function atMost(done) {
  return Promise.race([done, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))]);
}

/** Send what stands in the fields now, "quiet" or as the button does; say whether it is kept, refused or lost on its way. */
async function send(how) {
  const isQuiet = how === "quiet";
  const values = fields().map((field) => [field, field.value]);
  const sending = fetch(writing.action, { method: "POST", body: words(how), redirect: "manual", keepalive: isQuiet });
  pending = sending;
  keptAt = Date.now();
  try {
    const { status } = await sending;
    if (isQuiet ? status !== 204 : status >= 400) return "refused";
    // What is typed meanwhile is not kept with it.
    for (const [field, value] of values) field.defaultValue = value;
    return "kept";
  } catch {
    return "lost";
  } finally {
    if (pending === sending) pending = undefined;
  }
}

/** Keep it without a word. What did not arrive is tried again with the next words, and when the page is left. */
async function keepQuietly() {
  await pending?.catch(() => {});
  if (!isTyped || pending || !isEdited()) return;
  if ((await send("quiet")) === "kept") said.hidden = isEdited() || !fields().some((field) => field.value.trim());
}

/**
 * Keep it as a press of the button does, after what is still on its way; tell whether to go on. What cannot be kept is sent
 * once more, by the button itself: the page that comes says why, and holds the words.
 */
async function keep() {
  await atMost(pending?.catch(() => {}));
  const came = await send(button.value);
  if (came === "refused") writing.requestSubmit(button);
  // No network: the browser says so when it does what was pressed.
  if (came === "lost") for (const field of fields()) field.defaultValue = field.value;
  return came !== "refused";
}

if (writing) {
  self.draft = { isEdited, keep };

  writing.addEventListener("input", () => {
    isTyped = true;
    said.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keepQuietly, Math.max(REST, keptAt + APART - Date.now()));
  });

  // What is still on its way would come after what is sent, and be there as a draft: so sending waits for it.
  writing.addEventListener("submit", async (event) => {
    isTyped = false;
    clearTimeout(timer);
    if (!pending) return;
    event.preventDefault();
    await atMost(pending.catch(() => {}));
    pending = undefined;
    writing.requestSubmit(event.submitter);
  });

  // What a browser sends as it leaves a page may get lost: it is kept before. Leaving quickly waits for nothing.
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]:not([data-leave], [href^='#'])");
    const goesElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented;
    if (!link || goesElsewhere || !isTyped || !isEdited()) return;
    event.preventDefault();
    await atMost(keepQuietly());
    isTyped = false;
    link.click();
  });

  document.addEventListener("visibilitychange", () => document.hidden && keepQuietly());
  window.addEventListener("pagehide", () => {
    if (isTyped && isEdited()) navigator.sendBeacon(writing.action, words("quiet"));
    isTyped = false;
  });
}
