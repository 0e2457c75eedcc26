import type { Actor } from '../../../core/journal/event.ts';
import { Applicant } from '../applications/applicant.ts';
import { ApplicationFiles } from '../applications/application-files.ts';
import { BallotSheets } from '../ballot-sheets.ts';
import { GallerySearch } from '../biometrics/search.ts';
import { Documents } from '../documents/documents.ts';
import { FingerSearch } from '../finger-search.ts';
import { LockDesk } from '../network/lock-desk.ts';
import { NextVoter } from '../next-voter.ts';
import type { PageRoom } from '../pages.ts';
import { HomeList } from '../reception/home-list.ts';
import { documentTaker, Lookup } from '../reception/lookup.ts';
import { Reception } from '../reception/reception.ts';
import { Reservations } from '../reservations.ts';
import { SameFinger } from '../same-finger.ts';
import type { Sitting } from '../sitting.ts';
import type { Sittings } from '../sittings/room.ts';
import type { StationRoom } from '../station.ts';
import { VoterList } from '../voter-list.ts';
import { VotersWay } from '../way.ts';
import type { AttachedRooms } from './attached.ts';
import type { BesideRooms } from './beside.ts';
import type { Frame } from './frame.ts';
import type { PeopleRooms } from './people.ts';

/** What voters come for: to vote, and in the weeks before to ask, to apply, and to see the list. */
export interface VotersRooms {
  readonly gallerySearch: GallerySearch;
  readonly reservations: Reservations;
  readonly sheets: BallotSheets;
  readonly sameFinger: SameFinger;
  readonly way: VotersWay;
  readonly next: NextVoter;
  readonly documents: Documents;
  readonly reception: Reception;
  readonly lookup: Lookup;
  readonly applicant: Applicant;
  readonly applicationFiles: ApplicationFiles;
  readonly homeList: HomeList;
  readonly list: VoterList;
}

interface Later {
  readonly sitting: Pick<Sitting, 'stage'>;
  readonly sittings: Pick<Sittings, 'outside'>;
  readonly station: Pick<StationRoom, 'logTargets'>;
  readonly pages: Pick<PageRoom, 'printHomeList'>;
}

export function votersRooms(
  frame: Frame,
  { devices, power, setups }: AttachedRooms,
  { desk }: PeopleRooms,
  { kiosks }: Pick<BesideRooms, 'kiosks'>,
  later: () => Later,
): VotersRooms {
  const { options, keys, kiosk, biometrics, pageReading: pages, slips, transaction } = frame;
  const { steps, monotonic: now } = options;
  const media = () => later().station.logTargets();
  const reception = new Reception(kiosk);
  const receiving = (): boolean => later().sitting.stage === 'ready' && reception.open;
  const serving = (): boolean => ['open', 'finishing'].includes(later().sitting.stage);
  const reservations = new Reservations(kiosk, devices, slips);
  const sheets = new BallotSheets({ kiosk, devices, setups: () => setups.all });
  const sameFinger = new SameFinger(kiosk, biometrics);
  const gallerySearch = new GallerySearch();
  const fingerSearch = new FingerSearch(kiosk, gallerySearch);
  const way: VotersWay = new VotersWay({
    locks: new LockDesk({ kiosk, locks: () => kiosks.locks }),
    ...{ kiosk, kiosks, devices, biometrics, reservations, sheets, sameFinger, fingerSearch, power },
    applied: (voter) => later().sittings.outside.applied(voter),
    moved: () => next.moved(),
  });
  const applicant = new Applicant({ kiosk, devices, slips, biometrics, receiving });
  const homeList = new HomeList({
    ...{ kiosk, devices, slips, media },
    page: (draw, actor) => later().pages.printHomeList(draw, actor),
  });
  const lookup = new Lookup({
    ...{ kiosk, devices, slips, receiving },
    queueIdle: () => serving() && way.step.at === 'idle',
  });
  const officer = (): Actor | null => {
    const serves = desk.person?.role === 'officer' && (serving() || lookup.active);
    return serves ? desk.actor : null;
  };
  const next: NextVoter = new NextVoter({ kiosk, way, officer, now });
  return {
    ...{ gallerySearch, reservations, sheets, sameFinger, way, next, reception, lookup, applicant, homeList },
    documents: new Documents({ kiosk, devices, steps, pages, officer, way: documentTaker(next, lookup) }),
    applicationFiles: new ApplicationFiles(kiosk, keys, media, transaction),
    list: new VoterList(kiosk, devices, slips, homeList),
  };
}
