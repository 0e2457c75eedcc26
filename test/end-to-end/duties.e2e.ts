import { describe } from 'vitest';
import { acts } from './duties/acts.ts';
import { atWork } from './duties/at-work.ts';
import { bench } from './duties/bench.ts';
import { finishing } from './duties/finishing.ts';
import { observers } from './duties/observers.ts';
import { opening } from './duties/opening.ts';
import { preparing } from './duties/preparing.ts';
import { rehearsing, type Undone } from './duties/rehearsing.ts';
import { standingStill } from './duties/standing-still.ts';
import { stationDesk } from './kit/station-desk.ts';

/** What the commission and the technician do at one desk, from the first start to the end of the day. */
describe('the duties of a station', () => {
  // A kiosk believes no clock of the demonstration's year, and its readiness report says so.
  const at = stationDesk('duties', {
    ...{ voters: 8, mode: 'training', provisioned: false },
    at: '2027-03-01T09:00:00+06:00',
  });
  const undone: Undone = { receipt: '' };
  preparing(at);
  opening(at);
  standingStill(at);
  rehearsing(at, undone);
  atWork(at);
  acts(at, undone);
  observers(at);
  bench(at);
  finishing(at);
});
