import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../drivers/clock.ts';
import type { Device } from '../../../drivers/device.ts';
import { HidScanner } from '../../../drivers/document/hid-scanner.ts';
import { scannerMask } from '../../../drivers/document/text-mask.ts';
import { R30xReader } from '../../../drivers/fingerprint/r30x.ts';
import { r30xMask } from '../../../drivers/fingerprint/r30x-mask.ts';
import { EscposPrinter } from '../../../drivers/printer/escpos.ts';
import { escposMask } from '../../../drivers/printer/escpos-mask.ts';
import { SimulatedEscpos } from '../../../drivers/simulator/escpos.ts';
import { SimulatedHidScanner } from '../../../drivers/simulator/hid-scanner.ts';
import { SimulatedR30x } from '../../../drivers/simulator/r30x.ts';
import { patternImage } from '../../../drivers/testing/bench.ts';
import { MemoryCable } from '../../../drivers/testing/memory-cable.ts';
import type { ByteLink } from '../../../drivers/transport/link.ts';
import { recordLink } from '../../../drivers/transport/recorder.ts';
import { parseRecording, type Recording, type WireMask } from '../../../drivers/transport/recording.ts';
import { WireSession } from '../../../drivers/transport/session.ts';
import { VirtualClock } from '../../../drivers/virtual-clock.ts';
import { driveRecording } from './drive.ts';

/** Sessions in which things go wrong, on a clock of the test's own: the driver goes the same way again. */
async function session<F, D extends Device>(
  protocol: string,
  mask: WireMask,
  far: (cable: MemoryCable) => F,
  make: (link: ByteLink, clock: Clock) => D,
  happens: (around: {
    far: F;
    cable: MemoryCable;
    clock: VirtualClock;
    device: D;
    anew: () => Promise<D>;
  }) => Promise<void>,
): Promise<Recording & { readonly statuses: readonly string[] }> {
  const clock = new VirtualClock();
  const cable = new MemoryCable(clock);
  const head = { recording: 'taanuu-wire', version: 1, protocol, path: 'p', masked: true } as const;
  const wire = new WireSession(head, clock);
  const made = far(cable);
  const statuses: string[] = [];
  const begin = (): D => {
    const device = make(recordLink(cable, { clock, mask, sink: (line) => wire.take(line) }), clock);
    device.on(({ event, ...told }) => {
      if (event !== 'status' || !('status' in told)) return;
      statuses.push(told.status.state === 'working' ? told.status.doing : told.status.state);
    });
    device.open();
    return device;
  };
  const end = async (device: D): Promise<void> => {
    let closed = false;
    void device.close().then(() => {
      closed = true;
    });
    await clock.pass(60_000, () => closed);
  };
  let device = begin();
  const anew = async (): Promise<D> => {
    await end(device);
    device = begin();
    return device;
  };
  await clock.pass(1_137);
  await happens({ far: made, cable, clock, device, anew });
  wire.stop();
  const told = [...statuses];
  await end(device);
  const recording = parseRecording(wire.text());
  if (recording === null) throw new Error('no recording');
  return { ...recording, statuses: told };
}

async function driven(recording: Recording, layout: 'pos' | 'counted' = 'pos') {
  const [out, complaints]: [string[], string[]] = [[], []];
  const io = { out: (line: string) => void out.push(line), complain: (line: string) => void complaints.push(line) };
  const code = await driveRecording(recording, { layout }, io);
  const said = out.slice(1, -1).map((line) => line.replace(/^ *-?\d+\.\d{3} {2}/, ''));
  const statuses = said
    .map((line) => line.split(', ')[0] ?? '')
    .filter((word) =>
      ['ready', 'attention', 'missing', 'connecting', 'recovering', 'capturing', 'printing'].includes(word),
    );
  // The first is what the driver said before anything happened.
  return { code, complaints, said, statuses: statuses.slice(1) };
}

