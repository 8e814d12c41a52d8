/** The names of the bundled models, the default first, put in place as the page is built. */
declare const __MODEL_NAMES__: readonly string[];
/** The version of ONNX Runtime that the page is built with. */
declare const __RUNTIME_VERSION__: string;
/** What files can be read, as the list of formats has it, without what reads them. */
declare const __FILE_WORDS__: import("../workout/formats/formats.ts").FileWords;
/** What the bundled model says of the opening run, put in place as the page is built. */
declare module "virtual:opening-prediction" {
  const opening: import("./state/kept-prediction.ts").KeptPrediction;
  export default opening;
}
