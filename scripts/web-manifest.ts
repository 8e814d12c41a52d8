import type { Plugin } from "vite";
import { PAGE_NAME } from "../src/app/format/page-name.ts";
import { PLACES, type Place, placeHash } from "../src/app/state/places.ts";
import { SHARE_PATH, SHARED_FILES } from "../src/offline/handed-over.ts";
import { fileWords } from "../src/workout/formats/formats.ts";
import { SCREENSHOTS } from "./screenshots.mjs";

const FILE = "manifest.webmanifest";

const SHORTCUTS: Record<Place, { name: string; description: string }> = {
  run: { name: "Run", description: "A run beside its expected heart rate" },
  "my-runs": { name: "My runs", description: "The runs that are open, beside one another" },
  plan: { name: "Plan", description: "What a course will cost before it is run" },
  datasets: { name: "Datasets", description: "Runs of a dataset, and how well the model predicts them" },
};

/** Files that a system opens with the page: those of sports watches alone, for others have programs of their own. */
const OPENED = {
  "application/vnd.ant.fit": [".fit"],
  "application/gpx+xml": [".gpx"],
  "application/vnd.garmin.tcx+xml": [".tcx"],
};
/** Types by which phones tell what can be shared; many know no type of a watch's file. */
const SHARED_TYPES = [
  ...Object.keys(OPENED),
  ...["application/octet-stream", "application/xml", "text/xml", "application/zip", "application/gzip"],
];

/** All addresses are relative to the manifest's own: the page can lie in any folder. */
const manifest = {
  name: PAGE_NAME,
  short_name: "Heart rate",
  description:
    "Drop a run and see the heart rate that a small neural network expected, beside the one that was measured. Nothing leaves your device.",
  lang: "en",
  start_url: "./",
  scope: "./",
  display: "standalone",
  // Of the tokens: the dark page, which is the icon's ground.
  background_color: "#14161a",
  theme_color: "#14161a",
  categories: ["sports", "health", "fitness"],
  icons: [
    { src: "icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
    { src: "icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
    { src: "icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
  screenshots: SCREENSHOTS.map(({ file, width, height, formFactor, label }) => ({
    src: `screenshots/${file}`,
    sizes: `${width}x${height}`,
    type: "image/png",
    form_factor: formFactor,
    label,
  })),
  shortcuts: PLACES.map((place) => ({ ...SHORTCUTS[place], url: `./${placeHash(place)}` })),
  // Each time in a window of its own: of one that is open, Chromium would either take the page away or drop what is shared.
  file_handlers: [{ action: "./", accept: OPENED }],
  share_target: {
    action: `./${SHARE_PATH}`,
    method: "POST",
    enctype: "multipart/form-data",
    params: { files: [{ name: SHARED_FILES, accept: [...SHARED_TYPES, ...fileWords().endings] }] },
  },
};

/** What a system needs to install the page, open files with it and share files to it. */
export const webManifest: Plugin = {
  name: "web-manifest",
  apply: "build",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: FILE, source: JSON.stringify(manifest) });
  },
  transformIndexHtml: () => [{ tag: "link", attrs: { rel: "manifest", href: `./${FILE}` }, injectTo: "head" }],
};