const sensor =
  (model: 'r30x' | 'r503' = 'r503', baudRate: number | null = null) =>
  (cable: MemoryCable) => {
    const far = new SimulatedR30x(cable);
    far.model = model;
    far.baudRate = baudRate;
    return far;
  };
const reader = (link: ByteLink, clock: Clock) => new R30xReader({ path: 'p', link, clock });
const printer = (link: ByteLink, clock: Clock) => new EscposPrinter({ path: 'p', link, clock });
const paper = (cable: MemoryCable) => new SimulatedEscpos(cable, () => {});
const slip = { width: 576, height: 100, bits: Uint8Array.from({ length: 7_200 }, (_, at) => at & 0xff) };

async function same(recording: Awaited<ReturnType<typeof session>>) {
  const replayed = await driven(recording);
  expect(replayed.complaints).toEqual([]);
  expect(replayed.code).toBe(0);
  expect(replayed.statuses).toEqual(recording.statuses);
  return replayed.said;
}

describe('a recorded sensor', () => {
  const recorded = (
    happens: Parameters<typeof session<SimulatedR30x, R30xReader>>[4],
    far: ReturnType<typeof sensor> = sensor(),
  ) => session('r30x', r30xMask(), far, reader, happens);

  it('with a ring: nobody came in time, then somebody did', async () => {
    const said = await same(
      await recorded(async ({ far, clock, device }) => {
        void device.capture({ timeoutMs: 5_000 });
        await clock.pass(8_000);
        far.touch(() => patternImage(3));
        void device.capture();
        await clock.pass(3_000);
      }),
    );
    expect(said.filter((line) => line.startsWith('… '))).toEqual([
      expect.stringContaining('[device.cancelled]'),
      expect.stringContaining('image of 256 × 288'),
    ]);
  });

  it('that waits until the finger before was lifted', async () => {
    await same(
      await recorded(async ({ far, clock, device }) => {
        far.touch(() => patternImage(3));
        void device.capture({ afterLift: true });
        await clock.pass(2_000);
        far.lift();
        await clock.pass(500);
        far.touch(() => patternImage(4));
        await clock.pass(3_000);
      }, sensor('r30x')),
    );
  });

  it('that is pulled in the middle of a capture and put back', async () => {
    const said = await same(
      await recorded(async ({ cable, far, clock, device }) => {
        void device.capture();
        await clock.pass(1_000);
        cable.unplug();
        await clock.pass(3_000);
        cable.plug();
        await clock.pass(2_000);
        far.touch(() => patternImage(3));
        void device.capture();
        await clock.pass(3_000);
      }),
    );
    expect(said.some((line) => line.startsWith('missing, '))).toBe(true);
  });

  it('that falls silent and climbs the whole ladder, links opened and closed anew', async () => {
    const recording = await recorded(async ({ far, clock }) => {
      far.fault = { silent: true };
      await clock.pass(40_000);
      far.fault = {};
      await clock.pass(20_000);
    });
    expect(recording.lines.some((line) => 'why' in line && line.why === 'closed')).toBe(true);
    expect(recording.statuses).toContain('attention');
    await same(recording);
  });

  it('that talks at another rate and is set to the wished one', async () => {
    await same(await recorded(({ clock }) => clock.pass(20_000), sensor('r30x', 57_600)));
  });

  it('that a technician had opened anew: a driver ended, and another one spoke', async () => {
    const recording = await recorded(async ({ clock, anew, far }) => {
      await clock.pass(2_000);
      const again = await anew();
      await clock.pass(1_000);
      far.touch(() => patternImage(3));
      void again.capture();
      await clock.pass(8_000);
    });
    expect(recording.lines.some((line) => 'why' in line && line.why === 'closed')).toBe(true);
    const replayed = await driven(recording);
    expect([replayed.code, replayed.complaints]).toEqual([0, []]);
    expect(replayed.said.filter((line) => line === 'ready')).toHaveLength(3);
    expect(replayed.said.some((line) => line.includes('image of 256'))).toBe(true);
  });

  it('whose image lost packets three times', async () => {
    await same(
      await recorded(async ({ far, clock, device }) => {
        far.touch(() => patternImage(3));
        far.fault = { losePackets: 3 };
        void device.capture();
        await clock.pass(15_000);
      }),
    );
  });
});

