import { actScenes } from './acts.ts';
import { afterwards } from './afterwards.ts';
import { ballotDeskScenes } from './ballot-desk.ts';
import { ballotZoneScenes } from './ballot-zone.ts';
import { boxScenes } from './box.ts';
import { chair } from './chair.ts';
import { commissionScenes } from './commission.ts';
import { copies } from './copy.ts';
import { dayScenes } from './day.ts';
import { kioskScenes } from './kiosks.ts';
import { officer, sheets } from './officer.ts';
import { papers } from './papers.ts';
import { called, longName, voter } from './people.ts';
import { reception } from './reception.ts';
import { rehearsalScenes } from './rehearsal.ts';
import { finger, precinct, refused, type Scene } from './scene.ts';
import { sittings } from './sittings.ts';
import { technician } from './technician.ts';
import { trials } from './trials.ts';
import { atStation, atStep, desk, display } from './views.ts';

/** The voter's display. */
const displays = {
  'voter-between': { view: display({ at: 'idle' }, false) },
  'voter-finger': { view: display(finger) },
  'voter-hint': { view: display({ ...finger, hint: ['too-wet'] }) },
  'voter-again': { view: display({ ...finger, missed: true }) },
  'voter-printing': { view: display({ at: 'printing', receipt: '0001-1-0413' }) },
  'voter-ballot': { view: display({ at: 'ballot-out', ballot: 'council', problem: null }) },
  'voter-admitted': { view: display({ at: 'admitted', receipts: ['0001-1-0413'] }) },
  'voter-refused': { view: display({ at: 'refused', refusal: { reason: 'not-in-list' } }, false) },
  'voter-help': { view: { ...display(finger), station: { ...desk.station, help: called } } },
  'voter-help-between': { view: { ...display({ at: 'idle' }, false), station: { ...desk.station, help: called } } },
  'voter-long-name': { view: { ...display(finger), voter: longName } },
} satisfies Record<string, Scene>;

/** The same screens for another hand and in the dark theme. */
const looks = {
  'finger-left-hand': { view: atStep(finger), hand: 'left' },
  'idle-dark': { view: desk, theme: 'dark' },
  'finger-dark': { view: atStep({ ...finger, hint: ['too-wet'] }), theme: 'dark' },
  'admitted-dark': { view: atStep({ at: 'admitted', receipts: ['0001-1-0413'] }), theme: 'dark' },
  'refused-dark': { ...refused({ reason: 'other-precinct', precinct }, { voter }), theme: 'dark' },
  'opening-dark': { view: chair.opening.view, theme: 'dark' },
  official: { view: atStation({ mode: 'official' }) },
} satisfies Record<string, Scene>;

/** Every state of every screen, by name. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...officer,
  ...sheets,
  ...chair,
  ...reception,
  ...papers,
  ...actScenes,
  ...copies,
  ...dayScenes,
  ...ballotZoneScenes,
  ...kioskScenes,
  ...sittings,
  ...rehearsalScenes,
  ...technician,
  ...trials,
  ...afterwards,
  ...displays,
  ...boxScenes,
  ...ballotDeskScenes,
  ...commissionScenes,
  ...looks,
};
