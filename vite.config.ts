import { readdirSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const modelFiles = readdirSync("public/models").filter((file) => file.endsWith(".onnx"));

export default defineConfig({
  // Relative, so that dist/ works under any path of any static host.
  base: "./",
  plugins: [react()],
  // A static host lists no folder: the names of the bundled models are fixed as the page is built.
  define: { __MODEL_FILES__: JSON.stringify(modelFiles) },
  worker: { format: "es" },
  // Bundling these ahead would part them from the wasm that they look for beside themselves.
  optimizeDeps: { exclude: ["onnxruntime-web", "parquet-wasm"] },
  build: { target: "es2023", chunkSizeWarningLimit: 1000 },
  // Some tests start the terminal program, on machines that may be busy.
  test: { include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
