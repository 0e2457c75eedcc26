import {
  after,
  at,
  before,
  by,
  commission,
  counting,
  desk,
  early,
  feeding,
  late,
  options,
  reader,
  readerAway,
  tested,
} from './ballot-desk-at.ts';
import { moreMembers } from './people.ts';
import { protocols } from './protocols.ts';
import { recountScenes } from './recount.ts';
import type { Scene } from './scene.ts';

/** Steps before the opening. */
const morning = {
  'ballots-sign-in': { view: at({ step: 'box', phase: 'unproved', station: before }, { ...early, person: null }) },
  'ballots-package': {
    view: at({ step: 'package', phase: 'unproved', station: before }, { ...early, assigned: null, styles: [] }),
  },
  'ballots-reader': {
    view: at(
      { step: 'reader', phase: 'unproved', station: before },
      { ...early, ...by('technician'), assigned: null, devices: readerAway },
    ),
  },
  'ballots-box': { view: at({ step: 'box', phase: 'unproved', station: before }, { ...early, assigned: null }) },
  'ballots-box-typed': {
    view: at({ step: 'box', phase: 'unproved', station: before }, { ...early, assigned: null }),
    press: ['ballot-desk:box.assign'],
  },
  'ballots-test': { view: at({ step: 'test', phase: 'unproved', station: before }, early) },
  'ballots-test-feeding': {
    view: at(
      { step: 'test', phase: 'testing', station: before },
      { ...early, box: { show: 'ready' }, test: { expected: 16, read: 9, matches: null, differences: [] } },
    ),
  },
  'ballots-test-differs': {
    view: at(
      { step: 'test', phase: 'testing', station: before },
      {
        ...early,
        test: {
          ...tested,
          differences: [
            { style: 'council-1', names: options[1]?.names ?? null, expected: 2, read: 1 },
            { style: 'council-1', names: options[4]?.names ?? null, expected: 2, read: 3 },
            { style: 'council-1', names: null, expected: 2, read: 1 },
          ],
        },
      },
    ),
  },
  'ballots-test-accept': {
    view: at({ step: 'test', phase: 'testing', station: before }, { ...early, test: { ...tested, differences: [] } }),
    press: ['ballot-desk:test.accept', 'ballot-desk:test.reason.sheet-missing', 'parts:next'],
  },
  'ballots-zero': { view: at({ step: 'zero', phase: 'tested', station: before }, early) },
  'ballots-zero-no-printer': {
    view: { ...at({ step: 'zero', phase: 'tested', station: before }, early), devices: reader },
  },
  'ballots-open': { view: at({ step: 'open', phase: 'zero', station: before, recorded: true }, early) },
} satisfies Record<string, Scene>;

/** Nobody knows whether the last sheet fell. */
const unclear = at(
  { step: 'close', phase: 'open' },
  { locate: true, box: { show: 'wait', problem: { code: 'ballot-reader.sheet-unclear' } } },
);

/** While people vote. */
const voting = {
  'ballots-voting': { view: desk },
  'ballots-paused': { view: at({ step: 'close', phase: 'paused', station: { stage: 'suspended' } }) },
  'ballots-replaced': {
    view: at({ step: 'close', phase: 'open' }, { replaced: [{ box: 'U-0131', sheets: 212 }] }),
  },
  'ballots-replace': {
    view: desk,
    press: ['ballot-desk:replace'],
  },
  'ballots-jam': {
    view: at(
      { step: 'close', phase: 'open' },
      { box: { show: 'wait', problem: { code: 'ballot-reader.jammed-middle' } } },
    ),
  },
  'ballots-jam-member': {
    view: at(
      { step: 'close', phase: 'open' },
      { ...by('member'), box: { show: 'wait', problem: { code: 'ballot-reader.sheet-unclear' } } },
    ),
  },
  'ballots-unclear': { view: unclear },
  'ballots-unclear-hand': { view: unclear, press: ['ballot-desk:locate.in-hand'] },
  'ballots-too-many': {
    view: at(
      {
        ...{ step: 'close', phase: 'open' },
        station: { problems: [{ code: 'ballot-zone.too-many-sheets', params: { sheets: 413, most: 412 } }] },
      },
      { tooMany: true },
    ),
  },
  'ballots-menu': { view: desk, press: ['parts:menu'] },
} satisfies Record<string, Scene>;

