import { describe, expect, it } from 'vitest';
import { makeState } from '../../simulator/chip/authority.ts';
import { SimulatedChip } from '../../simulator/chip/card.ts';
import { issueDocument } from '../../simulator/chip/document.ts';
import { opened } from '../../testing/bench.ts';
import { HandClock } from '../../testing/hand-clock.ts';
import { PcscChipReader } from '../chip-reader.ts';
import { idCardZone, portraitOf } from './chip.fixture.ts';
import type { Pcsc, PcscCard } from './pcsc.ts';

/** A library of which some calls never come to an end, as one does behind a broken reader. */
const state = makeState();
const document = issueDocument({ mrz: idCardZone, portrait: portraitOf(300), state });
const never = new Promise<never>(() => {});
const limits = { answer: 60, connect: 60, notice: 40, look: 10 } as const;
const request = { access: { can: '123456' }, authorities: [state.authority.certificate] };

function library(change: { readonly connect?: () => Promise<PcscCard>; readonly card?: Partial<PcscCard> } = {}): Pcsc {
  const connect = async (): Promise<PcscCard> => {
    const chip = new SimulatedChip(document);
    return { transmit: async (apdu) => chip.process(apdu), release: async () => {}, ...change.card };
  };
  return {
    service: () => ({ readers: () => [{ name: 'R', present: true, mute: false, events: 1 }], close: () => {} }),
    connect: change.connect ?? connect,
    rouse: async () => {},
  };
}

describe('whatever the library never answers', () => {
  it.each<[string, Parameters<typeof library>[0], string | null]>([
    ['the connection', { connect: () => never }, 'chip.silent'],
    ['a command', { card: { transmit: () => never } }, 'chip.silent'],
    ['the reset afterwards', { card: { release: () => never } }, null],
  ])('%s: every read ends, and so does closing', async (_what, change, code) => {
    const device = opened(new PcscChipReader({ load: () => library(change), limits }));
    const first = await device.read(request);
    expect(first.ok ? null : first.error.code).toBe(code);
    expect(await device.read(request)).toEqual({ ok: false, error: { code: 'chip.silent' } });
    const controller = new AbortController();
    const third = device.read({ ...request, signal: controller.signal });
    controller.abort();
    expect(await third).toEqual({ ok: false, error: { code: 'device.cancelled' } });
    await device.close();
  });

  it.each<[string, Parameters<typeof library>[0]]>([
    ['a connection', { connect: () => Promise.reject(new Error('Card is unpowered')) }],
    ['a command', { card: { transmit: () => Promise.reject(new Error('Transaction failed')) } }],
    [
      'a command, before it was sent',
      {
        card: {
          transmit: () => {
            throw new Error('Card is not connected');
          },
        },
      },
    ],
  ])('%s that fails each time ends in the ladder’s end', async (_what, change) => {
    const device = opened(new PcscChipReader({ load: () => library(change), limits }));
    expect(await device.read(request)).toEqual({ ok: false, error: { code: 'chip.unreadable' } });
    expect(device.health().counters.recoveries).toMatchObject({ 'soft-reset': 1, reopen: 1 });
  });

  it('a reset that fails keeps nobody from the next read', async () => {
    const release = () => Promise.reject(new Error('No smart card inserted'));
    const device = opened(new PcscChipReader({ load: () => library({ card: { release } }), limits }));
    for (let i = 0; i < 3; i++) expect(await device.read(request)).toMatchObject({ ok: true });
  });

  it('a late answer lets the card go, and the next read waits for that and no longer', async () => {
    let answer: (bytes: Uint8Array) => void = () => {};
    let released = 0;
    let stuck = true;
    const chip = new SimulatedChip(document);
    const transmit = (apdu: Uint8Array) =>
      stuck ? new Promise<Uint8Array>((resolve) => (answer = resolve)) : Promise.resolve(chip.process(apdu));
    const release = async () => {
      released += 1;
      chip.reset();
    };
    const device = opened(
      new PcscChipReader({
        load: () => library({ card: { transmit, release } }),
        limits: { ...limits, notice: 2_000 },
      }),
    );
    expect(await device.read(request)).toEqual({ ok: false, error: { code: 'chip.silent' } });
    expect(released).toBe(0);
    const next = device.read(request);
    stuck = false;
    answer(Uint8Array.of(0x90, 0x00));
    expect(await next).toMatchObject({ ok: true });
    expect(released).toBe(2);
  });

  it('a caller whose own code throws stops nobody who asks later', async () => {
    const device = opened(new PcscChipReader({ load: () => library(), limits }));
    const onProgress = () => {
      throw new Error('the caller’s own');
    };
    await expect(device.read({ ...request, onProgress })).rejects.toThrow('the caller’s own');
    expect(await device.read(request)).toMatchObject({ ok: true });
  });
});

describe('a step that takes too long', () => {
  it('leaves the read to the next one, and is no cancellation', async () => {
    // Each command is answered within its limit, and all of them together never in time.
    const clock = new HandClock();
    let reads = 0;
    const connect = async (): Promise<PcscCard> => {
      const chip = new SimulatedChip(document);
      reads += 1;
      const slowly = (apdu: Uint8Array) =>
        new Promise<Uint8Array>((resolve) => {
          clock.after(4_500, () => resolve(chip.process(apdu)));
        });
      return { transmit: slowly, release: async () => {} };
    };
    const device = opened(new PcscChipReader({ load: () => library({ connect }), clock }));
    const ends: unknown[] = [];
    void device.read(request).then((result) => ends.push(result));
    for (let passed = 0; ends.length === 0 && passed < 200_000; passed += 500) await clock.pass(500);
    expect(ends).toEqual([{ ok: false, error: { code: 'chip.unreadable' } }]);
    expect(reads).toBe(3);
  });
});
