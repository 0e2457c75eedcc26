import { describe, expect, it } from 'vitest';
import { HandClock } from '../../testing/hand-clock.ts';
import type { Pcsc } from './pcsc.ts';
import { UnseenCards } from './unseen-cards.ts';

const LIMIT_MS = 5_000;

function watched(ends: () => Promise<void> = async () => {}) {
  const clock = new HandClock();
  const unseen = new UnseenCards(clock, LIMIT_MS);
  const roused: string[] = [];
  const library = {
    rouse: (reader: string) => {
      roused.push(reader);
      return ends();
    },
  } as unknown as Pcsc;
  const look = async (present: boolean, events: number, times: number) => {
    for (let i = 0; i < times; i++) {
      unseen.seen([{ name: 'R', present, mute: false, events }], library);
      await settled();
    }
    return roused.length;
  };
  return { clock, unseen, look, library };
}

/** What was promised has come about. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a reader that is taken for empty', () => {
  it('though its count says that a card is there is looked at anew, after a while and again', async () => {
    const { look } = watched();
    expect(await look(false, 0, 9)).toBe(0);
    expect(await look(true, 1, 3)).toBe(0);
    expect(await look(false, 1, 2)).toBe(0);
    expect(await look(false, 1, 1)).toBe(1);
    expect(await look(false, 1, 6)).toBe(3);
  });

  it('and is empty is left alone, whatever came and went, and when the service began with a card there', async () => {
    const { look } = watched();
    expect(await look(true, 1, 3)).toBe(0);
    expect(await look(false, 2, 9)).toBe(0);
    expect(await look(false, 4, 9)).toBe(0);
    const other = watched();
    expect(await other.look(true, 0, 3)).toBe(0);
    expect(await other.look(false, 1, 9)).toBe(0);
  });

  it('is looked at again where the look before failed, and where it never ended, after a while', async () => {
    const failing = watched(() => Promise.reject(new Error('no reader')));
    await failing.look(true, 1, 1);
    expect(await failing.look(false, 1, 6)).toBe(2);

    const { clock, look } = watched(() => new Promise(() => {}));
    await look(true, 1, 1);
    expect(await look(false, 1, 9)).toBe(1);
    await clock.pass(LIMIT_MS + 1);
    await settled();
    expect(await look(false, 1, 1)).toBe(2);
  });

  it('of a service that counts anew, or that was unplugged, is judged anew', async () => {
    const { unseen, look, library } = watched();
    await look(true, 0, 1);
    unseen.forget();
    expect(await look(false, 0, 9)).toBe(0);
    await look(true, 2, 1);
    unseen.seen([], library);
    expect(await look(false, 0, 9)).toBe(0);
  });
});