/** After the close, until the files have left. */
const evening = {
  'ballots-count-differs': {
    view: at(
      {
        ...{ step: 'count', phase: 'closed' },
        station: {
          ...{ ...after, sheets: 387 },
          problems: [{ code: 'ballot-store.count-differs', params: { expected: 388, found: 387 } }],
        },
      },
      { ...late, toDecide: 0 },
    ),
  },
  // The box was carried away, or switched off, before anything was counted.
  'ballots-count-box-away': {
    view: at(
      { step: 'count', phase: 'closed', station: after },
      { toDecide: 0, devices: readerAway, box: { show: 'wait', problem: { code: 'ballot-reader.missing' } } },
    ),
  },
  'ballots-mobile-begin': {
    view: at({ step: 'count', phase: 'closed', station: after }, { ...late, toDecide: 0 }),
    press: ['ballot-desk:mobile.begin'],
  },
  'ballots-mobile': {
    view: at(
      { step: 'mobile', phase: 'mobile', station: after },
      {
        box: { show: 'ready' },
        mobile: [
          { box: '12', sheets: 7 },
          { box: '15', sheets: null },
        ],
      },
    ),
  },
  'ballots-feeder': { view: feeding({ kept: 0, at: { is: 'idle' } }) },
  'ballots-feeder-number': { view: feeding({ kept: 0, at: { is: 'idle' } }), press: ['ballot-desk:feeder.open'] },
  'ballots-feeder-feeding': { view: feeding({ kept: 7, at: { is: 'feeding', expected: 23 } }) },
  'ballots-feeder-refused': {
    view: feeding({ kept: 11, at: { is: 'refused', expected: 23, why: 'other-constituency' } }),
  },
  'ballots-feeder-jam': {
    view: feeding({ kept: 11, at: { is: 'stopped', expected: 23, problem: { code: 'scanner.jammed' } } }),
  },
  'ballots-feeder-differs': {
    view: feeding({
      kept: 22,
      at: {
        ...{ is: 'stopped', expected: 23 },
        problem: { code: 'ballot-reader.count-differs', params: { expected: 23, fed: 22 } },
      },
    }),
  },
  'ballots-feeder-paused': { view: feeding({ kept: 11, at: { is: 'paused', expected: 23 } }) },
  'ballots-feeder-done': { view: feeding({ kept: 23, at: { is: 'done', expected: 23 } }) },
  'ballots-decide': {
    view: at(
      { step: 'adjudicate', phase: 'closed', station: after },
      { ...late, toDecide: 7, mobile: [{ box: '12', sheets: 11 }] },
    ),
  },
  'ballots-decide-next': {
    view: at({ step: 'adjudicate', phase: 'closed', station: after }, { ...late, toDecide: 7 }),
    press: ['ballot-desk:adjudicate.begin'],
  },
  'ballots-decide-sheet': {
    view: at({ step: 'adjudicate', phase: 'closed', station: after }, { ...late, toDecide: 7 }),
    press: ['ballot-desk:adjudicate.begin', 'ballot-desk:adjudicate.next'],
  },
  'ballots-decide-codes': {
    view: at({ step: 'adjudicate', phase: 'closed', station: after }, { ...late, toDecide: 7 }),
    press: [
      ...['ballot-desk:adjudicate.begin', 'ballot-desk:adjudicate.next', 'ballot-desk:adjudicate.no-mark'],
      ...['ballot-desk:adjudicate.no-mark', 'ballot-desk:adjudicate.decide'],
    ],
  },
  'ballots-count': { view: at({ step: 'count', phase: 'closed', station: after }, { ...late, toDecide: 0 }) },
  'ballots-count-codes': {
    view: at({ step: 'count', phase: 'closed', station: after }, { ...late, toDecide: 0 }),
    press: ['ballot-desk:count'],
  },
  'ballots-protocol': { view: counting([protocols.empty, protocols.other, protocols.sealed]) },
  'ballots-protocols': {
    view: counting([protocols.signed, protocols.other, protocols.sealed]),
    press: ['ballot-desk:page.protocols'],
  },
  'ballots-protocols-several': {
    view: counting([protocols.signed, protocols.otherBallot, protocols.sealed]),
    press: ['ballot-desk:page.protocols'],
  },
  'ballots-done': {
    view: at({ step: null, phase: 'counted', station: after }, { ...late, toDecide: 0, protocols: [protocols.signed] }),
  },
  'ballots-papers': {
    view: at(
      { step: null, phase: 'counted', station: after },
      {
        ...{ ...late, toDecide: 0, protocols: [protocols.signed] },
        papers: [
          { file: 'final-0147-2023-10-08T1412.pdf', paper: 'final', made: '2023-10-08T14:12:00Z' },
          { file: 'zero-0147-2023-10-08T0131.pdf', paper: 'zero', made: '2023-10-08T01:31:00Z' },
          { file: 'test-0147-2023-10-08T0118.pdf', paper: 'test', made: '2023-10-08T01:18:00Z' },
        ],
      },
    ),
    press: ['ballot-desk:page.papers'],
  },
  'ballots-export': {
    view: at(
      { step: null, phase: 'counted', station: after },
      { ...late, toDecide: 0, protocols: [protocols.signed, { ...protocols.sealed, signed: protocols.signed.signed }] },
    ),
    press: ['ballot-desk:export', 'ballot-desk:export'],
  },
} satisfies Record<string, Scene>;

