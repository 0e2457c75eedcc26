import type { BallotStationView, BoxShow, BoxView, ReturnReason } from '../../../main/api/ballot-views.ts';
import type { Scene } from './scene.ts';
import { station } from './views.ts';

/** The ballot zone of the same station, in the middle of the same day. */
export const ballotStation: BallotStationView = {
  stage: 'open',
  mode: 'training',
  election: station.election && { names: station.election.names, date: station.election.date },
  station: station.station && { number: station.station.number, names: station.station.names },
  phase: 'open',
  sheets: 388,
  now: station.now,
  zone: station.zone,
  problems: [],
};

const box = (show: BoxShow, more: Partial<BoxView> = {}): BoxView => ({
  window: 'box',
  station: ballotStation,
  box: show,
  testing: false,
  ...more,
});

/** Every reason has its words; these have the longest of them, and the keys. */
const back = (why: ReturnReason): Scene => ({ view: box({ show: 'take-back', why, afterwards: 'exchange' }) });
const empty: Partial<BoxView> = { station: { ...ballotStation, stage: 'ready', phase: 'zero', sheets: 0 } };

/** The voter's screen at the box. */
export const boxScenes = {
  'box-before': { view: box({ show: 'not-now', why: 'before' }, empty) },
  'box-paused': { view: box({ show: 'not-now', why: 'paused' }) },
  'box-after': { view: box({ show: 'not-now', why: 'after' }) },
  'box-locked': { view: box({ show: 'not-now', why: 'locked' }) },
  'box-ready': { view: box({ show: 'ready' }) },
  'box-reading': { view: box({ show: 'reading' }) },
  'box-accepted': { view: box({ show: 'accepted' }) },
  'box-none': back('none'),
  'box-too-many': back('too-many'),
  'box-unsure': back('unsure'),
  'box-other-election': back('other-election'),
  'box-other-constituency': back('other-constituency'),
  'box-test-ballot': back('test-ballot'),
  'box-foreign': back('foreign'),
  'box-blank-side': back('blank-side'),
  'box-scale': back('scale'),
  'box-streak': back('streak'),
  'box-damaged': back('damaged'),
  'box-double': back('double'),
  'box-wrong-size': back('wrong-size'),
  'box-again': back('again'),
  'box-ask': { view: box({ show: 'ask', why: 'too-many' }) },
  'box-wait': { view: box({ show: 'wait', problem: { code: 'ballot-reader.jammed-front' } }) },
  'box-testing': {
    view: box({ show: 'ready' }, { testing: true, station: { ...ballotStation, phase: 'testing', sheets: 0 } }),
  },
  'box-testing-back': {
    view: box(
      { show: 'take-back', why: 'not-a-test-ballot', afterwards: 'commission' },
      { testing: true, station: { ...ballotStation, phase: 'testing', sheets: 0 } },
    ),
  },
  'box-dark': { view: box({ show: 'ask', why: 'none' }), theme: 'dark' },
} satisfies Record<string, Scene>;
