/* The safety card's own page: keeps it in the vault of this browser once the person asks for it, and says what came of it. */

const NAME = "safety-card";
const keep = document.querySelector("[data-card-keep]");
const kept = document.querySelector("[data-card-kept]");
const said = document.querySelector("[data-card-said]");

function show(isKept) {
  said.textContent = "";
  document.querySelector("[data-card-missing]").hidden = true;
  keep.hidden = isKept;
  kept.hidden = !isKept;
}

async function putAway() {
  const answer = await fetch(keep.dataset.cardFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error("there is no card for us");
  const { whose, value } = await answer.json();
  // Deleted meanwhile, in another tab or on another device: the page says so when it is fetched anew.
  if (value === null) return location.reload();
  await self.vault.belongTo(whose);
  await self.vault.put(NAME, value, { from: keep.dataset.cardFrom });
  // Without a promise to keep it, a browser that is short of room may forget it. Where it asks, it asks only now.
  navigator.storage?.persist?.();
  return show(true);
}

function onPress(place, act) {
  place.querySelector("button").addEventListener("click", () => {
    said.textContent = "";
    act().catch(() => {
      said.textContent = said.dataset.cardFailed;
    });
  });
}

async function start() {
  // Only a service worker can show it without a network.
  await navigator.serviceWorker.ready;
  show(NAME in (await self.vault.labels()));
  onPress(keep, putAway);
  onPress(kept, async () => {
    await self.vault.remove(NAME);
    show(false);
  });
}

if ("serviceWorker" in navigator && self.vault?.isPossible()) start().catch(() => {});
