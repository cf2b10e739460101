// On every page: what this browser keeps for offline belongs to whoever is signed in, goes when nobody is, and is
// brought up to date. `data-kept-for` on the body names the person by a tag that says nothing; it is empty on a page for
// somebody who is not signed in, and missing where that is not known (the offline page, an error of the server).
//
// "Leave quickly" deletes nothing: whoever presses it may be watched, and wants the card all the more a minute later.
// Signing out is what says "this device is not mine any longer".

import "./vault.js";

const STALE_AFTER_MS = 60 * 60 * 1000;
const CHANGED = "something was sent from this tab";
const tag = document.body.dataset.keptFor;

/** Fetch what a kept value came from. When nobody is signed in any more, or somebody else, the next page sees to that. */
async function renew(name, address) {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (response.redirected || !response.ok) return;
  const { whose, value } = await response.json();
  if (whose !== tag) return;
  if (value === null) await self.vault.remove(name);
  else await self.vault.put(name, value, { from: address });
}

async function bringUpToDate() {
  const hasChanged = sessionStorage.getItem(CHANGED);
  sessionStorage.removeItem(CHANGED);
  for (const [name, { from, at }] of Object.entries(await self.vault.labels())) {
    if (from && (hasChanged || Date.now() - at > STALE_AFTER_MS)) await renew(name, from);
  }
}

/** Something waits for the network on a page of its own: lead there, but not a second time and not from half a text. */
async function leadToWhatWaits() {
  for (const { page, at } of Object.values(await self.vault.labels())) {
    const known = `led to ${at}`;
    if (!page || location.pathname === page || sessionStorage.getItem(known) || isTyping()) continue;
    sessionStorage.setItem(known, "yes");
    location.assign(page);
    return;
  }
}

const isTyping = () =>
  [...document.querySelectorAll("main input:not([type=hidden]), main textarea")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );

/** Nobody is signed in: what waited here will not be sent, and that must not go unsaid. */
async function forget() {
  const isWaiting = Object.values(await self.vault.labels()).some(({ page }) => page);
  await self.vault.drop();
  if (isWaiting) document.querySelector("[data-unsent]").hidden = false;
}

/** Signing out: the copies go first, as the page that comes after may never arrive. What waits is for that page to say. */
async function forgetCopies() {
  for (const [name, { page }] of Object.entries(await self.vault.labels())) if (!page) await self.vault.remove(name);
}

async function keep() {
  if (tag === "") return forget();
  await self.vault.belongTo(tag);
  await bringUpToDate();
  return leadToWhatWaits();
}

// A browser that cannot keep anything (a private window, plain http) has nothing to forget either.
if (self.vault.isPossible() && tag !== undefined) {
  keep().catch(() => {});
  addEventListener("submit", (event) => {
    sessionStorage.setItem(CHANGED, "yes");
    if (event.target.matches("[data-ends-session]")) {
      event.preventDefault();
      forgetCopies()
        .catch(() => {})
        .finally(() => event.target.submit());
    }
  });
  if (tag) addEventListener("online", () => leadToWhatWaits().catch(() => {}));
}
