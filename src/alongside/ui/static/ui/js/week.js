// Moves through a week's grid with the arrow keys, and takes a whole day or part of the day by its name.

const boxes = (cells) => cells.flatMap((cell) => [...cell.querySelectorAll("[type=checkbox]")]);
const rowsOf = (table) => [...table.tBodies[0].rows];
const columnOf = (cell) => rowsOf(cell.closest("table")).map((row) => row.cells[cell.cellIndex]);

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function neighbour(box, [down, along]) {
  const cell = box.closest("td");
  const rows = rowsOf(cell.closest("table"));
  const mirrored = getComputedStyle(cell).direction === "rtl" ? -1 : 1;
  const row = rows[rows.indexOf(cell.parentElement) + down];
  return row?.cells[cell.cellIndex + along * mirrored]?.querySelector("[type=checkbox]");
}

/** Tick all of these, or clear them when all are ticked already. */
function take(group) {
  const wanted = !group.every((box) => box.checked);
  for (const box of group) box.checked = wanted;
}

/** The name of a day or part of the day becomes a button that takes all of it. */
function makeButton(heading) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  heading.append(button);
  const cells = () => (heading.scope === "row" ? [...heading.parentElement.cells] : columnOf(heading));
  button.addEventListener("click", () => take(boxes(cells())));
}

for (const table of document.querySelectorAll("table.week")) {
  if (!table.querySelector("[type=checkbox]")) continue;
  table.querySelectorAll("th[scope]").forEach(makeButton);
  table.addEventListener("keydown", (event) => {
    if (event.target.type !== "checkbox" || !(event.key in STEPS)) return;
    const next = neighbour(event.target, STEPS[event.key]);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
