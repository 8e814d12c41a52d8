import type { Backend } from "./backend.ts";

export type OrtModule = typeof import("onnxruntime-web/wasm");

/**
 * WebGPU comes in builds of its own: only these have an LSTM kernel for it, and nobody else need load them. One waits
 * for the graphics card by JavaScript Promise Integration, the other, slower and larger, by itself.
 */
export type Build = "wasm" | "jspi" | "asyncify";

export function buildFor(backend: Backend): Build {
  if (backend === "wasm") return "wasm";
  return "Suspending" in WebAssembly ? "jspi" : "asyncify";
}

export function importBuild(build: Build): Promise<OrtModule> {
  switch (build) {
    case "wasm":
      return import("onnxruntime-web/wasm");
    case "jspi":
      return import("onnxruntime-web/jspi");
    case "asyncify":
      return import("onnxruntime-web/webgpu");
  }
}
