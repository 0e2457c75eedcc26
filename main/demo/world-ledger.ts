import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Listeners } from '../../drivers/listeners.ts';
import { Ledger, type LedgerEntry, type LedgerSlip } from '../../drivers/simulator/ledger.ts';
import type { WorldSlip } from '../api/playground.ts';

/** The ledger of a world in which somebody looks at the slips: it tells of each one that has come out. */
export class WorldLedger extends Ledger {
  readonly slips = new Listeners<WorldSlip>();
  /** The same slips as who reads them has them. */
  readonly read = new Listeners<LedgerSlip>();

  override recordSlip(slip: Parameters<Ledger['recordSlip']>[0]): LedgerSlip {
    const entry = super.recordSlip(slip);
    const seen = this.slipOf(entry);
    if (seen !== null) this.slips.emit(seen);
    this.read.emit(entry);
    return entry;
  }

  /** The last `count` slips that ever came out, newest first. */
  lastSlips(count: number): readonly WorldSlip[] {
    const entries = this.entries().filter(({ fact }) => fact === 'slip');
    return entries
      .slice(-count)
      .map((entry) => this.slipOf(entry))
      .filter((slip) => slip !== null)
      .reverse();
  }

  private slipOf(entry: LedgerEntry): WorldSlip | null {
    if (entry.fact !== 'slip') return null;
    const png = readFileSync(join(this.folder, entry.picture)).toString('base64');
    const { n: slip, width, height, cut } = entry;
    return { slip, picture: `data:image/png;base64,${png}`, width, height, torn: !cut };
  }
}
