/** The pictures of the page that a system shows before it installs it. */
export const SCREENSHOTS = /** @type {const} */ ([
  {
    file: "wide.png",
    width: 1280,
    height: 800,
    formFactor: "wide",
    label: "A run: its measured heart rate beside the expected one",
  },
  {
    file: "narrow.png",
    width: 390,
    height: 844,
    formFactor: "narrow",
    label: "A run on a phone",
  },
]);

/** The picture of the page beside links to it elsewhere. It is shown small, so that the page in it is drawn large. */
export const LINK_PICTURE = {
  file: "link-preview.png",
  width: 1200,
  height: 630,
  pixelsPerPixel: 1.5,
  label: "A run's measured heart rate, minute by minute, over the one that was expected",
};
