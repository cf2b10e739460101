// Makes what browsers load: one stylesheet, one script, the map that can be moved about, and the typeface out of its npm
// package, in the folder that Django serves. Pages work without it (from the parts themselves and the device's own
// typeface).
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const ui = join(root, "src/alongside/ui/static/ui");
const built = join(ui, "built");

/** Copy the typeface; return the stylesheet that names its files. */
function typeface() {
  const from = join(root, "node_modules/@fontsource/atkinson-hyperlegible");
  const ranges = JSON.parse(readFileSync(join(from, "unicode.json"), "utf8"));
  copyFileSync(join(from, "LICENSE"), join(built, "atkinson-hyperlegible-LICENSE.txt"));
  const face = (subset, weight) => {
    const name = `atkinson-hyperlegible-${subset}-${weight}-normal.woff2`;
    copyFileSync(join(from, "files", name), join(built, name));
    return `@font-face {
  font-family: "Atkinson Hyperlegible";
  font-weight: ${weight};
  font-display: swap;
  src: url("${name}") format("woff2");
  unicode-range: ${ranges[subset]};
}
`;
  };
  return ["latin", "latin-ext"].flatMap((subset) => [400, 700].map((weight) => face(subset, weight))).join("\n");
}

rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
writeFileSync(join(built, "fonts.css"), typeface());
const how = {
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  external: ["*.woff2"],
  logLevel: "warning",
};
await build({ ...how, entryPoints: { ui: join(ui, "js/index.js"), dark: join(ui, "css/dark.css") }, outdir: built });
await build({
  ...how,
  stdin: { contents: '@import "./built/fonts.css"; @import "./css/index.css";', resolveDir: ui, loader: "css" },
  outfile: join(built, "look.css"),
});

// Loaded by the page of the map when somebody asks for it. What its parts are licensed under goes with it.
await build({ ...how, entryPoints: [join(root, "src/alongside/circles/assets/map-graph.js")], outdir: built });
for (const name of ["echarts", "zrender"]) {
  copyFileSync(join(root, "node_modules", name, "LICENSE"), join(built, `${name}-LICENSE.txt`));
}
copyFileSync(join(root, "node_modules/echarts/NOTICE"), join(built, "echarts-NOTICE.txt"));
