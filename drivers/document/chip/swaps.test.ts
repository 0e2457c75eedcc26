import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeState } from '../../simulator/chip/authority.ts';
import { issueDocument } from '../../simulator/chip/document.ts';
import { ReaderThread } from '../../simulator/chip/reader-thread.ts';
import type { CardFaults } from '../../simulator/chip/virtual-reader.ts';
import { opened, ready, statusWhere } from '../../testing/bench.ts';
import { chance, upTo } from '../../testing/chance.ts';
import { PrivatePcscd } from '../../testing/pcscd.ts';
import { PcscChipReader } from '../chip-reader.ts';
import { idCardZone, portraitOf } from './chip.fixture.ts';
import { loadPcsc } from './pcsc.ts';

/** Through the real pcscd and its vpcd driver, like chip-reader.test.ts. `CHIP_SWAPS=500` looks longer. */
const ROUNDS = Number(process.env.CHIP_SWAPS ?? 8);
/** What a read may take at the most here, cards that come late and a loaded machine included. */
const END_MS = 40_000;
let pcscd: PrivatePcscd;
let antenna: ReaderThread;

beforeAll(async () => {
  pcscd = await PrivatePcscd.prepare();
  antenna = new ReaderThread(pcscd.port);
  await pcscd.start();
});
afterAll(async () => {
  await antenna.close();
  await pcscd.remove();
});

it('cards that are swapped with hardly a pause, silent and broken ones among them, leave no read without an end', {
  timeout: (ROUNDS + 2) * END_MS,
}, async () => {
  const dice = chance(9303);
  const state = makeState();
  const { mrz, can, pace, files } = issueDocument({ mrz: idCardZone, portrait: portraitOf(600), state });
  const document = { mrz, can, pace, files };
  const device = opened(new PcscChipReader({ limits: { answer: 600 } }));
  await statusWhere(device, ready);
  const read = () => device.read({ access: { can }, authorities: [state.authority.certificate], timeoutMs: 10_000 });
  const faultOf = (): CardFaults => {
    const at = 1 + upTo(dice, 18);
    return [{ silentAt: at }, { removedAt: at }, { garbageAt: at }, {}][upTo(dice, 4)] ?? {};
  };
  const swap = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await pause(upTo(dice, 700));
      if (upTo(dice, 5) > 0) antenna.remove();
      await pause(upTo(dice, 50));
      antenna.insert({ document, faults: i < times - 1 ? faultOf() : {} });
    }
  };
  const codes = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    antenna.insert({ document, faults: faultOf() });
    const swapping = swap(upTo(dice, 3));
    const result = await Promise.race([read(), pause(END_MS).then(() => null)]);
    if (result === null) throw new Error(`round ${round} has no end: ${JSON.stringify(device.health())}`);
    codes.add(result.ok ? 'read' : result.error.code);
    await swapping;
  }
  // What may come of a card that was pulled away, was silent or broken, and never that it is no document of ours.
  const allowed = ['read', 'chip.removed', 'chip.silent', 'chip.unreadable', 'chip.no-card'];
  expect([...codes].filter((code) => !allowed.includes(code))).toEqual([]);
  // And the one that is left alone is read.
  antenna.remove();
  await pause(1_500);
  antenna.insert({ document });
  // On a busy machine the service has not seen yet what was just laid down, or the simulated card is slower than the short
  // limit above: that it is read in the end is what counts.
  let last = await read();
  for (let again = 0; again < 5 && !last.ok; again++) {
    await pause(1_000);
    last = await read();
  }
  if (!last.ok)
    throw new Error(`it is not read: ${last.error.code}, and the reader is ${JSON.stringify(device.health())}`);
  expect(last.value.authenticity).toMatchObject({ genuine: true });
});

it('a card that is swapped in the middle of its reset leaves no reader that is taken for empty', async () => {
  const state = makeState();
  const { mrz, can, pace, files } = issueDocument({ mrz: idCardZone, portrait: portraitOf(600), state });
  const document = { mrz, can, pace, files };
  const library = loadPcsc();
  if ('missing' in library) throw new Error(library.missing);
  const device = opened(new PcscChipReader({}));
  const read = () => device.read({ access: { can }, authorities: [state.authority.certificate], timeoutMs: 15_000 });
  for (let round = 0; round < 3; round++) {
    antenna.insert({ document });
    // On a busy machine the service has not seen yet what was just laid down, or the simulated card is slow.
    let laid = await read();
    for (let again = 0; again < 3 && !laid.ok; again++) {
      await pause(500);
      laid = await read();
    }
    expect(laid).toMatchObject({ ok: true });
    const card = await library.connect('Virtual PCD 00 00');
    antenna.remove();
    // Gone before the service looks again: the reset is what notices.
    await card.release().catch(() => undefined);
    antenna.insert({ document });
    await pause(1_000);
    expect(await read(), `round ${round}`).toMatchObject({ ok: true, value: { authenticity: { genuine: true } } });
    antenna.remove();
    await pause(1_000);
  }
}, 120_000);
