import { CopyClient } from '../copy/client.ts';
import { Continuing } from '../copy/continuing.ts';
import { Copy } from '../copy/copy.ts';
import { sourceOf } from '../copy/source.ts';
import { PaperEntries } from '../paper-road/entering.ts';
import { PaperRoad } from '../paper-road/paper-road.ts';
import type { AttachedRooms } from './attached.ts';
import type { BesideRooms } from './beside.ts';
import type { DayRooms } from './day.ts';
import type { Frame } from './frame.ts';

/** What goes on when this kiosk does not: the copy on the chair's stick, and the list on paper. */
export interface CopyingRooms {
  readonly copy: Copy;
  readonly continuing: Continuing;
  readonly paperRoad: PaperRoad;
  readonly paperEntries: PaperEntries;
}

export function copyingRooms(
  { options, keys, files, kiosk, slips }: Frame,
  { devices }: AttachedRooms,
  { station }: DayRooms,
  { kiosks }: Pick<BesideRooms, 'kiosks'>,
): CopyingRooms {
  const { monotonic: now } = options;
  const media = () => station.logTargets();
  const copy = new Copy({
    ...{ kiosk, keys, now, media, client: new CopyClient() },
    source: () => sourceOf(files.current),
  });
  return {
    copy,
    continuing: new Continuing({
      kiosk,
      client: new CopyClient(),
      store: () => files.current,
      media,
      gone: () => kiosks.gone(),
    }),
    paperRoad: new PaperRoad({ kiosk, keys, devices, slips, copy, now }),
    paperEntries: new PaperEntries(kiosk),
  };
}
