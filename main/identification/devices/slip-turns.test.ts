import { expect, it } from 'vitest';
import { err, ok } from '../../../core/problem/result.ts';
import type { ReceiptPrinter } from '../../../drivers/device.ts';
import { blankBitmap } from '../../../drivers/printer/bitmap.ts';
import { SlipTurns } from './slip-turns.ts';

type Printed = Awaited<ReturnType<ReceiptPrinter['print']>>;

const turned = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('draws no slip while another one prints, and goes on whatever became of that one', async () => {
  const drawn: string[] = [];
  const turns = new SlipTurns((svg) => {
    drawn.push(svg);
    return blankBitmap(576, 8);
  });
  const ends: ((how: Printed | Promise<never>) => void)[] = [];
  const printer = { print: () => new Promise<Printed>((resolve) => ends.push(resolve)) };
  const failed = { sent: 'maybe-printed', problem: { code: 'device.print-unconfirmed' } } as const;
  const [first, second, third] = ['first', 'second', 'third'].map((svg) => turns.print(svg, () => printer));
  await turned();
  expect(drawn).toEqual(['first']);
  ends[0]?.(err(failed));
  expect(await first).toEqual(err(failed));
  await turned();
  expect(drawn).toEqual(['first', 'second']);
  ends[1]?.(Promise.reject(new Error('the driver has a fault')));
  await expect(second).rejects.toThrow();
  await turned();
  expect(drawn).toEqual(['first', 'second', 'third']);
  ends[2]?.(ok({ evidence: 'printer-status' }));
  expect(await third).toEqual(ok({ evidence: 'printer-status' }));
});
