import type { Approval } from '../../../core/election/policy.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { StationView } from '../../api/views.ts';
import type { Applicant } from '../applications/applicant.ts';
import type { ApplicationFiles } from '../applications/application-files.ts';
import type { ClosingQuestions } from '../closing-questions.ts';
import type { Copy } from '../copy/copy.ts';
import type { Desk } from '../desk.ts';
import type { DeviceClient } from '../devices/client.ts';
import type { Documents } from '../documents/documents.ts';
import type { Duties } from '../duties.ts';
import type { FingerBench } from '../finger-bench.ts';
import type { HelpDesk } from '../help.ts';
import type { Kiosk } from '../kiosk.ts';
import type { NextVoter } from '../next-voter.ts';
import type { OpeningRoom } from '../opening-steps.ts';
import type { PaperRoad } from '../paper-road/paper-road.ts';
import type { Acts } from '../papers/acts.ts';
import type { PaperRoom } from '../papers/paper-room.ts';
import type { Lookup } from '../reception/lookup.ts';
import type { Reception } from '../reception/reception.ts';
import type { Rehearsal } from '../rehearsal/rehearsal.ts';
import type { Reservations } from '../reservations.ts';
import type { Shifts } from '../shifts.ts';
import type { Sitting } from '../sitting.ts';
import type { Sittings } from '../sittings/room.ts';
import type { SlipCopies } from '../slip-copies.ts';
import type { StationRoom } from '../station.ts';
import type { Trials } from '../trials/trials.ts';
import type { VoterList } from '../voter-list.ts';
import type { VotersWay } from '../way.ts';

/** The rooms of the zone whose state is shown. */
export interface ShownRooms {
  readonly kiosk: Kiosk;
  readonly desk: Desk;
  readonly duties: Pick<Duties, 'view' | 'onDuty'>;
  readonly shifts: Pick<Shifts, 'view'>;
  readonly rehearsal: Pick<Rehearsal, 'view'>;
  readonly help: Pick<HelpDesk, 'calls'>;
  readonly way: VotersWay;
  readonly reservations: Reservations;
  readonly sitting: Sitting;
  readonly sittings: Pick<Sittings, 'view' | 'outside'>;
  readonly station: StationRoom;
  readonly slipCopies: Pick<SlipCopies, 'view'>;
  readonly questions: Pick<ClosingQuestions, 'view' | 'asksInside'>;
  readonly openingSteps: Pick<OpeningRoom, 'view'>;
  readonly devices: Pick<DeviceClient, 'health'>;
  readonly documents: Pick<Documents, 'view' | 'opensChips'>;
  readonly next: Pick<NextVoter, 'view'>;
  readonly papers: Pick<PaperRoom, 'refusalView'>;
  readonly acts: Pick<Acts, 'due'>;
  readonly fingerBench: Pick<FingerBench, 'view'>;
  readonly trials: Pick<Trials, 'view'>;
  readonly reception: Pick<Reception, 'open'>;
  readonly applicant: Pick<Applicant, 'record' | 'view'>;
  readonly applicationFiles: Pick<ApplicationFiles, 'view'>;
  readonly list: Pick<VoterList, 'view'>;
  readonly lookup: Pick<Lookup, 'asking' | 'view' | 'problem' | 'askedToday'>;
  readonly copy: Pick<Copy, 'view'>;
  readonly paperRoad: Pick<PaperRoad, 'view'>;
  readonly identity: StationView['device'];
  /** Things that are wrong with the station itself. */
  problems(): readonly Problem[];
  /** Who may decide by photo or override. */
  fallbackRule(kind: 'photo' | 'override'): Approval;
}
