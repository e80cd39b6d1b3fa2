// Builds src/brobygger/web/static/vendor/ from node_modules. Run by `npm ci && node scripts/assets.mjs`.
//
// dkfds is put in a cascade layer, so that our own rules win by being outside it instead of by
// outweighing its very heavy selectors. Only the icons its rules name are copied, and its own
// font rules are dropped: pages get the four faces we use from IBM's package, Latin only, as woff2.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const vendor = join(root, "src", "brobygger", "web", "static", "vendor");
const FACES = ["Regular", "Medium", "SemiBold", "Bold"];

async function copy(from, to) {
  await mkdir(dirname(join(vendor, to)), { recursive: true });
  await cp(join(modules, from), join(vendor, to));
}

async function dkfds() {
  const dist = join("dkfds", "dist");
  const source = await readFile(join(modules, dist, "css", "dkfds.min.css"), "utf8");
  const css = source
    .replace(/^\uFEFF?@charset "[^"]*";/, "")
    .replace(/@font-face\s*{[^}]*}/g, "")
    .replace(/\/\*# sourceMappingURL=.*?\*\//g, "")
    .replace(/url\("?\.\.\/img\/[a-z-]+\.png"?\)/g, "none")
    .replaceAll("../img/svg-icons/", "icons/");
  const icons = new Set([...css.matchAll(/url\("?icons\/([a-z0-9-]+\.svg)"?\)/g)].map((match) => match[1]));
  await mkdir(join(vendor, "dkfds"), { recursive: true });
  await writeFile(join(vendor, "dkfds", "dkfds.css"), `@layer dkfds{${css}}\n`);
  for (const icon of icons) {
    await copy(join(dist, "img", "svg-icons", icon), join("dkfds", "icons", icon));
  }
  await copy(join(dist, "img", "all-svg-icons.svg"), join("dkfds", "icons.svg"));
  await copy(join(dist, "LICENSE.md"), join("dkfds", "LICENSE.md"));
}

async function fonts() {
  const split = join("@ibm", "plex-sans", "fonts", "split", "woff2");
  for (const face of FACES) {
    await copy(join(split, `IBMPlexSans-${face}-Latin1.woff2`), join("plex", `${face}.woff2`));
  }
  // Letters and reports are set with the same faces; Typst reads them as TrueType.
  const truetype = join("dkfds", "dist", "fonts", "IBMPlexSans", "complete", "ttf");
  for (const face of FACES) {
    await copy(join(truetype, `IBMPlexSans-${face}.ttf`), join("plex", `${face}.ttf`));
  }
  await copy(join("@ibm", "plex-sans", "LICENSE.txt"), join("plex", "LICENSE.txt"));
}

async function htmx() {
  await copy(join("htmx.org", "dist", "htmx.min.js"), join("htmx", "htmx.min.js"));
  await copy(join("htmx.org", "LICENSE"), join("htmx", "LICENSE"));
}

await rm(vendor, { recursive: true, force: true });
await Promise.all([dkfds(), fonts(), htmx()]);
console.log(`Assets are in ${vendor.slice(root.length + 1)}`);
