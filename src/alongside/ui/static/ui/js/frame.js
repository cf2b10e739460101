// What every page does beyond being read: leaving at once, and keeping the crisis lines for offline.

const TWICE_WITHIN_MS = 800;
const link = document.querySelector("[data-leave]");
link.title = link.dataset.leave; // only here, where it is true

/** Blank the page, then put the neutral one in its place in the tab's history. */
function leave() {
  document.title = " ";
  document.body.hidden = true;
  window.location.replace(link.href);
}

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

let lastEscape = -Infinity;
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.repeat) return;
  if (event.timeStamp - lastEscape < TWICE_WITHIN_MS) leave();
  lastEscape = event.timeStamp;
});

// A browser that cannot or may not keep pages (private windows, plain http) simply has none offline.
navigator.serviceWorker?.register(document.body.dataset.worker).catch(() => {});

// Where somebody is led to a part of a page, what is said of what they did stands there, and not far above it.
const said = document.querySelector(".messages");
const part = window.location.hash.length > 1 && document.getElementById(window.location.hash.slice(1));
if (said?.childElementCount && part && part.matches("section, form, div, li") && part.closest("main") && part.id !== "main") {
  part.prepend(said);
  part.scrollIntoView();
}
