import type { FilledIn } from '../../../demo/ballot-paper.ts';

/** What is known of a sheet of paper at the table where ballots are given out. */
export interface Sheet extends FilledIn {
  readonly name: string;
  readonly batch: 'box' | 'mobile';
}

/**
 * The table: ballots are printed, given out, cancelled and exchanged. Keeps the truth about what stands on every sheet, and
 * what persons did with it; where it lies physically the box's own whereabouts say.
 */
export class Table {
  readonly sheets = new Map<string, Sheet>();
  readonly handedOut = new Set<string>();
  readonly cancelled = new Set<string>();
  /** Voters went home with them. */
  readonly kept = new Set<string>();
  /** Came out of the printer half, and were never given out. */
  spoiledInPrint = 0;

  /** A voter gets a ballot and fills it in. */
  handOut(filled: FilledIn & { readonly batch: Sheet['batch'] }): Sheet {
    const sheet = { ...filled, name: `ballot ${this.sheets.size + 1}` };
    this.sheets.set(sheet.name, sheet);
    this.handedOut.add(sheet.name);
    return sheet;
  }

  /** Two persons make it invalid and put it into the envelope: it never goes into a box again. */
  cancel({ name }: Sheet): void {
    this.cancelled.add(name);
  }

  keep({ name }: Sheet): void {
    this.kept.add(name);
  }

  spoilInPrint(): void {
    this.spoiledInPrint += 1;
  }
}
