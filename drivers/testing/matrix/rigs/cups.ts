import type { ProblemCode } from '../../../../core/problem/catalogue.ts';
import { CupsPrinter } from '../../../printer/cups/cups.ts';
import { CUPS_LIMITS } from '../../../printer/cups/limits.ts';
import type { PageDocument } from '../../../printer/cups/page-printer.ts';
import { afterTest } from '../../clean-up.ts';
import { type RealCups, realCups } from '../../cups.ts';
import { type Cell, machineTime, type Rig, type Row } from '../rig.ts';

interface CupsRig extends Rig {
  readonly cups: RealCups;
}

const short = { answer: 5_000, job: 25_000, connect: 1_500, look: 100, heartbeat: 300 };
const page: PageDocument = {
  format: 'svg',
  title: 'Protocol',
  bytes: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="2480" height="3508"><rect width="400" height="400"/></svg>',
  ),
};

/** Until the printer says what is wrong a job must be there: CUPS asks it then only. */
const whilePrinting = (told: ProblemCode, reason: string): Cell<CupsRig> => ({
  told,
  inWork: true,
  held: true,
  prepare: ({ cups }) => cups.says(reason),
  inject: () => {},
  mend: ({ cups }) => cups.says(),
});

export const cups: Row<CupsRig> = {
  device: 'cups',
  // Each has a print service of its own, four seconds of a processor; cups.test.ts goes through the printer's own words.
  inTests: ['unplugged', 'queue-stopped', 'service-stopped', 'service-killed-in-work'],
  behind: 'real cupsd, with a backend of ours in place of the cable',
  make: async ({ short: isShort }) => {
    const real = await realCups();
    const limits = isShort ? short : CUPS_LIMITS;
    const device = new CupsPrinter({ address: `page@${real.socket}`, limits });
    afterTest(() => device.close());
    device.open();
    const work = async () => {
      const result = await device.print(page);
      return result.ok ? null : result.error.problem;
    };
    return { device, cups: real, time: machineTime, work };
  },
  cells: {
    unplugged: whilePrinting('page-printer.unreachable', 'offline-report'),
    'plugged-in-anew': {
      told: 'ridden',
      also: ['page-printer.unreachable'],
      inWork: true,
      inject: async ({ cups, time }) => {
        cups.says('offline-report');
        await time.until(() => false, 300);
        cups.says();
      },
      mend: () => {},
    },
    'unplugged-in-work': {
      told: 'page-printer.stopped',
      by: 'work',
      inject: ({ cups }) => cups.breaksWith(4),
      mend: async ({ cups }) => {
        cups.breaksWith(null);
        await cups.run('/usr/sbin/cupsenable', 'page');
      },
    },
    silent: whilePrinting('page-printer.unreachable', 'connecting-to-device'),
    slow: {
      told: 'ridden',
      also: ['page-printer.unreachable'],
      inWork: true,
      inject: async ({ cups, time }) => {
        cups.says('connecting-to-device');
        await time.until(() => false, 2_000);
        cups.says();
      },
      mend: () => {},
    },
    'too-slow': whilePrinting('page-printer.unreachable', 'timed-out'),
    garbage: whilePrinting('page-printer.fault', 'xyzzy-error'),
    'no-such-name': {
      told: 'page-printer.no-such-queue',
      inject: async ({ cups }) => void (await cups.run('/usr/sbin/lpadmin', '-x', 'page')),
      mend: ({ cups }) => cups.again(),
    },
    busy: {
      told: 'page-printer.refusing',
      inject: async ({ cups }) => void (await cups.run('/usr/sbin/cupsreject', 'page')),
      mend: async ({ cups }) => void (await cups.run('/usr/sbin/cupsaccept', 'page')),
    },
    'paper-out': whilePrinting('page-printer.paper-out', 'media-empty-error'),
    'paper-low': {
      told: 'page-printer.toner-low',
      inWork: true,
      prepare: ({ cups }) => cups.mentions('toner-low-report', true),
      inject: () => {},
      // A printer says so only when it prints.
      mend: async ({ cups, work }) => {
        cups.mentions('toner-low-report', false);
        await work();
      },
    },
    jam: whilePrinting('page-printer.jam', 'media-jam-error'),
    cover: whilePrinting('page-printer.cover-open', 'cover-open'),
    broken: whilePrinting('page-printer.fault', 'fuser-over-temp-error'),
    'service-stopped': {
      told: 'page-printer.service-missing',
      inject: ({ cups }) => cups.cupsd().stop(),
      mend: ({ cups }) => cups.start(),
    },
    'service-killed-in-work': {
      // CUPS writes its jobs down after half a minute: what it had in hand before that it has forgotten.
      told: 'page-printer.job-lost',
      also: ['page-printer.service-missing', 'page-printer.unreachable'],
      by: 'work',
      inWork: true,
      prepare: ({ cups }) => cups.restart(),
      inject: async ({ cups, device, time }) => {
        cups.says('offline-report');
        await time.until(() => device.status.state === 'attention', 20_000);
        await cups.cupsd().stop('SIGKILL');
        cups.says();
        await cups.start();
      },
      mend: () => {},
    },
    'service-hung': {
      told: 'page-printer.service-missing',
      inject: ({ cups }) => void cups.cupsd().child.kill('SIGSTOP'),
      mend: ({ cups }) => void cups.cupsd().child.kill('SIGCONT'),
    },
    'queue-stopped': {
      told: 'page-printer.stopped',
      inject: async ({ cups }) => void (await cups.run('/usr/sbin/cupsdisable', 'page')),
      mend: async ({ cups }) => void (await cups.run('/usr/sbin/cupsenable', 'page')),
    },
  },
};
