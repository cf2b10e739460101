/* Keeps somebody's check-ins in the vault of this browser once they ask for it, and says what came of it. */

const NAME = "check-ins";
const keep = document.querySelector("[data-check-ins-keep]");
const kept = document.querySelector("[data-check-ins-kept]");
const said = document.querySelector("[data-check-ins-said]");

function show(isKept) {
  keep.hidden = isKept;
  kept.hidden = !isKept;
}

async function putAway() {
  const answer = await fetch(keep.dataset.from, { headers: { Accept: "application/json" } });
  if (!answer.ok || answer.redirected) throw new Error("there is nothing for us");
  const { whose, value } = await answer.json();
  await self.vault.belongTo(whose);
  await self.vault.put(NAME, value, { from: keep.dataset.from });
  navigator.storage?.persist?.();
  show(true);
}

function onPress(place, act) {
  place.querySelector("button").addEventListener("click", () => {
    said.textContent = "";
    act().catch(() => {
      said.textContent = said.dataset.failed;
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

if (keep && "serviceWorker" in navigator && self.vault?.isPossible()) start().catch(() => {});
