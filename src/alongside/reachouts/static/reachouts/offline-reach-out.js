/* Reaching out without a network: takes it, says at each moment how it stands, sends it when that is possible again. */

const TRY_EVERY_MS = 15_000;
// In these nobody knows yet, so there are numbers to call beside what is said.
const UNSETTLED = ["none", "waiting", "ask", "signed-out", "refused", "broken"];
const part = document.querySelector("[data-reach-out]");
const pieces = [...part.querySelectorAll("[data-state]")];
const form = part.querySelector("form");
let state = "";
let owner = null;
// How often something was pressed here, and whether the last press is still being carried out.
let turn = 0;
let isActing = false;

/** Show the piece of a state and no other. After a press the focus goes along, or it would be lost. */
function show(next, { focus = false } = {}) {
  state = next;
  for (const piece of pieces) piece.hidden = piece.dataset.state !== next;
  part.querySelector("[data-unsettled]").hidden = !UNSETTLED.includes(next);
  if (focus) part.querySelector(`[data-state="${next}"] h3`)?.focus();
}

const toggle = (name, isShown) => {
  for (const piece of part.querySelectorAll(`[data-when="${name}"]`)) piece.hidden = !isShown;
};

/** The page's language as this reader's country writes hours in it. */
function language() {
  const { lang } = document.documentElement;
  return navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;
}

function sayWhen(moment) {
  const isToday = new Date(moment).toDateString() === new Date().toDateString();
  const hour = new Intl.DateTimeFormat(language(), { timeStyle: "short" }).format(moment);
  for (const time of part.querySelectorAll("[data-pressed]")) {
    time.dateTime = new Date(moment).toISOString();
    time.textContent = isToday ? hour : `${self.days().format(moment)}, ${hour}`;
  }
}

/** Ask the browser to wake the service worker for it; whether it said that it will. */
async function willBeWoken() {
  try {
    const { sync } = await navigator.serviceWorker.ready;
    await sync.register(self.waiting.TAG);
    return (await sync.getTags()).includes(self.waiting.TAG);
  } catch {
    return false;
  }
}

async function describe() {
  const record = await self.waiting.current();
  if (!record) return;
  sayWhen(record.pressedAt);
  toggle("certain", !record.isUncertain);
  toggle("uncertain", record.isUncertain);
  toggle("offline", !navigator.onLine);
  toggle("silent", navigator.onLine);
}

async function follow({ state: next, url }, options) {
  if (next === "sent") {
    show("sent", options);
    part.querySelector("[data-live-page]").href = url;
    // Where that page is not to be had either, this one stands in its place already.
    if (location.pathname !== url) location.replace(url);
  } else if (next === "none") {
    const gone = await self.waiting.sent();
    if (gone) await follow({ state: "sent", url: gone.url }, options);
    else show("none", options);
  } else {
    await describe();
    show(next, options);
    if (["signed-out", "refused"].includes(next)) await self.waiting.callOff();
  }
}

async function attempt(options) {
  if (navigator.onLine && state !== "waiting") show("sending", options);
  const begun = turn;
  const outcome = await self.waiting.send();
  // What was pressed meanwhile, such as calling it off, has the last word.
  if (begun === turn) await follow(outcome, options);
}

/** Try again by itself, but only while the page says that it does. */
function again() {
  if (!isActing && ["waiting", "sending"].includes(state)) attempt().catch(() => {});
}

async function carryOut(act) {
  turn += 1;
  isActing = true;
  await act().catch(() => show("broken", { focus: true }));
  isActing = false;
}

function onPress(name, act) {
  for (const button of part.querySelectorAll(`[data-press="${name}"]`)) {
    button.addEventListener("click", () => carryOut(act));
  }
}

async function pressed() {
  // What one person typed is never kept or sent for the next who signed in on this device.
  if ((await self.vault.whose()) !== owner) {
    form.reset();
    show("signed-out", { focus: true });
    return;
  }
  await self.waiting.press(Object.fromEntries(new FormData(form)), { owner });
  toggle("woken", await willBeWoken());
  await attempt({ focus: true });
}

onPress("confirm", async () => {
  await self.waiting.confirm();
  toggle("woken", await willBeWoken());
  await attempt({ focus: true });
});

onPress("call-off", async () => {
  const record = await self.waiting.current();
  const outcome = await self.waiting.callOff();
  if (outcome.state === "sent") await follow(outcome, { focus: true });
  else show(record?.isUncertain ? "called-off-uncertain" : "called-off", { focus: true });
});

onPress("anew", async () => show("none", { focus: true }));

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  carryOut(pressed);
});

async function start() {
  // Only for somebody who was signed in here when the network was last there.
  owner = await self.vault.whose();
  if (!owner) return;
  part.hidden = false;
  if (!(await self.waiting.current())) return follow({ state: "none" });
  await describe();
  toggle("woken", await willBeWoken());
  show("waiting");
  await attempt();
}

if (self.vault?.isPossible()) {
  start().catch(() => {});
  addEventListener("online", again);
  setInterval(again, TRY_EVERY_MS);
}
