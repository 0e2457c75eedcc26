import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bitmapHash, blankBitmap } from '../printer/bitmap.ts';
import { bitmapPng } from '../printer/png.ts';
import { temporaryFolder } from '../testing/bench.ts';
import { Ledger } from './ledger.ts';

describe('the ledger', () => {
  it('keeps facts in order, and goes on counting when it is opened again', () => {
    const folder = temporaryFolder();
    const first = new Ledger(folder, () => 1_000);
    first.record({ fact: 'document-presented', person: 'p1', document: 'd1', readable: true });
    const second = new Ledger(folder, () => 2_000);
    second.record({ fact: 'finger-lifted' });
    expect(second.entries()).toEqual([
      { n: 1, at: 1_000, fact: 'document-presented', person: 'p1', document: 'd1', readable: true },
      { n: 2, at: 2_000, fact: 'finger-lifted' },
    ]);
  });

  it('keeps a picture of every slip beside its hash', () => {
    const folder = temporaryFolder();
    const ledger = new Ledger(folder, () => 0);
    const bitmap = blankBitmap(576, 8);
    bitmap.bits[5] = 0xff;
    const entry = ledger.recordSlip({ bitmap, cut: true });
    expect(entry).toMatchObject({ fact: 'slip', hash: bitmapHash(bitmap), cut: true, picture: 'slip-1.png' });
    // Nothing on it that anybody could read.
    expect(entry).toMatchObject({ number: null, copy: null, mode: null, whole: false });
    expect(readFileSync(join(folder, 'slip-1.png'))).toEqual(Buffer.from(bitmapPng(bitmap)));
  });
});
