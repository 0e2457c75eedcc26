import { authenticityProblem } from '../../../../core/document/chip/passive.ts';
import { idCardZone, portraitOf } from '../../../document/chip/chip.fixture.ts';
import type { ChipReadOptions } from '../../../document/chip/chip-device.ts';
import { CHIP_LIMITS } from '../../../document/chip/limits.ts';
import { loadPcsc, type PcscCard } from '../../../document/chip/pcsc.ts';
import { PcscChipReader } from '../../../document/chip-reader.ts';
import { makeState } from '../../../simulator/chip/authority.ts';
import { type DocumentOptions, issueDocument } from '../../../simulator/chip/document.ts';
import { ReaderThread } from '../../../simulator/chip/reader-thread.ts';
import type { CardFaults } from '../../../simulator/chip/virtual-reader.ts';
import { afterTest } from '../../clean-up.ts';
import { PrivatePcscd } from '../../pcscd.ts';
import { type Cell, machineTime, type Rig, type Row } from '../rig.ts';

interface ChipRig extends Rig {
  readonly pcscd: PrivatePcscd;
  readonly answerMs: number;
  /** What is laid on the reader for the next read; null: nothing. */
  card: {
    readonly options?: Partial<DocumentOptions>;
    readonly faults?: CardFaults;
  } | null;
  can: string;
  /** Calls while a card is read. */
  inRead: (() => void) | null;
  /** Another program takes the card first, for itself. */
  hold: boolean;
}

const state = makeState();
const stranger = makeState('prime256v1', { country: 'UT' });
const CAN = '123456';
const short = { answer: 2_000 };

/** The library remembers its service for good: one for all cells of a process. */
let world: { readonly pcscd: PrivatePcscd; readonly antenna: ReaderThread } | null = null;
async function theWorld() {
  if (world !== null) return world;
  const pcscd = await PrivatePcscd.prepare();
  await pcscd.start();
  world = { pcscd, antenna: new ReaderThread(pcscd.port) };
  return world;
}

/** Connects to the card and keeps it, as another program does. */
async function holdCard(): Promise<PcscCard> {
  const library = loadPcsc();
  if ('missing' in library) throw new Error(library.missing);
  const service = library.service();
  const find = () => service.readers().find(({ present }) => present)?.name;
  await machineTime.until(() => find() !== undefined, 10_000);
  const held = await library.connect(find() ?? '');
  service.close();
  return held;
}

/** The fault is the card's: another card is laid down when it is over. */
const card = (told: Cell<ChipRig>['told'], laid: ChipRig['card'], also: Cell<ChipRig>['also'] = []): Cell<ChipRig> => ({
  told,
  also,
  by: 'work',
  inject: (rig) => {
    rig.card = laid;
  },
  mend: (rig) => {
    rig.card = {};
  },
});

export const chip: Row<ChipRig> = {
  device: 'chip',
  behind: 'real pcscd with vpcd; the card is ours',
  alone: true,
  end: async () => {
    await world?.antenna.close();
    await world?.pcscd.remove();
    world = null;
  },
  make: async ({ short: isShort }) => {
    const { pcscd, antenna } = await theWorld();
    const limits = isShort ? short : {};
    const device = new PcscChipReader({
      limits,
    });
    afterTest(() => device.close());
    afterTest(() => antenna.remove());
    device.open();
    const rig: ChipRig = {
      device,
      pcscd,
      answerMs: isShort ? short.answer : CHIP_LIMITS.answer,
      card: {},
      can: CAN,
      inRead: null,
      hold: false,
      time: machineTime,
      work: async () => {
        const laid = rig.card;
        if (laid !== null) {
          const issued = issueDocument({ mrz: idCardZone, portrait: portraitOf(900), state, ...laid.options });
          const { mrz, can, pace, files } = issued;
          antenna.insert({ document: { mrz, can, pace, files }, options: {}, faults: laid.faults ?? {} });
        }
        const options: ChipReadOptions = {
          access: { can: rig.can },
          authorities: [state.authority.certificate],
          today: '2026-11-26',
          timeoutMs: laid === null ? 500 : 20_000,
          onProgress: ({ stage }) => {
            if (stage === 'reading') rig.inRead?.();
          },
        };
        const holder = rig.hold ? await holdCard() : null;
        const result = await device.read(options);
        await holder?.release();
        antenna.remove();
        // The service looks for cards twice a second: the next read begins with an empty reader.
        await machineTime.until(() => !device.cardPresent, 5_000);
        return result.ok ? authenticityProblem(result.value.authenticity) : result.error;
      },
    };
    return rig;
  },
  cells: {
    unplugged: {
      told: 'chip.reader-missing',
      also: ['chip.service-missing'],
      inject: async ({ pcscd }) => {
        await pcscd.stop();
        await pcscd.start({ reader: false });
      },
      mend: async ({ pcscd }) => {
        await pcscd.stop();
        await pcscd.start();
      },
    },
    silent: card('chip.silent', { faults: { silentAt: 9 } }),
    slow: { ...card('ridden', { faults: { delayMs: 60 } }), by: 'status' },
    'too-slow': {
      ...card('chip.silent', null),
      inject: (rig) => {
        rig.card = { faults: { delayMs: 3 * rig.answerMs } };
      },
    },
    garbage: { ...card('ridden', { faults: { garbageAt: 12 } }), by: 'status' },
    busy: {
      told: 'chip.busy',
      by: 'work',
      // Another program has the card for itself.
      inject: async (rig) => {
        rig.card = {};
        rig.hold = true;
      },
      mend: (rig) => {
        rig.hold = false;
      },
    },
    locked: {
      told: 'chip.access-wrong',
      by: 'work',
      inject: (rig) => {
        rig.can = '999999';
      },
      mend: (rig) => {
        rig.can = CAN;
      },
    },
    'not-trusted': card('chip.authority-unknown', { options: { state: stranger } }),
    'signature-wrong': card('chip.not-genuine', { options: { tamper: { file: 0x0101, at: 10 } } }),
    'no-card': card('chip.no-card', null),
    'card-removed': card('chip.removed', { faults: { removedAt: 15 } }),
    'service-stopped': {
      told: 'chip.service-missing',
      also: ['chip.reader-missing'],
      inject: ({ pcscd }) => pcscd.stop(),
      mend: ({ pcscd }) => pcscd.start(),
    },
    'service-killed-in-work': {
      told: 'chip.service-missing',
      also: ['chip.reader-missing'],
      by: 'work',
      inWork: true,
      inject: async (rig) => {
        let reading = false;
        rig.inRead = () => {
          reading = true;
        };
        await rig.time.until(() => reading, 20_000);
        rig.inRead = null;
        await rig.pcscd.stop('SIGKILL');
        await rig.pcscd.start();
      },
      mend: () => {},
    },
    'service-hung': {
      told: 'chip.service-missing',
      inject: ({ pcscd }) => pcscd.hang(true),
      mend: ({ pcscd }) => pcscd.hang(false),
    },
  },
};
