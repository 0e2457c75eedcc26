/** The loaders that emscripten wrote for the two codecs: CommonJS without types. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: import('./wasm-decoder.ts').Loader;
  export = load;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const load: import('./wasm-decoder.ts').Loader;
  export = load;
}
