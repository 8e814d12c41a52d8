/** The file names of the bundled models, put in place as the page is built. */
declare const __MODEL_FILES__: readonly string[];
/** The version of ONNX Runtime that the page is built with. */
declare const __RUNTIME_VERSION__: string;
