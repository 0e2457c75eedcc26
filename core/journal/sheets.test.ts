import { describe, expect, it } from 'vitest';
import type { JournalEvent } from './event.ts';
import { folded } from './following.ts';
import { type SheetFault, sheetsFold, sheetsOfJournal } from './sheets.ts';

/** What an exported journal proves of the ballots that a kiosk printed, without the kiosk. */
type Draft = readonly [JournalEvent['type'], object];
const told = (...drafts: readonly Draft[]) =>
  sheetsOfJournal(
    folded(
      sheetsFold,
      drafts.map(([type, body], n) => ({ seq: n + 1, type, body }) as JournalEvent),
    ),
  );
const faults = (...drafts: readonly Draft[]): readonly SheetFault[] => told(...drafts).faults.map(({ fault }) => fault);

const receipts = [{ receipt: 'r1', ballot: 'council' }];
const load: Draft = ['ballot-paper.loaded', { sheets: 3 }];
const reserved: Draft = ['admission.reserved', { admission: 'a', receipts, printed: ['council'] }];
const receipt: Draft = ['receipt.printed', { admission: 'a', receipt: 'r1' }];
const handed = (sheet: string): Draft => ['ballot.print-handed', { sheet, admission: 'a', ballot: 'council' }];
const out = (sheet: string): Draft => ['ballot.printed', { sheet }];
const delivered = (sheet: string): Draft => ['ballot.delivered', { sheet }];
const cancelled = (sheet: string): Draft => ['ballot.sheet-cancelled', { sheet }];
const confirmed: Draft = ['admission.confirmed', { admission: 'a' }];
const given = [load, reserved, receipt, handed('s1'), out('s1'), delivered('s1'), confirmed] as const;

describe('a journal with printed ballots', () => {
  it('balances over a jam, an exchange after the admission, a count and the next sitting', () => {
    const day = told(
      ...[load, reserved, receipt, handed('s0'), cancelled('s0'), handed('s1'), out('s1'), delivered('s1'), confirmed],
      ...[cancelled('s1'), handed('s2'), ['ballot.print-failed', { sheet: 's2', sent: 'nothing' }] as const],
      ...[handed('s3'), out('s3'), delivered('s3')],
      ['ballot-paper.counted', { was: 0, blank: 40 }],
      ['closing.answered', { question: 'ballots-blank', own: 40, people: 39 }],
      ['sitting.opened', { kind: 'repeat' }],
    );
    expect(day).toEqual({ loaded: 3, corrected: 39, delivered: 1, cancelled: 2, open: 0, blank: 39, faults: [] });
  });

  it.each<[SheetFault, readonly Draft[]]>([
    ['not-due', [load, handed('s1')]],
    ['before-receipt', [load, reserved, handed('s1')]],
    ['second-sheet', [...given, handed('s2')]],
    ['out-of-turn', [load, reserved, receipt, handed('s1'), delivered('s1')]],
    ['out-of-turn', [load, out('s9')]],
    ['no-paper', [reserved, receipt, handed('s1')]],
    ['confirmed-without', [load, reserved, receipt, handed('s1'), out('s1'), confirmed]],
    ['given-up-with', [...given, ['admission.undone', { admission: 'a' }]]],
  ])('that says what cannot be is found out: %s', (fault, drafts) => {
    expect(faults(...drafts)).toEqual([fault]);
  });

  it('takes the word of the one that it goes on from for what stands there', () => {
    const continued: Draft = ['copy.continued', { device: 'd1' }];
    expect(faults(continued, out('copy-0-1'), delivered('copy-0-1'), confirmed)).toEqual([]);
  });
});
