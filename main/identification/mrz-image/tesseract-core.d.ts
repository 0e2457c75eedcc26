/** What emscripten wrote around Tesseract: CommonJS without types. Only what is used here. */
declare module 'tesseract.js-core/tesseract-core-simd.js' {
  interface Iterator {
    Begin(): void;
    Next(level: number): boolean;
    GetUTF8Text(level: number): string;
    Confidence(level: number): number;
  }
  interface TessBaseAPI {
    /** @returns 0 where it is ready. Engine 0: shapes, no neural network. */
    Init(folder: string | null, language: string, engine: number): number;
    SetVariable(name: string, value: string): boolean;
    SetPageSegMode(mode: number): void;
    /** Reads the file /input. */
    SetImageFile(exifOrientation: number, angle: number): void;
    Recognize(monitor: null): number;
    GetUTF8Text(): string;
    GetIterator(): Iterator;
    ClearAdaptiveClassifier(): void;
    Clear(): void;
  }
  interface Tesseract {
    readonly FS: { writeFile(path: string, bytes: Uint8Array): void };
    readonly TessBaseAPI: new () => TessBaseAPI;
    readonly RIL_SYMBOL: number;
    destroy(object: object): void;
  }
  const load: (options: {
    wasmBinary: Uint8Array;
    print: (text: string) => void;
    printErr: (text: string) => void;
  }) => Promise<Tesseract>;
  export = load;
}
