import type { Problem } from '../../../core/problem/catalogue.ts';
import { ClosingQuestions } from '../closing-questions.ts';
import { DaySlips } from '../day-slips.ts';
import { HandedOut } from '../handed-out.ts';
import { mediaNow } from '../media.ts';
import { OpeningRoom } from '../opening-steps.ts';
import type { PackageLoader } from '../package-loader.ts';
import { PageRoom } from '../pages.ts';
import { Acts } from '../papers/acts.ts';
import { PaperRoom } from '../papers/paper-room.ts';
import { Today } from '../papers/today.ts';
import { Sitting } from '../sitting.ts';
import { Sittings } from '../sittings/room.ts';
import { SlipCopies } from '../slip-copies.ts';
import { StationRoom } from '../station.ts';
import type { AttachedRooms } from './attached.ts';
import type { BesideRooms } from './beside.ts';
import type { Frame } from './frame.ts';
import type { PeopleRooms } from './people.ts';
import type { VotersRooms } from './voters.ts';

/** The station's day: opening, standing still, closing, its slips and papers. */
export interface DayRooms {
  readonly openingSteps: OpeningRoom;
  readonly questions: ClosingQuestions;
  readonly acts: Acts;
  readonly daySlips: DaySlips;
  readonly slipCopies: SlipCopies;
  readonly handedOut: HandedOut;
  readonly sitting: Sitting;
  readonly sittings: Sittings;
  readonly station: StationRoom;
  readonly pages: PageRoom;
  readonly today: Today;
  readonly papers: PaperRoom;
}

export function dayRooms(
  { keys, files, kiosk, slips }: Frame,
  { devices, setups, configuration }: AttachedRooms,
  { duties, shifts }: PeopleRooms,
  { way }: VotersRooms,
  {
    loader,
    problems,
    ballotZone,
    arrived,
  }: { readonly loader: PackageLoader; readonly problems: () => readonly Problem[] } & BesideRooms,
): DayRooms {
  const openingSteps = new OpeningRoom(
    kiosk,
    () => devices.health,
    () => ballotZone?.concerned() ?? null,
  );
  const questions = new ClosingQuestions(kiosk);
  const acts = new Acts(kiosk, () => papers);
  const daySlips = new DaySlips(kiosk, slips, keys.signing);
  const handedOut = new HandedOut(kiosk);
  const sitting = new Sitting(kiosk, {
    ...{ openingSteps, questions, acts, duties, shifts, problems },
    health: () => devices.health,
    serial: keys.serial,
    demoCommission: () => keys.commission()?.demo ?? false,
    simulated: () => setups.all.filter((one) => one.simulated).map(({ id }) => id),
    keyStrength: () => keys.strength,
    serving: () => way.step.at !== 'idle',
    handedOut,
    closed: (actor) => ballotZone?.closed(actor),
    ballotZone: () => ballotZone?.closingLines() ?? [],
  });
  const today = new Today(kiosk, () => sitting.counters());
  const papers: PaperRoom = new PaperRoom({ kiosk, files, devices, setups, slips, today });
  return {
    ...{ openingSteps, questions, acts, daySlips, handedOut, sitting, today, papers },
    slipCopies: new SlipCopies({
      ...{ kiosk, files, devices, slips: daySlips },
      totals: (of) => daySlips.totals(of),
    }),
    sittings: new Sittings(
      kiosk,
      () => files.current.journal,
      () => mediaNow(configuration.folders),
    ),
    station: new StationRoom({
      ...{ kiosk, files, loader, arrived, devices, slips },
      folders: () => configuration.folders,
      identified: () => today.identified(),
      ballotZone,
    }),
    pages: new PageRoom({ kiosk, files, devices, setups, slips }),
  };
}
