/* Lets a person be told on this browser: asks only after they pressed the button, and says what came of it. */

const form = document.querySelector("form[data-push-key]");

const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const hexOf = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const show = (selector, shown) => {
  document.querySelector(selector).hidden = !shown;
};

const say = (sentence) => {
  document.querySelector("[data-push-status]").textContent = sentence;
};

/* False for a subscription that was made for a key this place does not have any more. */
const isOurs = (subscription) =>
  hexOf(subscription.options.applicationServerKey ?? new ArrayBuffer(0)) === hexOf(bytesOf(form.dataset.pushKey));

/* The row of this very browser, if the person is told on it. */
async function ownRow(subscription) {
  if (!subscription || !isOurs(subscription)) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint));
  return document.querySelector(`[data-push-device="${hexOf(digest)}"]`);
}

async function subscribe(registration) {
  const older = await registration.pushManager.getSubscription();
  if (older && !isOurs(older)) await older.unsubscribe();
  const key = bytesOf(form.dataset.pushKey);
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function add(registration) {
  const permission = await Notification.requestPermission();
  show("[data-push-declined]", permission === "default");
  show("[data-push-blocked]", permission === "denied");
  form.hidden = permission === "denied";
  if (permission !== "granted") return;
  const subscription = await subscribe(registration);
  const answer = await fetch(form.action, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
    },
    body: JSON.stringify(subscription),
  });
  if (answer.status === 201) {
    location.reload();
    return;
  }
  const told = await answer.json().catch(() => ({}));
  say(told.sentence ?? form.dataset.pushFailed);
}

/* Removing this browser also ends what it agreed with its push service. */
function endOnRemoval(row, subscription) {
  const removal = row.querySelector("form");
  removal.addEventListener("submit", async (event) => {
    event.preventDefault();
    await subscription.unsubscribe().catch(() => false);
    removal.submit();
  });
}

async function start() {
  // What it cannot do is said when that is known, not while its worker is being looked for.
  show("[data-push-missing]", false);
  const registration = await navigator.serviceWorker.register(form.dataset.pushWorker);
  await navigator.serviceWorker.ready;
  const subscription = await registration.pushManager.getSubscription();
  const row = await ownRow(subscription);
  if (row) {
    row.querySelector("[data-push-this]").hidden = false;
    endOnRemoval(row, subscription);
    return;
  }
  const blocked = Notification.permission === "denied";
  show("[data-push-blocked]", blocked);
  form.hidden = blocked;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    add(registration).catch(() => say(form.dataset.pushFailed));
  });
}

if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  start().catch(() => show("[data-push-missing]", true));
}
