import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { PowerReading } from '../../../core/power/rule.ts';
import { slipSvg } from '../../../core/receipt/svg.ts';
import { testPage } from '../../../core/receipt/test-page.ts';
import { trialSlip } from '../../../core/receipt/trial-slip.ts';
import type { DeviceView, Stage } from '../../api/views.ts';
import type { Biometrics } from '../biometrics/client.ts';
import type { TrialTools } from './trial.ts';
import { Trials } from './trials.ts';

const place = {
  mode: 'training',
  station: '0001',
  device: 'd1',
  serial: 'TN-40127-88315',
  date: '2023-10-08',
  time: '07:10',
  head: '',
  election: { ky: 'Шайлоо', ru: 'Выборы', en: 'Election' },
} as const;

/** The room, with what a test does not look at as simple as it can be. */
export function trialsRoom(given: {
  readonly devices: TrialTools['devices'];
  readonly biometrics?: Pick<Biometrics, 'extract'>;
  readonly pages?: TrialTools['pages'];
  readonly kinds: Readonly<Record<string, DeviceView['kind']>>;
}) {
  const world = {
    stage: 'ready' as Stage,
    power: null as PowerReading | null,
    now: 0,
    authorities: [] as readonly Uint8Array[],
    changes: 0,
  };
  const room = new Trials({
    devices: given.devices,
    biometrics: given.biometrics ?? {
      extract: async () => ({ template: new Uint8Array(), quality: 0, why: ['no-finger'] }),
    },
    pages: given.pages ?? {
      read: async () => ({ zone: { refused: 'no-zone', a: null, b: null }, codes: [] }),
      codes: async () => [],
    },
    policy: () => defaultPolicy,
    power: () => world.power,
    zoneReader: () => Object.entries(given.kinds).find(([, kind]) => kind === 'document')?.[0] ?? null,
    authorities: () => world.authorities,
    today: () => '2026-11-26',
    slip: (which) => slipSvg(trialSlip(which, place)),
    page: () => testPage(place),
    now: () => world.now,
    changed: () => {
      world.changes += 1;
    },
    kindOf: (device) => given.kinds[device] ?? null,
    stage: () => world.stage,
  });
  return { room, world };
}
