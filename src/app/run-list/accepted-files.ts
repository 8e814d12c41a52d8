/** The endings of what the page opens, each with its dot. */
const endings = () => [...__FILE_WORDS__.endings, ".parquet"];

/** The browser, as far as it tells what device it runs on. */
type Device = Pick<Navigator, "userAgent" | "maxTouchPoints">;

/**
 * Value of `accept` of an input that opens runs: files of runs, archives of them, datasets. Anything on iOS,
 * which greys out every ending that no app on the device has registered, and FIT, GPX and TCX seldom are.
 */
export function acceptedFiles({ userAgent, maxTouchPoints }: Device): string | undefined {
  // An iPad says that it is a Mac, which has no touch screen.
  const isIos = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return isIos ? undefined : endings().join(",");
}

/** Files of a folder whose names are accepted; all of them where none is, so that each says why. */
export function offeredFiles(files: readonly File[]): readonly File[] {
  const offered = files.filter(({ name }) => endings().some((ending) => name.toLowerCase().endsWith(ending)));
  return offered.length > 0 ? offered : files;
}
