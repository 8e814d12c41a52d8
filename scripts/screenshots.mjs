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
