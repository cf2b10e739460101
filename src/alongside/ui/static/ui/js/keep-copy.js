/* A page that this browser can keep for when there is no network, once the person asks for it; it says what came of it.

   The panel (`ui/keep_copy.html`) says under which name the vault keeps it, and where it is fetched from. */

const keep = document.querySelector("[data-keep]");
const kept = document.querySelector("[data-kept]");
const said = document.querySelector("[data-keep-said]");
const { keepAs: name, keepFrom: from } = keep.dataset;

function show(isKept) {
  said.textContent = "";
  document.querySelector("[data-keep-missing]").hidden = true;
  keep.hidden = isKept;
  kept.hidden = !isKept;
}

async function putAway() {
  const answer = await fetch(from, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error("there is nothing for us to keep");
  const { whose, value } = await answer.json();
  // Deleted meanwhile, in another tab or on another device: the page says so when it is fetched anew.
  if (value === null) return location.reload();
  await self.vault.belongTo(whose);
  await self.vault.put(name, value, { from });
  // Without a promise to keep it, a browser that is short of room may forget it. Where it asks, it asks only now.
  navigator.storage?.persist?.();
  return show(true);
}

function onPress(place, act) {
  place.querySelector("button").addEventListener("click", () => {
    said.textContent = "";
    act().catch(() => {
      said.textContent = said.dataset.keepFailed;
    });
  });
}

async function start() {
  // Only a service worker can show it without a network.
  await navigator.serviceWorker.ready;
  show(name in (await self.vault.labels()));
  onPress(keep, putAway);
  onPress(kept, async () => {
    await self.vault.remove(name);
    show(false);
  });
}

if ("serviceWorker" in navigator && self.vault?.isPossible()) start().catch(() => {});
