import type { CopyView } from '../../../main/api/copy-views.ts';
import { as, type Scene } from './scene.ts';
import { atStation, desk } from './views.ts';

const current: CopyView = {
  begun: true,
  stick: 'TAANUU-USB',
  copied: 6_214,
  events: 0,
  seconds: 0,
  problem: null,
  from: null,
  beside: null,
  list: { entered: 0, conflicts: 0, written: '13:55', phrase: true, problem: null },
};
const missing: CopyView = {
  ...{ begun: true, stick: null, copied: 6_214, events: 37, seconds: 95 },
  problem: { code: 'copy.missing', params: { events: 37 } },
  from: null,
  beside: null,
  list: { entered: 0, conflicts: 0, written: '13:55', phrase: true, problem: null },
};
export const none: CopyView = {
  begun: false,
  stick: null,
  copied: 0,
  events: 0,
  seconds: 0,
  problem: null,
  from: null,
  beside: null,
  list: { entered: 0, conflicts: 0, written: '14:00', phrase: true, problem: null },
};

/** The copy on the chair's stick. */
export const copies = {
  'copy-none': { view: { ...desk, person: as('chair'), copy: none }, press: ['chair:page.copy'] },
  'copy-missing': { view: { ...desk, person: as('chair'), copy: missing }, press: ['chair:page.copy'] },
  'copy-continue': {
    view: atStation({ stage: 'ready', admitted: 0 }, { person: as('chair'), opening: [], copy: none }),
    press: ['chair:page.copy'],
  },
  'copy-continued': {
    view: {
      ...desk,
      person: as('chair'),
      copy: { ...current, from: { device: 'TN-40127-88315', count: 5_871, until: '2023-10-08T13:46:12.000+06:00' } },
    },
    press: ['chair:page.copy'],
  },
  'copy-elsewhere': {
    view: atStation(
      {
        stage: 'suspended',
        problems: [{ code: 'copy.continued-elsewhere', params: { device: 'TN-40127-88315' } }],
      },
      { person: as('officer') },
    ),
  },
  'copy-beside': {
    view: atStation(
      {
        stage: 'suspended',
        problems: [{ code: 'copy.served-beside', params: { device: 'TN-40127-88315', time: '14:05' } }],
      },
      { person: as('chair'), copy: { ...current, beside: 'TN-40127-88315' } },
    ),
    press: ['chair:page.copy'],
  },
  'copy-compared': {
    view: atStation({ stage: 'suspended' }, { person: as('chair'), copy: { ...current, beside: 'TN-40127-88315' } }),
    press: ['chair:page.copy', 'copy:beside.do'],
  },
  'copy-list': { view: { ...desk, person: as('chair'), copy: current }, press: ['chair:page.copy'] },
  'copy-phrase': {
    view: { ...desk, person: as('chair'), copy: current },
    press: ['chair:page.copy', 'copy:phrase.again'],
  },
  'copy-paper': {
    view: { ...desk, person: as('chair'), copy: current },
    press: ['chair:page.copy', 'copy:paper.open', '3'],
  },
  'copy-duty': { view: { ...desk, person: as('chair'), copy: current } },
} satisfies Record<string, Scene>;
