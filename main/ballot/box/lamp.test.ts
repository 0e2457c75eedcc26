import { expect, it } from 'vitest';
import type { BoxSignal } from '../../../drivers/ballot/messages.ts';
import { Lamp } from './lamp.ts';

it('says what is wanted now, leaves out what has passed, and says it anew to a box that was away', async () => {
  const said: BoxSignal[] = [];
  let heard = true;
  let answer: () => void = () => {};
  const lamp = new Lamp(async (signal) => {
    said.push(signal);
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return { ok: heard };
  });
  const answered = async () => {
    answer();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  lamp.show('ready');
  lamp.show('busy');
  lamp.show('accepted');
  expect(said).toEqual(['ready']);
  await answered();
  expect(said).toEqual(['ready', 'accepted']);
  heard = false;
  await answered();
  lamp.show('accepted');
  expect(said).toEqual(['ready', 'accepted', 'accepted']);
  heard = true;
  await answered();
  lamp.show('accepted');
  expect(said).toHaveLength(3);
  lamp.again();
  expect(said.at(-1)).toBe('accepted');
  expect(said).toHaveLength(4);
});
