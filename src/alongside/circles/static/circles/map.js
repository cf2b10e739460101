/* The map's own page: brings up the drawing that can be moved about once somebody asks for it, and puts it away again. */

const map = document.querySelector("[data-map]");
const canvas = map.querySelector("[data-map-canvas]");
const still = map.querySelector(".picture > svg");
const explained = [map.querySelector(".picture figcaption ul"), map.querySelector("[data-map-legend]")];
const tools = map.querySelector("[data-map-tools]");
const button = map.querySelector("[data-map-move]");
const said = map.querySelector("[data-map-said]");
const words = { still: button.textContent, moving: button.dataset.mapMove };
let graph = null;

// In the place of the picture, above what explains both, but not in it: what colours the picture is not for the canvas.
still.parentElement.before(canvas);

function swap(isMoving) {
  canvas.hidden = !isMoving;
  still.toggleAttribute("hidden", isMoving);
  explained.forEach((legend, which) => {
    legend.hidden = isMoving !== Boolean(which);
  });
  for (const other of tools.querySelectorAll("[data-map-zoom]")) other.hidden = !isMoving;
  button.textContent = isMoving ? words.moving : words.still;
}

async function bring() {
  const [{ draw }, answer] = await Promise.all([
    import(map.dataset.mapModule),
    fetch(map.dataset.map, { headers: { Accept: "application/json" } }),
  ]);
  if (!answer.ok || answer.redirected) throw new Error("there is no map for us");
  const data = await answer.json();
  swap(true);
  graph = draw(canvas, data, (address) => location.assign(address));
}

function putAway() {
  graph.end();
  graph = null;
  swap(false);
}

button.addEventListener("click", () => {
  said.textContent = "";
  if (graph) return putAway();
  button.disabled = true;
  bring()
    .catch(() => {
      swap(false);
      said.textContent = said.dataset.mapSaid;
    })
    .finally(() => {
      button.disabled = false;
      button.focus();
    });
});
for (const other of tools.querySelectorAll("[data-map-zoom]")) {
  other.addEventListener("click", () => graph?.zoom(Number(other.dataset.mapZoom)));
}
// Whoever goes through the list sees whom it is about.
for (const type of ["focusin", "pointerover"]) {
  document.addEventListener(type, (event) => {
    const row = event.target.closest("[data-map-tie]");
    if (row) graph?.highlight(row.dataset.mapTie);
  });
}
tools.hidden = false;
