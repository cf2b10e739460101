// Keeps by itself what somebody is writing in a thread, or for a new one, as "Keep it for later" does: once they pause,
// before a link of the page is followed, and when the page goes out of sight. Never after it was sent: then it is no draft
// any more.
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

function words() {
  const body = new FormData(writing);
  body.set(button.name, "quiet");
  return body;
}

/** Wait for something, but not for long. */
function atMost(done) {
  return Promise.race([done, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT))]);
}

async function keep() {
  await pending?.catch(() => {});
  if (!isTyped || pending || !isEdited()) return;
  const values = fields().map((field) => [field, field.value]);
  pending = fetch(writing.action, { method: "POST", body: words(), redirect: "manual", keepalive: true });
  keptAt = Date.now();
  try {
    if ((await pending).status === 204) {
      for (const [field, value] of values) field.defaultValue = value;
      said.hidden = isEdited() || !values.some(([, value]) => value.trim());
    }
  } catch {
    // No network: it is tried again with the next words, and when the page is left.
  }
  pending = undefined;
}

if (writing) {
  writing.addEventListener("input", () => {
    isTyped = true;
    said.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(REST, keptAt + APART - Date.now()));
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
    await atMost(keep());
    isTyped = false;
    link.click();
  });

  document.addEventListener("visibilitychange", () => document.hidden && keep());
  window.addEventListener("pagehide", () => {
    if (isTyped && isEdited()) navigator.sendBeacon(writing.action, words());
    isTyped = false;
  });
}
