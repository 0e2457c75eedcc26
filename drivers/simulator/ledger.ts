import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bitmap, bitmapHash } from '../printer/bitmap.ts';
import { bitmapPng } from '../printer/png.ts';
import { readSlip, type SlipRead } from './slip-reader.ts';

/** What physically happened at the kiosk. Written by the simulators, never by the software under test. */
export type LedgerFact =
  | {
      readonly fact: 'document-presented';
      readonly person: string;
      readonly document: string;
      readonly readable: boolean;
    }
  /** `finger` as ISO position 1–10; `genuine`: whether it belongs to the person whose document lies there. */
  | {
      readonly fact: 'finger-touched';
      readonly person: string;
      readonly finger: number;
      readonly condition: string;
      readonly genuine: boolean;
    }
  | { readonly fact: 'finger-captured'; readonly person: string; readonly finger: number }
  | { readonly fact: 'finger-lifted' }
  | SlipFact
  /** A slip went from the tray into somebody's hand, or came back from there; `slip` is the `n` of its own entry. */
  | { readonly fact: 'slip-taken' | 'slip-returned'; readonly slip: number; readonly person: string }
  /** A page came out of the printer of the ballots: whole, or half of it. */
  | { readonly fact: 'sheet'; readonly whole: boolean }
  | { readonly fact: 'sheets-loaded'; readonly sheets: number }
  /** `sheet` is the `n` of its own entry. */
  | { readonly fact: 'sheet-taken' | 'sheet-returned'; readonly sheet: number; readonly person: string }
  /** It was cancelled and lies in the spoiled envelope. */
  | { readonly fact: 'sheet-enveloped'; readonly sheet: number; readonly visit: number }
  | { readonly fact: 'fault'; readonly device: string; readonly fault: string; readonly on: boolean }
  | { readonly fact: 'plugged' | 'unplugged'; readonly device: string };

/**
 * Paper that came out, with what a person reads on it. `hash` as bitmapHash in drivers/printer/bitmap.ts, `picture` a
 * file in the ledger's folder.
 */
export interface SlipFact extends SlipRead {
  readonly fact: 'slip';
  readonly hash: string;
  readonly cut: boolean;
  readonly width: number;
  readonly height: number;
  readonly picture: string;
}

/** Where a fact stands in the ledger. */
export interface LedgerPlace {
  /** 1, 2, 3 … */
  readonly n: number;
  /** Milliseconds since the epoch, by the simulators' clock. */
  readonly at: number;
}

export type LedgerEntry = LedgerFact & LedgerPlace;
export type LedgerSlip = SlipFact & LedgerPlace;

/** An append-only file of facts (ledger.ndjson) and the pictures of the slips (slip-<n>.png) in one folder. */
export class Ledger {
  readonly folder: string;
  private readonly now: () => number;
  private readonly file: string;
  private count: number;

  constructor(folder: string, now: () => number) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.now = now;
    this.file = join(folder, 'ledger.ndjson');
    this.count = this.entries().length;
  }

  /** Appends a fact. Synchronous: a fact is on record before anything that follows from it can happen. */
  record<F extends LedgerFact>(fact: F): F & LedgerPlace {
    this.count += 1;
    const entry = { n: this.count, at: this.now(), ...fact };
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
    return entry;
  }

  recordSlip({ bitmap, cut }: { readonly bitmap: Bitmap; readonly cut: boolean }): LedgerSlip {
    const picture = `slip-${this.count + 1}.png`;
    writeFileSync(join(this.folder, picture), bitmapPng(bitmap));
    const { width, height } = bitmap;
    const read = readSlip(bitmap);
    return this.record({ fact: 'slip', hash: bitmapHash(bitmap), cut, width, height, picture, ...read });
  }

  /** All facts so far, oldest first. */
  entries(): LedgerEntry[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as LedgerEntry);
  }
}
