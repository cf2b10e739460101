// Makes of what everybody in the room sees what is one's own: my place, my hand, my time. Counts down by the clock of the
// server, and sends a press without loading the page anew, so that what somebody is writing stays.
const room = document.querySelector("[data-live-shared]");
const me = room.dataset.me;
let ahead = 0; // what the clock of the server shows beyond ours, in milliseconds

function facts() {
  return room.querySelector("[data-facts]").dataset;
}

function isLeading() {
  return facts().chair === me || Boolean(room.querySelector("[data-live-topic] form"));
}

function show(state, isSo) {
  for (const part of room.querySelectorAll(`[data-when="${state}"]`)) {
    if (part.hidden === isSo) part.hidden = !isSo;
  }
}

/** Bring one's own words in line with what everybody is told; whoever pressed a button that is gone goes on at the next. */
function settle(held = document.activeElement) {
  const now = facts();
  const isSpeaking = now.speaking === me;
  const isWaiting = Boolean(room.querySelector(`[data-queue] [data-seat="${me}"]`));
  show("speaking", isSpeaking);
  show("waiting", isWaiting && !isSpeaking);
  show("idle", !isWaiting && !isSpeaking);
  show("gone", now.gone === "yes" && now.chair !== me);
  show("writing", isSpeaking || now.chat === "open" || (now.chat === "host" && isLeading()));
  for (const own of room.querySelectorAll(`[data-seat="${me}"]`)) {
    for (const word of own.querySelectorAll("[data-you]")) word.hidden = false;
    if (own.matches(".line")) own.classList.add("mine");
  }
  const share = room.querySelector("[data-share]:not([data-facts])");
  if (now.share) share.dataset.until = now.share;
  else delete share.dataset.until;
  tick();
  if (held?.closest(".mine [hidden]")) firstShown(held.form)?.focus({ preventScroll: true });
}

function firstShown(form) {
  return [...form.querySelectorAll("button")].find((one) => !one.closest("[hidden]"));
}

function tick() {
  for (const time of document.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.round((Date.parse(time.dataset.until) - Date.now() - ahead) / 1000));
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (time.textContent !== words) time.textContent = words;
    const up = time.closest("[data-live-part=clock]") && room.querySelector("[data-up]");
    if (up && up.hidden === (left === 0)) up.hidden = left > 0;
  }
}

document.addEventListener("shared", (event) => {
  ahead = event.detail - Date.now();
  settle();
});

function say(words) {
  document.querySelector("[data-not-sent]").textContent = words;
}

// A press, without a new page. What was written stays in its field until it has arrived: without a connection nothing is
// sent and nobody is led out of the room; what the room refuses, it says.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const held = document.activeElement;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "room" } });
    await take(answer, form, event.submitter);
  } catch {
    say(room.dataset.saidNotSent);
  }
  settle(held);
});

/** Take what came of a press; an answer that is not of the room, such as one to sign in again, is looked at as a page. */
async function take(answer, form, button) {
  if (answer.status === 204) {
    say("");
    form.reset();
  } else if (answer.headers.get("Content-Type") === "application/json") {
    say((await answer.json()).sentence);
  } else if (answer.status >= 502) {
    say(room.dataset.saidNotSent);
  } else {
    sendAsUsual(form, button);
  }
}

function sendAsUsual(form, button) {
  form.removeAttribute("data-quiet");
  form.requestSubmit(button);
}

addEventListener("online", () => say(""));
setInterval(tick, 1000);
settle();
