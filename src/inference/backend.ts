/** What a model runs on. */
export type Backend = "wasm" | "webgpu";
