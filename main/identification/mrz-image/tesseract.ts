import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import load from 'tesseract.js-core/tesseract-core-simd.js';
import type { Character, Sheet } from '../../../core/document/mrz-image/mrz-image.ts';

const { resolve } = createRequire(import.meta.url);

/** Tesseract's classifier of shapes: the neural engine reads a third of OCR-B wrongly. */
const SHAPES = 0;
/** One block of text. */
const BLOCK = 6;

/**
 * No dictionaries and nothing learned from one page for the next. Letters stand apart in a straight grid, so none is cut
 * in two or put together of pieces: that halves the time and changes no reading.
 */
const settings: Readonly<Record<string, string>> = {
  user_defined_dpi: '300',
  load_system_dawg: '0',
  load_freq_dawg: '0',
  tessedit_enable_doc_dict: '0',
  classify_enable_learning: '0',
  classify_enable_adaptive_matcher: '0',
  chop_enable: '0',
  wordrec_enable_assoc: '0',
};

/** The second reader. Reads sheets row by row. */
export interface ShapeReader {
  read(sheet: Sheet): Character[][];
}

/** The shapes of OCR-B (tools/ocr-b-shapes.ts): those of its English data take a narrow W for N or H. */
const shapes = new URL('./ocr-b.traineddata.gz', import.meta.url);

/** Loads Tesseract (WebAssembly) from node_modules; nothing comes from a network. */
export async function loadShapeReader(): Promise<ShapeReader> {
  const tesseract = await load({
    wasmBinary: readFileSync(resolve('tesseract.js-core/tesseract-core-simd.wasm')),
    // Its chatter may quote what was read.
    print: () => {},
    printErr: () => {},
  });
  tesseract.FS.writeFile('/ocrb.traineddata', gunzipSync(readFileSync(shapes)));
  const api = new tesseract.TessBaseAPI();
  if (api.Init(null, 'ocrb', SHAPES) !== 0) throw new Error('Tesseract does not take its data');
  for (const [name, value] of Object.entries(settings)) {
    if (!api.SetVariable(name, value)) throw new Error(`Tesseract knows no ${name}`);
  }
  api.SetPageSegMode(BLOCK);

  return {
    read: ({ characters, page: { width, height, pixels } }) => {
      api.SetVariable('tessedit_char_whitelist', characters);
      // A binary PGM, the shortest way in.
      tesseract.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
      api.SetImageFile(1, 0);
      api.Recognize(null);
      const rows = api
        .GetUTF8Text()
        .split('\n')
        .map((row) => row.replaceAll(/\s/g, ''))
        .filter((row) => row !== '');
      const confidences = confidencesOf();
      api.ClearAdaptiveClassifier();
      api.Clear();
      let at = 0;
      return rows.map((row) =>
        [...row].map((character) => ({ character, likeness: (confidences[at++] ?? 0) / 100, lead: 0 })),
      );
    },
  };

  function confidencesOf(): number[] {
    const iterator = api.GetIterator();
    const all: number[] = [];
    iterator.Begin();
    do {
      for (const letter of iterator.GetUTF8Text(tesseract.RIL_SYMBOL) ?? '') {
        if (letter.trim() !== '') all.push(iterator.Confidence(tesseract.RIL_SYMBOL));
      }
    } while (iterator.Next(tesseract.RIL_SYMBOL));
    tesseract.destroy(iterator);
    return all;
  }
}
