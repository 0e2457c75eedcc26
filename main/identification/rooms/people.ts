import type { Applicant } from '../applications/applicant.ts';
import { Desk } from '../desk.ts';
import type { Documents } from '../documents/documents.ts';
import { Duties } from '../duties.ts';
import { HelpDesk } from '../help.ts';
import type { NextVoter } from '../next-voter.ts';
import type { PaperRoom } from '../papers/paper-room.ts';
import type { Lookup } from '../reception/lookup.ts';
import { Rehearsal } from '../rehearsal/rehearsal.ts';
import { Shifts } from '../shifts.ts';
import { Unlocking } from '../unlocking.ts';
import type { VotersWay } from '../way.ts';
import type { AttachedRooms } from './attached.ts';
import type { Frame } from './frame.ts';

/** Who works here: the desk, who has it, who was drawn for what, and what operators rehearse. */
export interface PeopleRooms {
  readonly unlocking: Unlocking;
  readonly duties: Duties;
  readonly help: HelpDesk;
  readonly shifts: Shifts;
  readonly rehearsal: Rehearsal;
  readonly desk: Desk;
}

/** What somebody who leaves the desk leaves. */
interface Later {
  readonly papers: Pick<PaperRoom, 'shift' | 'rehearsal'>;
  readonly way: VotersWay;
  readonly documents: Documents;
  readonly lookup: Lookup;
  readonly applicant: Applicant;
  readonly next: NextVoter;
}

export function peopleRooms(
  { kiosk, files, options, transaction }: Frame,
  { fingerBench, trials, recordings, configuration }: AttachedRooms,
  later: () => Later,
): PeopleRooms {
  const duties = new Duties(kiosk, transaction);
  const shifts = new Shifts(kiosk, (shift, actor) => later().papers.shift(shift, actor));
  // This kiosk's own displays follow its projection.
  const help = new HelpDesk(kiosk, [{ show: () => kiosk.changed() }]);
  return {
    ...{ duties, shifts, help },
    unlocking: new Unlocking(kiosk, files, options.memory),
    rehearsal: new Rehearsal(kiosk, (rehearsal, actor) => later().papers.rehearsal(rehearsal, actor)),
    desk: new Desk(kiosk, {
      ...{ duties, shifts, help },
      idle: () => {
        const { way, documents, lookup } = later();
        return way.step.at === 'idle' && documents.view === null && !lookup.active;
      },
      leave: () => {
        const { lookup, applicant, documents, next, way } = later();
        lookup.leave();
        applicant.leave();
        documents.stop();
        // Before the way is free: else it would begin.
        next.leave();
        way.stop();
        fingerBench.leave();
        trials.leave();
        recordings.drop();
        configuration.scan.leave();
      },
    }),
  };
}
