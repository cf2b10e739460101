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

/** Bring one's own words in line with what everybody is told. */
function settle() {
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
}

function tick() {
  for (const time of document.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.round((Date.parse(time.dataset.until) - Date.now() - ahead) / 1000));
    const words = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (time.textContent !== words) time.textContent = words;
    const up = time.closest("[data-facts]")?.querySelector("[data-up]");
    if (up && up.hidden === (left === 0)) up.hidden = left > 0;
  }
}

document.addEventListener("shared", (event) => {
  ahead = event.detail - Date.now();
  settle();
});

// A press, without a new page; where that does not work, the form goes its usual way, and says what was wrong.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-quiet]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  let isDone = false;
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "room" } });
    isDone = answer.status === 204;
  } catch {
    // No network: the browser says so when the form is sent its usual way.
  }
  if (isDone) form.reset();
  else sendAsUsual(form, event.submitter);
});

function sendAsUsual(form, button) {
  form.removeAttribute("data-quiet");
  form.requestSubmit(button);
}

setInterval(tick, 1000);
settle();
