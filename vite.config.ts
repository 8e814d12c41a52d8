import { readdirSync } from "node:fs";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { PUBLISHED_CHECKPOINT_URL } from "./src/app/model-import.ts";

const modelFiles = readdirSync("public/models").filter((file) => file.endsWith(".onnx"));

/** What the built page may load and do, and nothing else. The development server speaks to the page in ways of its own. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  // The published checkpoint's host, and those that it sends a download on to.
  `connect-src 'self' ${new URL(PUBLISHED_CHECKPOINT_URL).origin} https://*.hf.co`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" },
  ],
};

export default defineConfig({
  // Relative, so that dist/ works under any path of any static host.
  base: "./",
  plugins: [react(), contentSecurityPolicy],
  // A static host lists no folder: the names of the bundled models are fixed as the page is built.
  define: { __MODEL_FILES__: JSON.stringify(modelFiles) },
  worker: { format: "es" },
  // Bundling these ahead would part them from the wasm that they look for beside themselves.
  optimizeDeps: { exclude: ["onnxruntime-web", "parquet-wasm"] },
  build: { target: "es2023", chunkSizeWarningLimit: 1000 },
  // Some tests start the terminal program, on machines that may be busy.
  test: { include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
