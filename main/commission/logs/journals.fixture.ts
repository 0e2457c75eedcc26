import { keysOf, openKiosk, type Writer } from '../../../core/hub/journal.fixture.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { FoundJournal, JournalSource } from './journals.ts';

export const election = { election: 'e', mode: 'laboratory' } as const;

/** A country of one kiosk in each station, whose journals are written when they are asked for; real events, really signed. */
export interface Journals {
  readonly source: JournalSource;
  readonly trustOf: (of: FoundJournal['of']) => Trust | null;
  readonly nameOf: (station: number) => FoundJournal['of'];
  /** Seconds that the writing took so far, and of processor time: no part of what is measured. */
  readonly written: () => { readonly seconds: number; readonly cpuSeconds: number };
}

const nameOf = (station: number): FoundJournal['of'] => {
  const number = String(station).padStart(4, '0');
  return { station: number, device: `kg-${number}-1` };
};

export function writerOf(station: number, events: number): Writer {
  const writer = openKiosk({ ...election, ...nameOf(station) }, nodeCrypto);
  for (let voter = 1; writer.lines.length < events; voter++) writer.admit(station * 100_000 + voter);
  return writer;
}

/** @param alter what is done to the lines of a station's journal on its way; the same: nothing */
export function journalsOf(
  stations: number,
  events: number,
  alter: (station: number, lines: readonly string[]) => readonly string[],
): Journals {
  const keys = new Map<string, Trust>();
  let seconds = 0;
  let cpuSeconds = 0;
  function* journals(): Iterable<FoundJournal> {
    for (let station = 1; station <= stations; station++) {
      const [began, cpu] = [performance.now(), process.cpuUsage()];
      const writer = writerOf(station, events);
      const of = nameOf(station);
      keys.set(of.device, { ...election, devices: [{ ...keysOf(writer), station: of.station }] });
      const lines = alter(station, writer.lines);
      const used = process.cpuUsage(cpu);
      seconds += (performance.now() - began) / 1_000;
      cpuSeconds += (used.user + used.system) / 1_000_000;
      yield { of, last: writer.lines.length, lines: async () => lines };
    }
  }
  return {
    source: { stations, missing: [], journals },
    trustOf: ({ device }) => keys.get(device) ?? null,
    ...{ nameOf, written: () => ({ seconds, cpuSeconds }) },
  };
}

/** One voter more of the other sex, in the middle of it: what somebody who edits the file would do. */
export function edited(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, n) => n > lines.length / 2 && line.includes('"admission.reserved"'));
  return lines.with(
    at,
    (lines[at] ?? '').replace(/"sex":"(fe)?male"/, (sex) => (sex.includes('fe') ? '"sex":"male"' : '"sex":"female"')),
  );
}
