/** The site whose pages show Spaces in frames, and the hosts that the frames' contents come from. */
const HUB = "https://huggingface.co";
const SPACE_HOST = ".hf.space";

/**
 * Hands the address' hash to the page that shows this one as a static Space, so that its own address leads here, too.
 * Source: https://huggingface.co/docs/hub/spaces-handle-url-parameters
 */
export function tellSpacePage(): void {
  const { hostname, hash } = window.location;
  if (window.parent !== window && hostname.endsWith(SPACE_HOST)) window.parent.postMessage({ hash }, HUB);
}
