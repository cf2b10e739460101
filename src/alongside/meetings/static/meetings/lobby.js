// Looks again when somebody may open the room themselves. When somebody else opens it, `live.js` does, at once.
// Who is out of a room is out of its voice: it does not come on by itself any more (voice.js).
try {
  delete sessionStorage["alongside.voice"];
} catch {
  // A browser that keeps nothing, not even for this tab.
}

const lobby = document.querySelector("[data-opens]");
const MOST_MS = 24 * 60 * 60 * 1000; // a page that is open for longer than a day looks when it is looked at
let planned;

/** Wait until then by the clock of the server, which the stream tells. */
function plan(at) {
  const left = Date.parse(lobby.dataset.opens) - at;
  clearTimeout(planned);
  if (left > 0 && left < MOST_MS) planned = setTimeout(() => window.location.reload(), left + 500);
}

if (lobby) plan(Date.now());
document.addEventListener("shared", (event) => {
  for (const words of document.querySelectorAll("[data-waits]")) words.hidden = false;
  if (lobby) plan(event.detail);
});
