import type { LedgerEntry } from '../../../drivers/simulator/ledger.ts';
import { type PageMishap, SimulatedPageQueue } from '../../../drivers/simulator/page-queue.ts';
import type { WorldLedger } from '../../demo/world-ledger.ts';

type Sheet = Extract<LedgerEntry, { fact: 'sheet' }>;

/** Where the sheets of ballots really are: numbers of the world, not of the kiosk. */
export interface SheetsThere {
  readonly loaded: number;
  readonly held: number;
  readonly enveloped: number;
  readonly lying: number;
  readonly blank: number;
}

/** The printer of the ballots, its paper, its tray and the spoiled envelope, with everything on the ledger. */
export class BallotTray {
  readonly isUsed: boolean;
  readonly #queue: SimulatedPageQueue | null;
  readonly #ledger: WorldLedger;

  /** @param socket of the print service; null: ballots are handed out at the table */
  constructor(socket: string | null, ledger: WorldLedger) {
    this.#ledger = ledger;
    this.isUsed = socket !== null;
    this.#queue =
      socket === null ? null : new SimulatedPageQueue(socket, (whole) => ledger.record({ fact: 'sheet', whole }));
  }

  async open(): Promise<void> {
    await this.#queue?.open();
  }

  close(): void {
    this.#queue?.close();
  }

  next(mishap: PageMishap | null): void {
    if (this.#queue) this.#queue.next = mishap;
  }

  load(sheets: number): void {
    this.#ledger.record({ fact: 'sheets-loaded', sheets });
  }

  /** The sheet that lies in the printer; null: none. */
  get lying(): Sheet | null {
    const gone = this.#gone();
    return this.#sheets().findLast(({ n }) => !gone.has(n)) ?? null;
  }

  take({ n: sheet }: Sheet, person: string): void {
    this.#ledger.record({ fact: 'sheet-taken', sheet, person });
  }

  giveBack({ n: sheet }: Sheet, person: string): void {
    this.#ledger.record({ fact: 'sheet-returned', sheet, person });
  }

  envelope({ n: sheet }: Sheet, visit: number): void {
    this.#ledger.record({ fact: 'sheet-enveloped', sheet, visit });
  }

  /** The ballot in somebody's hand. */
  heldBy(person: string): Sheet | null {
    const held = this.#held();
    return this.#sheets().findLast(({ n }) => held.get(n) === person) ?? null;
  }

  /** Whether a sheet of this visit lies in the envelope already. */
  hasSpoiled(visit: number): boolean {
    return this.#ledger.entries().some((one) => one.fact === 'sheet-enveloped' && one.visit === visit);
  }

  there(): SheetsThere {
    const entries = this.#ledger.entries();
    const loaded = entries.reduce((sum, one) => sum + (one.fact === 'sheets-loaded' ? one.sheets : 0), 0);
    const sheets = this.#sheets().length;
    const enveloped = entries.filter(({ fact }) => fact === 'sheet-enveloped').length;
    const held = this.#held().size;
    return { loaded, held, enveloped, lying: sheets - held - enveloped, blank: loaded - sheets };
  }

  /** Who has a ballot now, by person. */
  holders(): readonly string[] {
    return [...this.#held().values()];
  }

  #sheets(): readonly Sheet[] {
    return this.#ledger.entries().filter((one) => one.fact === 'sheet');
  }

  #held(): Map<number, string> {
    const held = new Map<number, string>();
    for (const one of this.#ledger.entries()) {
      if (one.fact === 'sheet-taken') held.set(one.sheet, one.person);
      if (one.fact === 'sheet-returned') held.delete(one.sheet);
    }
    return held;
  }

  #gone(): ReadonlySet<number> {
    const gone = new Set(this.#held().keys());
    for (const one of this.#ledger.entries()) if (one.fact === 'sheet-enveloped') gone.add(one.sheet);
    return gone;
  }
}
