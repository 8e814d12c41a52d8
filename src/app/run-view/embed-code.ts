const TITLE = "Expected and measured heart rate of a run";
const HEIGHT_PX = 520;

/** The line of HTML that shows a run in the frame of another page: one chart, as high as people usually see whole. */
export function embedCode(url: URL): string {
  const embedded = new URL(url);
  embedded.search = "?embed";
  const source = embedded.href.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${source}" title="${TITLE}" width="100%" height="${HEIGHT_PX}" loading="lazy" style="border: 0"></iframe>`;
}
