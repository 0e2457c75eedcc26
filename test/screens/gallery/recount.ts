import type { BallotDeskView, RecountView } from '../../../main/api/ballot-views.ts';
import { by, counting, firstOption } from './ballot-desk-at.ts';
import { protocols } from './protocols.ts';
import type { Scene } from './scene.ts';

/** The ballots of the count, through the scanner once more. */
const recounting = (at: RecountView['at'], more: Partial<RecountView> = {}): BallotDeskView =>
  counting([protocols.ready, protocols.other, protocols.sealed], {
    recount: { counted: 388, sheets: 0, aside: 0, at, recorded: null, ...more },
  });
const same = { is: 'compared', unsure: 0, decided: 0, sealed: true, differences: [] } as const;

export const recountScenes = {
  'recount-there': { view: recounting({ is: 'idle' }, { recorded: { sheets: 388, matches: true } }) },
  'recount-offer': { view: recounting({ is: 'idle' }), press: ['ballot-desk:recount.open'] },
  'recount-feeding': { view: recounting({ is: 'feeding' }, { sheets: 147 }) },
  'recount-empty': { view: recounting({ is: 'empty' }, { sheets: 250, aside: 1 }) },
  'recount-all': { view: recounting({ is: 'empty' }, { sheets: 388 }) },
  'recount-refused': { view: recounting({ is: 'refused', why: 'blank-side' }, { sheets: 147 }) },
  'recount-stopped': {
    view: recounting({ is: 'stopped', problem: { code: 'scanner.jammed' } }, { sheets: 147 }),
  },
  'recount-paused': { view: recounting({ is: 'paused' }, { sheets: 147 }) },
  'recount-member': { view: { ...recounting({ is: 'empty' }, { sheets: 388 }), ...by('member') } },
  'recount-matches': { view: recounting({ ...same, unsure: 2, decided: 3 }, { sheets: 388 }) },
  'recount-record': { view: recounting(same, { sheets: 388 }), press: ['ballot-desk:record'] },
  'recount-differs': {
    view: recounting(
      {
        ...{ ...same, unsure: 1, decided: 2 },
        differences: [
          { style: 'council-1', line: 'sheets', counted: 388, least: 386, most: 386, by: -2 },
          { style: 'council-1', line: 'valid', counted: 382, least: 377, most: 380, by: -2 },
          {
            ...{ style: 'council-1', line: 'votes', names: firstOption },
            ...{ counted: 171, least: 168, most: 170, by: -1 },
          },
          { style: 'council-3', line: 'sheets', counted: 4, least: 5, most: 5, by: 1 },
          { style: 'council-2', line: 'invalid', counted: 6, least: 7, most: 7, by: 1 },
        ],
      },
      { sheets: 387, aside: 1 },
    ),
  },
  'recount-why': {
    view: recounting(
      {
        ...same,
        differences: [{ style: 'council-1', line: 'sheets', counted: 388, least: 387, most: 387, by: -1 }],
      },
      { sheets: 387 },
    ),
    press: ['ballot-desk:discrepancy'],
  },
  'protocol-recounted': {
    view: counting([protocols.recounted]),
    press: ['ballot-desk:page.protocols', 'ballot-desk:protocols.next'],
  },
} satisfies Record<string, Scene>;
