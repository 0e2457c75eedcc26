import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeState } from '../simulator/chip/authority.ts';
import type { CardOptions } from '../simulator/chip/card.ts';
import { type DocumentOptions, issueDocument } from '../simulator/chip/document.ts';
import { type LaidCard, ReaderThread } from '../simulator/chip/reader-thread.ts';
import type { CardFaults } from '../simulator/chip/virtual-reader.ts';
import { codeOf, opened, ready, statusWhere } from '../testing/bench.ts';
import { PrivatePcscd } from '../testing/pcscd.ts';
import { idCardZone, passportZone, portraitOf } from './chip/chip.fixture.ts';
import type { ChipProgress, ChipReadOptions } from './chip/chip-device.ts';
import { type ChipReaderOptions, PcscChipReader } from './chip-reader.ts';

/** Through the real pcscd and its vpcd driver: Debian pcscd, vsmartcard-vpcd; and opensc-tool as an independent client. */
let pcscd: PrivatePcscd;
let antenna: ReaderThread;

beforeAll(async () => {
  pcscd = await PrivatePcscd.prepare();
  antenna = new ReaderThread(pcscd.port);
  await pcscd.start();
});
afterEach(async () => {
  antenna.remove();
  // The service looks for cards twice a second: the next test begins with an empty reader.
  await pause(700);
});
afterAll(async () => {
  await antenna.close();
  await pcscd.remove();
});

const state = makeState();
const CAN = { can: '123456' };
const issue = (options: Partial<DocumentOptions> = {}, faults: CardFaults = {}, card: CardOptions = {}): LaidCard => {
  const { mrz, can, pace, files } = issueDocument({ mrz: idCardZone, portrait: portraitOf(9_000), state, ...options });
  return { document: { mrz, can, pace, files }, options: card, faults };
};
const reader = (options: Partial<ChipReaderOptions> = {}) => opened(new PcscChipReader(options));
/** A read without the image's bytes: a test runner takes minutes to print them where something differs. */
async function read(device: PcscChipReader, options: Partial<ChipReadOptions> & Pick<ChipReadOptions, 'access'>) {
  const result = await device.read({ authorities: [state.authority.certificate], today: '2026-11-26', ...options });
  if (!result.ok) return result;
  const { portrait, ...rest } = result.value;
  const bytes = portrait === null || typeof portrait === 'string' ? portrait : portrait.bytes.length;
  return { ok: true, value: { ...rest, bytes } };
}
const genuine = {
  ok: true,
  value: { mrz: idCardZone, opened: 'pace', authenticity: { genuine: true, country: 'KG' } },
};
const failed = (code: string) => ({ ok: false, error: { code } });

