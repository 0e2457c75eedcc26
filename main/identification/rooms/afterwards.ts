import { HandingRoom } from '../afterwards/handing.ts';
import { RetentionRoom } from '../afterwards/retention.ts';
import { WipeRoom } from '../afterwards/wipe.ts';
import type { PaperRoad } from '../paper-road/paper-road.ts';
import type { AttachedRooms } from './attached.ts';
import type { BesideRooms } from './beside.ts';
import type { DayRooms } from './day.ts';
import type { Frame } from './frame.ts';
import type { PeopleRooms } from './people.ts';

/** What comes after the closing: what is kept, the handing over, the destroying of the election's data. */
export interface AfterwardsRooms {
  readonly retention: RetentionRoom;
  readonly handing: HandingRoom;
  readonly wipe: WipeRoom;
}

interface Later {
  readonly paperRoad: PaperRoad;
}

export function afterwardsRooms(
  { options, keys, files, kiosk, slips }: Frame,
  { devices, setups }: AttachedRooms,
  { desk }: PeopleRooms,
  { station, slipCopies, pages, papers }: DayRooms,
  { ballotZone }: BesideRooms,
  later: () => Later,
): AfterwardsRooms {
  const { memory, wipeStep } = options;
  const media = () => station.logTargets();
  const retention = new RetentionRoom({ kiosk, files, media });
  const handing = new HandingRoom({ kiosk, keys, devices, setups, slips, retention });
  const wipe = new WipeRoom({
    ...{ kiosk, devices, retention, memory, desk, files, media, ballotZone },
    paperRoad: () => later().paperRoad,
    busy: () => [retention, handing, slipCopies, pages, papers, station].some(({ busy }) => busy),
    ...(wipeStep ? { step: wipeStep } : {}),
  });
  return { retention, handing, wipe };
}
