/** Name of the bundled model that page and terminal use where nobody chose another; its file lies in `public/models`. */
export const DEFAULT_MODEL = "population";

/**
 * Names of the bundled models in the order in which they are offered: the default first, the others by the alphabet.
 * @param files of `public/models`, model cards among them
 * @throws Error where the default is not there
 */
export function bundledModels(files: readonly string[]): string[] {
  const names = files.filter((file) => file.endsWith(".onnx")).map((file) => file.slice(0, -".onnx".length));
  if (!names.includes(DEFAULT_MODEL)) throw new Error(`public/models holds no ${DEFAULT_MODEL}.onnx, the default.`);
  return [DEFAULT_MODEL, ...names.filter((name) => name !== DEFAULT_MODEL).sort()];
}
