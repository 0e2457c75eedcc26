/** What emscripten wrote around the two codecs: CommonJS without types. The second of each holds the encoder as well. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const load: import('./wasm-decoder.ts').Loader;
  export = load;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const load: import('./wasm-decoder.ts').Loader;
  export = load;
}
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const load: (settings: { print: () => void; printErr: () => void }) => Promise<{
    readonly J2KEncoder: new () => import('./codecs.fixture.ts').Encoder & {
      setQuality(lossless: boolean, layers: number): void;
      setCompressionRatio(layer: number, ratio: number): void;
    };
  }>;
  export = load;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs' {
  const load: (settings: { print: () => void; printErr: () => void }) => Promise<{
    readonly JPEGEncoder: new () => import('./codecs.fixture.ts').Encoder & {
      setQuality(quality: number): void;
      setProgressive(progressive: boolean): void;
    };
  }>;
  export = load;
}
