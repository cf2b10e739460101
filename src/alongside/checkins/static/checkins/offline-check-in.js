/* Check-ins without a network: shows those kept in this browser, takes answers, says at each moment what is not sent. */

const TRY_EVERY_MS = 15_000;
const part = document.querySelector("[data-check-ins]");
const place = (name, within = part) => within.querySelector(`[data-${name}]`);
const copyOf = (name) => place(name).content.cloneNode(true).firstElementChild;
let owner = null;
// What the page says now, and whether it said of one that it waits.
let state = "none";
let hasWaited = false;

/** The page's language as this reader's country writes hours in it. */
function language() {
  const { lang } = document.documentElement;
  return navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;
}

function said(moment) {
  const hour = new Intl.DateTimeFormat(language(), { timeStyle: "short" });
  return `${self.days().format(moment)}, ${hour.format(moment)}`;
}

function line({ name, pressedAt, isRefused }) {
  const item = copyOf(isRefused ? "refused" : "unsent-one");
  place("name", item).textContent = name;
  place("pressed", item).textContent = said(pressedAt);
  return item;
}

/** Say what waits; `outcome` is what the last try came to. */
async function say(outcome) {
  const records = await self.answered.waiting();
  place("waiting-list").replaceChildren(...records.map(line));
  place("has-refused").hidden = !records.some(({ isRefused }) => isRefused);
  const isWaiting = records.some(({ isRefused }) => !isRefused);
  if (isWaiting) state = outcome === "signed-out" ? outcome : "waiting";
  else if (outcome !== "none") state = outcome;
  // Another page or the service worker was faster.
  else if (hasWaited) state = "sent";
  hasWaited = isWaiting;
  for (const piece of part.querySelectorAll("[data-state]")) piece.hidden = true;
  const shown = part.querySelector(`[data-state="${state}"]:not([data-never])`);
  if (shown) shown.hidden = false;
}

async function attempt() {
  const outcome = await self.answered.send();
  await say(outcome);
}

function choice(field, [value, words], type) {
  const item = copyOf("choice");
  const input = item.querySelector("input");
  Object.assign(input, { type, name: field, value });
  place("words", item).textContent = words;
  return item;
}

function question({ field, words, how, choices, seen }) {
  const item = copyOf(how === "text" ? "text" : "question");
  place("asked", item).textContent = words;
  place("seen", item).textContent = seen;
  if (how === "text") item.querySelector("textarea").name = field;
  else place("choices", item).append(...choices.map((one) => choice(field, one, how === "some" ? "checkbox" : "radio")));
  return item;
}

function fieldsOf(form) {
  const data = new FormData(form);
  return Object.fromEntries([...new Set(data.keys())].map((name) => [name, data.getAll(name)]));
}

async function pressed(form, { id, name, stamp, key }) {
  // What one person typed is never kept or sent for the next who signed in on this device.
  if ((await self.vault.whose()) !== owner) throw new Error("somebody else");
  const fields = { ...fieldsOf(form), check_in: id, seen: stamp, key };
  await self.answered.press(fields, { owner, name });
  form.closest("details").remove();
  place("heading").focus();
  navigator.serviceWorker?.ready.then(({ sync }) => sync?.register(self.answered.TAG)).catch(() => {});
  await say("waiting");
  await attempt();
}

function checkIn(record) {
  const item = copyOf("check-in");
  place("name", item).textContent = record.name;
  place("questions", item).append(...record.parts.map(question));
  const form = item.querySelector("form");
  const key = crypto.randomUUID();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pressed(form, { ...record, key }).catch(() => {
      place("broken", item).hidden = false;
    });
  });
  return item;
}

async function start() {
  owner = await self.vault.whose();
  if (!owner) return;
  const kept = (await self.vault.get("check-ins")) ?? [];
  const records = await self.answered.waiting();
  const isOwnPage = "own" in part.dataset;
  if (!kept.length && !records.length && !isOwnPage) return;
  if (!isOwnPage) place("forms").append(...kept.map(checkIn));
  part.hidden = false;
  hasWaited = records.some(({ isRefused }) => !isRefused);
  place("put-away").addEventListener("click", () => self.answered.putAway().then(attempt));
  await attempt();
}

if (self.vault?.isPossible()) {
  start().catch(() => {});
  addEventListener("online", () => attempt().catch(() => {}));
  setInterval(() => attempt().catch(() => {}), TRY_EVERY_MS);
}
