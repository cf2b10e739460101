// Draws the icons that browsers want as PNG from the project's own SVG; where this was not run, the SVG serve alone.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Resvg, initWasm } from "@resvg/resvg-wasm";

const ICONS = [
  // [source, name, side in pixels]
  ["mark-full.svg", "icon-180.png", 180], // iOS rounds the corners itself
  ["mark.svg", "icon-192.png", 192],
  ["mark.svg", "icon-512.png", 512],
  ["mark-full.svg", "icon-maskable-512.png", 512],
];

const ui = join(dirname(fileURLToPath(import.meta.url)), "../src/alongside/ui/static/ui");
const built = join(ui, "built");

await initWasm(readFileSync(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")));
mkdirSync(built, { recursive: true });
for (const [source, name, side] of ICONS) {
  const drawing = new Resvg(readFileSync(join(ui, source), "utf8"), { fitTo: { mode: "width", value: side } });
  writeFileSync(join(built, name), drawing.render().asPng());
}
