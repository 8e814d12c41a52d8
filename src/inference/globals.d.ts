/** The address of a WebAssembly file that lies on the host compressed. */
declare module "*.wasm?gzip" {
  const url: string;
  export default url;
}
