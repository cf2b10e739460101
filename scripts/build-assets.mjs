// Copies the typeface out of its npm package into the folder that Django serves, with a stylesheet for it.
// Pages look right without it (the device's own typeface takes over), so running this is never urgent.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const from = join(root, "node_modules/@fontsource/atkinson-hyperlegible");
const to = join(root, "src/alongside/ui/static/ui/built");
const ranges = JSON.parse(readFileSync(join(from, "unicode.json"), "utf8"));

rmSync(to, { recursive: true, force: true });
mkdirSync(to, { recursive: true });
copyFileSync(join(from, "LICENSE"), join(to, "atkinson-hyperlegible-LICENSE.txt"));

const faces = ["latin", "latin-ext"].flatMap((subset) =>
  [400, 700].map((weight) => {
    const name = `atkinson-hyperlegible-${subset}-${weight}-normal.woff2`;
    copyFileSync(join(from, "files", name), join(to, name));
    return `@font-face {
  font-family: "Atkinson Hyperlegible";
  font-weight: ${weight};
  font-display: swap;
  src: url("${name}") format("woff2");
  unicode-range: ${ranges[subset]};
}
`;
  }),
);
writeFileSync(join(to, "fonts.css"), faces.join("\n"));
