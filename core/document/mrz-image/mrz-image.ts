/** The machine-readable zone read from the image of a page: everything of it that needs no second reader. */
export { agree, type MrzImageResult, type MrzRefusal } from './agree.ts';
export type { GrayPage } from './gray-page.ts';
export { type Located, locate } from './locate.ts';
export { type Character, type Reading, textOf } from './reading.ts';
export { gather, type Sheet, sheetsOf } from './sheets.ts';