describe('a chip through pcscd', () => {
  it('is read when it is laid down, with its zone, face and verdict, and again at once', async () => {
    const device = reader();
    await statusWhere(device, ready);
    const progress: ChipProgress[] = [];
    const reading = read(device, { access: CAN, onProgress: (step) => progress.push(step) });
    expect(device.cardPresent).toBe(false);
    antenna.insert(issue());
    expect(await reading).toMatchObject(genuine);
    expect(progress.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['waiting', 'opening', 'reading']));
    expect(progress.at(-1)).toEqual({ stage: 'reading', share: 1 });
    // Only because the card was reset: it would refuse a new session with 6982.
    expect(await read(device, { access: { mrz: idCardZone } })).toMatchObject(genuine);
    expect(device.status).toEqual({ state: 'ready' });
    expect(device.health()).toMatchObject({ kind: 'chip', counters: { opened: 1, retries: 0 } });
  });

  it.each([
    ['AES-256, by the number', 4, CAN],
    ['AES-256, by the zone', 4, { mrz: idCardZone }],
    ['3DES, by the zone', 1, { mrz: idCardZone }],
  ] as const)('PACE on a brainpool curve, %s, with a face in JPEG 2000', async (_way, cipher, access) => {
    antenna.insert(issue({ pace: { cipher, parameterId: 13 }, portrait: portraitOf(5_000, 'jpeg2000') }));
    const result = await reader().read({ access, authorities: [state.authority.certificate] });
    expect(result.ok && result.value.authenticity.genuine).toBe(true);
    const portrait = result.ok ? result.value.portrait : null;
    expect(portrait !== null && typeof portrait === 'object' && [portrait.format, portrait.bytes.length]).toEqual([
      'jpeg2000',
      5_000,
    ]);
  });

  it('basic access control', async () => {
    antenna.insert(issue({ pace: null, mrz: passportZone }));
    const device = reader();
    expect(await read(device, { access: { mrz: passportZone } })).toMatchObject({ ok: true, value: { opened: 'bac' } });
    expect(await read(device, { access: CAN })).toEqual(failed('chip.zone-needed'));
  });

  it('a wrong number, and then the right one', async () => {
    antenna.insert(issue());
    const device = reader();
    expect(await read(device, { access: { can: '999999' } })).toEqual(failed('chip.access-wrong'));
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it('a flipped byte of the zone or the face is told, and is not genuine', async () => {
    const device = reader();
    for (const [file, group, at] of [
      [0x0101, 1, 10],
      [0x0102, 2, -40],
    ] as const) {
      // A letter of the number, a byte of the image.
      antenna.insert(issue({ tamper: { file, at } }));
      const result = await read(device, { access: CAN });
      expect(result).toMatchObject({
        ok: true,
        value: { authenticity: { genuine: false, reasons: [{ reason: 'group', group }] } },
      });
      antenna.remove();
      await pause(700);
    }
  });

  it('believes the authorities that each read brings, not those of the one before', async () => {
    antenna.insert(issue({ portrait: portraitOf(600) }));
    const device = reader();
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
    const unknown = { genuine: false, reasons: [{ reason: 'unknown-authority', country: 'KG' }] };
    expect(await read(device, { access: CAN, authorities: [] })).toMatchObject({ value: { authenticity: unknown } });
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it('falls back to short answers, and begins with them the next time', async () => {
    antenna.insert(issue({ portrait: portraitOf(600) }, {}, { extended: false }));
    const device = reader();
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
    expect(device.health().counters.recoveries).toMatchObject({ 'soft-reset': 1 });
    const before = antenna.heard;
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
    expect(antenna.heard - before).toBeLessThan(before);
  });
});

describe('whatever goes wrong with the card', () => {
  it('is named, and the next card is read', async () => {
    const device = reader();
    antenna.insert(issue({}, { removedAt: 15 }));
    expect(await read(device, { access: CAN })).toEqual(failed('chip.removed'));
    await pause(700);
    antenna.insert(issue());
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it.each([1, 4, 8, 11, 14, 17])('taken away at command %i', async (removedAt) => {
    const device = reader();
    antenna.insert(issue({}, { removedAt }));
    expect(await read(device, { access: CAN })).toEqual(failed('chip.removed'));
    expect(device.cardPresent).toBe(false);
    expect(device.status).toEqual({ state: 'ready' });
  });

  it('a silent one holds nobody up: this process goes on, and another card is read after it', async () => {
    const device = reader({ limits: { answer: 600 } });
    antenna.insert(issue({}, { silentAt: 9 }));
    const began = performance.now();
    expect(await read(device, { access: CAN })).toEqual(failed('chip.silent'));
    expect(performance.now() - began).toBeLessThan(8_000);
    // Asked again while it still owes an answer.
    expect(await read(device, { access: CAN })).toEqual(failed('chip.silent'));
    antenna.remove();
    await statusWhere(device, ready);
    await pause(1_000);
    antenna.insert(issue());
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it('a slow one is read all the same', async () => {
    const device = reader();
    antenna.insert(issue({ portrait: portraitOf(900) }, { delayMs: 120 }));
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it('garbage in the middle is tried again after a reset', async () => {
    const device = reader();
    antenna.insert(issue({}, { garbageAt: 12 }));
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
    expect(device.health().counters.retries).toBe(1);
  });
});

describe('whatever goes wrong around it', () => {
  it('nobody lays a card down', async () => {
    const device = reader();
    expect(await read(device, { access: CAN, timeoutMs: 300 })).toEqual(failed('chip.no-card'));
  });

  it('a read that is cancelled while it waits, in the queue, and in the middle', async () => {
    const device = reader();
    const controller = new AbortController();
    const waiting = read(device, { access: CAN, signal: controller.signal });
    const queued = read(device, { access: CAN, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    expect(await Promise.all([waiting, queued])).toEqual([failed('device.cancelled'), failed('device.cancelled')]);

    antenna.insert(issue({}, { delayMs: 100 }));
    const middle = new AbortController();
    const reading = read(device, {
      access: CAN,
      signal: middle.signal,
      onProgress: ({ stage }) => {
        if (stage === 'opening') setTimeout(() => middle.abort(), 300);
      },
    });
    expect(await reading).toEqual(failed('device.cancelled'));
    await pause(300);
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it('closing ends a read, and nothing is left behind', async () => {
    const device = reader();
    const reading = read(device, { access: CAN });
    await device.close();
    expect(await reading).toEqual(failed('device.cancelled'));
    expect(await read(device, { access: CAN })).toEqual(failed('device.cancelled'));
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('the service is restarted (%s) while a card is read', async (signal) => {
    const device = reader();
    antenna.insert(issue({}, { delayMs: 40 }));
    const reading = read(device, {
      access: CAN,
      onProgress: ({ stage }) => {
        if (stage === 'opening') setTimeout(() => void pcscd.stop(signal), 250);
      },
    });
    expect(await reading).toEqual(failed('chip.service-missing'));
    expect(codeOf(device.status)).toBe('chip.service-missing');
    await pcscd.start();
    const began = performance.now();
    await statusWhere(device, ready);
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(device.health().counters.recoveries.service).toBe(1);
  });

  it.each<readonly [string, () => Promise<void> | void]>([
    ['goes on', () => pcscd.hang(false)],
    [
      'is restarted',
      async () => {
        await pcscd.stop('SIGKILL');
        await pcscd.start();
      },
    ],
  ])('a service that hangs is named, holds up nobody but its card, and works when it %s', async (_how, mend) => {
    const limits = { answer: 2_000, service: 1_500 };
    const device = reader({ limits });
    const other = reader({ limits });
    await statusWhere(device, ready);
    antenna.insert(issue());
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 20);
    const reading = read(device, {
      access: CAN,
      onProgress: ({ stage }) => {
        if (stage === 'reading') pcscd.hang(true);
      },
    });
    const began = performance.now();
    try {
      expect(await statusWhere(device, (status) => status.state === 'missing')).toEqual({
        state: 'missing',
        problem: { code: 'chip.service-missing' },
      });
      expect(await reading).toEqual(failed('chip.service-missing'));
      expect(await read(device, { access: CAN, timeoutMs: 200 })).toEqual(failed('chip.service-missing'));
      expect(performance.now() - began).toBeLessThan(20_000);
      const closing = performance.now();
      await other.close();
      expect(performance.now() - closing).toBeLessThan(5_000);
    } finally {
      clearInterval(beat);
      await mend();
    }
    // The library itself would have held this process for all that time.
    expect(longest).toBeLessThan(1_500);
    await statusWhere(device, ready);
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });

  it('there is no such reader', async () => {
    const device = reader({ reader: 'Somebody else’s' });
    await statusWhere(device, (status) => codeOf(status) === 'chip.reader-missing');
    expect(await read(device, { access: CAN, timeoutMs: 100 })).toEqual(failed('chip.reader-missing'));
  });

  it('the addon is not built: named, and taken as soon as it is', async () => {
    const { loadPcsc } = await import('./chip/pcsc.ts');
    let there = false;
    const device = reader({ load: () => (there ? loadPcsc() : { missing: 'smartcard' }), limits: { addonAgain: 100 } });
    expect(await statusWhere(device, (status) => status.state === 'missing')).toEqual({
      state: 'missing',
      problem: { code: 'chip.addon-missing', params: { part: 'smartcard' } },
    });
    there = true;
    await statusWhere(device, ready);
  });
});

describe('an independent client, opensc-tool', () => {
  it('sees the reader, the card, and sends it commands', async () => {
    antenna.insert(issue());
    const device = reader();
    await statusWhere(device, ready);
    await pause(800);
    expect(device.cardPresent).toBe(true);
    expect(await pcscd.openscTool('--list-readers')).toMatch(/Yes\s+Virtual PCD 00 00/);
    expect(await pcscd.openscTool('--atr')).toContain('3b:80:80:01:01');
    // SELECT of EF.CardAccess, then its first bytes: a set of one SecurityInfo.
    const said = await pcscd.openscTool('-s', '00:a4:02:0c:02:01:1c', '-s', '00:b0:00:00:08');
    expect(said).toMatch(/SW1=0x90, SW2=0x00/);
    expect(said).toMatch(/31 14 30 12 06 0A 04 00/);
    // And the driver reads it afterwards.
    expect(await read(device, { access: CAN })).toMatchObject(genuine);
  });
});
