import type { JournalName } from '../../../core/hub/names.ts';
import { backwards, type JournalStream } from '../../hub/stream.ts';
import type { FoundJournal, JournalSource } from './journals.ts';

/** What the hub keeps of these stations' journals. */
export async function hubSource(
  stream: JournalStream,
  of: Pick<JournalName, 'election' | 'mode'>,
  wanted: {
    readonly isIn: (station: string) => boolean;
    /** Devices of those stations, and the last event that each says it has. */
    readonly devices: readonly { readonly station: string; readonly device: string; readonly last: number | null }[];
  },
): Promise<JournalSource> {
  const names = (await stream.subjects(`${of.election}.${of.mode}.>`))
    .map((subject) => subject.split('.').slice(-2))
    .map(([station = '', device = '']) => ({ station, device }))
    .filter(({ station }) => wanted.isIn(station))
    .sort((a, b) => (`${a.station} ${a.device}` < `${b.station} ${b.device}` ? -1 : 1));
  const has = new Set(names.map(({ station, device }) => `${station} ${device}`));
  const lastOf = new Map(wanted.devices.map(({ station, device, last }) => [`${station} ${device}`, last]));
  return {
    stations: new Set(names.map(({ station }) => station)).size,
    missing: wanted.devices.flatMap(({ station, device }) =>
      has.has(`${station} ${device}`) ? [] : [{ station, device }],
    ),
    *journals() {
      for (const name of names) {
        yield {
          of: name,
          last: lastOf.get(`${name.station} ${name.device}`) ?? 0,
          lines: () => linesOf(stream, { ...of, ...name }),
        } satisfies FoundJournal;
      }
    },
  };
}

async function linesOf(stream: JournalStream, of: JournalName): Promise<readonly string[]> {
  const batches: (readonly string[])[] = [];
  for await (const { lines } of backwards(stream, await stream.held(of))) batches.push(lines);
  return batches.reverse().flat();
}
