/* Shows the plans on the offline page that this browser was asked to keep, the safety plan first. */

const NAMES = ["plan-safety", "plan-staying-well"];
const copyOf = (name) => document.querySelector(`[data-${name}]`).content.cloneNode(true);
const part = (within, name) => within.querySelector(`[data-${name}]`);

/** A heading of its own: an empty one in a template would be read out as one. */
function heading(level, words) {
  const made = document.createElement(level);
  made.textContent = words;
  return made;
}

function callButton({ dial, address }) {
  const copy = copyOf("plan-number");
  const link = copy.querySelector("a");
  if (address.startsWith("tel:")) link.href = address;
  link.querySelector("bdi").textContent = dial;
  return link;
}

function line({ words, numbers }) {
  const copy = copyOf("plan-line");
  part(copy, "words").textContent = words;
  part(copy, "numbers").append(...numbers.map(callButton));
  if (!numbers.length) part(copy, "numbers").remove();
  return copy;
}

function step({ title, lines }) {
  const copy = copyOf("plan-step");
  copy.firstElementChild.prepend(heading("h3", title));
  part(copy, "lines").append(...lines.map(line));
  return copy;
}

function plan({ title, steps }) {
  const copy = copyOf("plan");
  copy.firstElementChild.prepend(heading("h2", title));
  part(copy, "steps").append(...steps.map(step));
  return copy;
}

const kept = self.vault.isPossible() ? await Promise.all(NAMES.map((name) => self.vault.get(name).catch(() => null))) : [];
document.querySelector("[data-plans]").append(...kept.filter((one) => one?.steps.length).map(plan));