/** To the protocol that comes next. */
const open = ['ballot-desk:page.protocols', 'ballot-desk:protocols.next'];
const signed = ['ballot-desk:page.protocols', '1'];
const noPages = { at: { is: 'idle' }, pages: 0, slips: 0 } as const;
const scan = ['ballot-desk:page.protocols', 'ballot-desk:pages.scan'];
const form = {
  'protocol-empty': { view: counting([protocols.empty]), press: open },
  'protocol-fill': { view: counting([protocols.broken]), press: [...open, 'ballot-desk:protocol.mend'] },
  'protocol-fill-votes': {
    view: counting([protocols.differs]),
    press: [...open, 'ballot-desk:protocol.mend', ...Array<string>(10).fill('ballot-desk:fill.next')],
  },
  'protocol-broken': { view: counting([protocols.broken]), press: open },
  'protocol-discrepancy': { view: counting([protocols.broken]), press: [...open, 'ballot-desk:discrepancy'] },
  'protocol-recorded': { view: counting([protocols.recorded]), press: open },
  'protocol-differs': { view: counting([protocols.differs]), press: open },
  'protocol-explain': { view: counting([protocols.differs]), press: [...open, 'ballot-desk:explain'] },
  'protocol-ready': { view: counting([protocols.ready]), press: open },
  'protocol-votes': { view: counting([protocols.ready]), press: [...open, 'parts:paged.on', 'parts:paged.on'] },
  'protocol-dissent': { view: counting([protocols.ready]), press: [...open, 'ballot-desk:dissent'] },
  'protocol-sign': { view: counting([protocols.ready]), press: [...open, 'ballot-desk:sign'] },
  'protocol-sign-many': {
    view: { ...counting([protocols.ready]), people: [...commission, ...moreMembers] },
    press: [...open, 'ballot-desk:sign', 'parts:role.member'],
  },
  'protocol-signed': { view: counting([protocols.signed]), press: ['ballot-desk:page.protocols', '1'] },
  'protocols-scanner': {
    view: { ...counting([protocols.signed]), pages: noPages },
    press: ['ballot-desk:page.protocols'],
  },
  'pages-scan': { view: { ...counting([protocols.signed]), pages: noPages }, press: scan },
  'pages-feeding': {
    view: { ...counting([protocols.signed]), pages: { ...noPages, at: { is: 'feeding' }, pages: 2 } },
    press: scan,
  },
  'pages-unknown': {
    view: {
      ...counting([protocols.signed]),
      pages: { at: { is: 'stopped', problem: { code: 'ballot-zone.page-unknown' } }, pages: 2, slips: 1 },
    },
    press: scan,
  },
  'pages-done': {
    view: { ...counting([protocols.signed]), pages: { at: { is: 'done' }, pages: 3, slips: 2 } },
    press: scan,
  },
  'protocol-versions': { view: counting([protocols.corrected]), press: [...signed, 'ballot-desk:versions'] },
  'protocol-correct': {
    view: counting([protocols.signed]),
    press: [...signed, 'ballot-desk:versions', 'ballot-desk:correct'],
  },
  'protocol-correcting': { view: counting([protocols.correcting]), press: open },
  'protocol-correcting-list': {
    view: counting([protocols.correcting, protocols.other]),
    press: ['ballot-desk:page.protocols'],
  },
  'protocol-correct-drop': { view: counting([protocols.correcting]), press: [...open, 'ballot-desk:versions'] },
  'protocol-corrected': { view: counting([protocols.corrected]), press: signed },
  'protocol-print': {
    view: counting([protocols.signed]),
    press: ['ballot-desk:page.protocols', '1', 'ballot-desk:print'],
  },
  'protocol-sealed': { view: counting([protocols.sealed]), press: open },
  'protocol-sealed-stays': {
    view: counting([protocols.otherBallot, protocols.stays]),
    press: ['ballot-desk:page.protocols', '3'],
  },
} satisfies Record<string, Scene>;

/** Ballots as they are printed. */
const proof = {
  'proof-list': {
    view: at({ step: 'test', phase: 'unproved', station: before }, early),
    press: ['ballot-desk:page.ballots'],
  },
  'proof-page': {
    view: at({ step: 'test', phase: 'unproved', station: before }, early),
    press: ['ballot-desk:page.ballots', '1', 'ballot-desk:proof.test'],
  },
  'proof-large': {
    view: at({ step: 'test', phase: 'unproved', station: before }, early),
    press: ['ballot-desk:page.ballots', '1', 'ballot-desk:proof.large'],
  },
} satisfies Record<string, Scene>;

export const ballotDeskScenes = {
  ...morning,
  ...voting,
  ...evening,
  ...form,
  ...recountScenes,
  ...proof,
} satisfies Record<string, Scene>;
