import { parentPort } from 'node:worker_threads';
import type { MrzImageAnswer, MrzImageQuestion } from './mrz-image-reader.ts';
import { readPage } from './read-page.ts';
import { loadShapeReader } from './tesseract.ts';

/** The thread that reads page images. It keeps nothing between two pages. */
const shapes = loadShapeReader();

parentPort?.on('message', async ({ id, page }: MrzImageQuestion) => {
  const { result, times } = readPage(page, await shapes, () => performance.now());
  parentPort?.postMessage({ id, result, times } satisfies MrzImageAnswer);
});