describe('a recorded printer', () => {
  const recorded = (happens: Parameters<typeof session<SimulatedEscpos, EscposPrinter>>[4]) =>
    session('escpos', escposMask(), paper, printer, happens);

  it('whose cover is opened in a slip, and which is asked again', async () => {
    const said = await same(
      await recorded(async ({ far, clock, device }) => {
        far.loadPaper(60);
        void device.print(slip);
        await clock.pass(20_000);
        far.loadPaper(5_000);
        await clock.pass(5_000);
        void device.print(slip);
        await clock.pass(20_000);
      }),
    );
    expect(said.filter((line) => line.startsWith('… '))).toEqual([
      expect.stringMatching(/^… maybe-printed: .*\[device\.paper-out\]$/),
      '… printed, as the printer says',
    ]);
  });

  it('that is silent, is pulled, and comes back', async () => {
    await same(
      await recorded(async ({ far, cable, clock }) => {
        far.setFault({ silent: true });
        await clock.pass(45_000);
        cable.unplug();
        far.setFault({});
        await clock.pass(2_000);
        cable.plug();
        await clock.pass(9_000);
      }),
    );
  });
});

describe('a recorded scanner', () => {
  it('is driven with its layout, and nobody reads what it read', async () => {
    const recording = (layout: 'pos' | 'counted') =>
      session(
        'hid-scanner',
        scannerMask(layout),
        (cable) => new SimulatedHidScanner(cable, layout),
        (link, clock) => new HidScanner({ path: 'p', link, clock, layout }),
        async ({ far, clock }) => {
          far.present('https://example.invalid/7'.padEnd(80, 'a'));
          await clock.pass(1_000);
        },
      );
    expect((await driven(await recording('pos'))).said).toContain(
      `read ${'xxxxx://xxxxxxx.xxxxxxx/0'.padEnd(80, 'x')}`,
    );
    const counted = await driven(await recording('counted'), 'counted');
    expect([counted.code, counted.complaints]).toEqual([0, []]);
    expect(counted.said.join()).not.toContain('example');
  });
});

describe('a sensor to which anything happens', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('capture' as const), afterLift: fc.boolean(), abortMs: fc.nat(4_000) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.nat(12_000) }),
    ...(['touch', 'lift', 'unplug', 'plug', 'silent', 'well'] as const).map((one) => fc.constant({ do: one } as const)),
  );
  it('is driven the same way again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.boolean(), async (steps, ring) => {
        const recording = await session('r30x', r30xMask(), sensor(ring ? 'r503' : 'r30x'), reader, async (around) => {
          const { far, cable, clock, device } = around;
          for (const one of steps) {
            if (one.do === 'capture') {
              const over = new AbortController();
              void device.capture({ afterLift: one.afterLift, signal: over.signal });
              // Whether the driver was told to stop or gave a silent sensor up, the wire shows by its times alone.
              await clock.pass(far.fault.silent ? 3_000 : one.abortMs);
              over.abort();
              await clock.pass(2_311);
            } else if (one.do === 'wait') await clock.pass(one.ms);
            else if (one.do === 'touch') far.touch(() => patternImage(1));
            else if (one.do === 'lift') far.lift();
            else if (one.do === 'unplug') cable.unplug();
            else if (one.do === 'plug') cable.plug();
            else far.fault = { silent: one.do === 'silent' };
          }
          await clock.pass(7_000);
        });
        const { code, complaints } = await driven(recording);
        expect([code, complaints]).toEqual([0, []]);
      }),
      // Ever the same: where a heartbeat and work fall on one moment, either may come first, then and now.
      { numRuns: 100, seed: 4 },
    );
  }, 240_000);
});
