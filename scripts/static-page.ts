import react from "@vitejs/plugin-react";
import { type Plugin, type ResolvedConfig, runnerImport } from "vite";
import type { staticPage as render } from "../src/app/page/static-page.tsx";
import { openingPrediction } from "./opening-run.ts";

/** The widths of the charts that the page is drawn for, on a wide window and on a narrow one. */
const WIDE_PX = 1000;
const NARROW_PX = 328;
/** From this width of the window on, charts are wide: see frame.ts. */
const WIDE_WINDOW_PX = 600;

/** Of an address that names something else than the whole page with its opening run, it shows nothing until that is there. */
const ADDRESSED =
  'if (location.hash !== "" || /[?&]embed\\b/.test(location.search)) document.documentElement.classList.add("addressed");\n';
const ADDRESSED_FILE = "addressed.js";

const ROOT = '<div id="page"></div>';
const STYLE = / style="([^"]*)"/g;
const OWN_STYLES = /\s*<link rel="stylesheet"[^>]*>/g;
const SCRIPT = '<script type="module"';

/**
 * Draws the page as it opens into its HTML, by the page's own components: it is there before any script is. Its policy
 * allows no style in markup, so these become classes of a stylesheet of their own.
 */
export function staticPage(): Plugin {
  let config: ResolvedConfig;
  let markup = "";
  return {
    name: "static-page",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    async buildStart() {
      // Node has one from version 21 on; what the page asks of it concerns files that a static page takes none of.
      globalThis.navigator ??= { userAgent: "", maxTouchPoints: 0 } as Navigator;
      const { module } = await runnerImport<{ staticPage: typeof render }>("/src/app/page/static-page.tsx", {
        configFile: false,
        plugins: [react()],
        define: config.define ?? {},
      });
      const prediction = await openingPrediction();
      const [wide, narrow] = [WIDE_PX, NARROW_PX].map((widthPx) => module.staticPage(prediction, widthPx));
      const styled = styledByClasses(wide, narrow);
      markup = styled.markup;
      this.emitFile({ type: "asset", name: "static-page.css", source: styled.styles });
      this.emitFile({ type: "asset", fileName: ADDRESSED_FILE, source: ADDRESSED });
    },
    transformIndexHtml(html, { bundle = {} }) {
      const styles = Object.keys(bundle).find((file) => /static-page-[^.]+\.css$/.test(file));
      if (!html.includes(ROOT)) throw new Error(`index.html has no ${ROOT} to draw the page into.`);
      const drawn = html.replace(ROOT, () => `<div id="page" inert>${markup}</div>`);
      return beforeScripts(drawn, [
        `<link rel="stylesheet" href="./${styles}">`,
        `<script src="./${ADDRESSED_FILE}"></script>`,
      ]);
    },
  };
}

/**
 * Puts what drawing waits for, the page's own stylesheets among it, before its scripts: where a host sends six files at
 * a time, drawing would wait for all of those too.
 */
function beforeScripts(html: string, tags: readonly string[]): string {
  const own = html.match(OWN_STYLES) ?? [];
  const without = html.replace(OWN_STYLES, "");
  if (!without.includes(SCRIPT)) throw new Error(`index.html has no ${SCRIPT}.`);
  return without.replace(SCRIPT, () => [...own.map((tag) => tag.trim()), ...tags, SCRIPT].join("\n    "));
}

/** The markup of the wide page, each of its styles, and that of the same element on the narrow page, made a class. */
function styledByClasses(wide: string, narrow: string): { markup: string; styles: string } {
  const [wideStyles, narrowStyles] = [wide, narrow].map((page) => [...page.matchAll(STYLE)].map(([, style]) => style));
  if (wideStyles.length !== narrowStyles.length) throw new Error("The page has other elements where it is narrow.");
  const rules = wideStyles.map((style, i) => {
    const rule = `.static-${i}{${style}}`;
    return style === narrowStyles[i]
      ? rule
      : `${rule}@media (width<${WIDE_WINDOW_PX}px){.static-${i}{${narrowStyles[i]}}}`;
  });
  let count = 0;
  const markup = wide.replace(/<[^>]* style="[^"]*"[^>]*>/g, (tag) => {
    const name = `static-${count++}`;
    const bare = tag.replace(STYLE, "");
    return bare.includes(' class="')
      ? bare.replace(' class="', ` class="${name} `)
      : bare.replace(/^<[^\s>/]+/, `$& class="${name}"`);
  });
  return { markup, styles: rules.join("\n") };
}
