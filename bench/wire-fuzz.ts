import { fuzzNut } from '../drivers/power/nut-codec.fuzz.ts';
import { fuzzIpp } from '../drivers/printer/cups/ipp-codec.fuzz.ts';
import { fuzzStatus } from '../drivers/printer/escpos-line.fuzz.ts';

/**
 * Split, lost, doubled, moved and made-up bytes through the parsers of printers and power: nothing throws, memory stays
 * bounded, the next good answer is read. A broken rule ends it with the case's number and seed.
 *
 *   node bench/wire-fuzz.ts [nut|ipp|escpos] [1000000] [seed]
 */
const runs = { nut: fuzzNut, ipp: fuzzIpp, escpos: fuzzStatus } as const;
const [name, count = '1000000', seed = '1'] = process.argv.slice(2);
const chosen = name === undefined ? (['nut', 'ipp', 'escpos'] as const) : [name as keyof typeof runs];
for (const run of chosen) {
  const fuzz = runs[run];
  if (fuzz === undefined) throw new Error(`which run: ${Object.keys(runs).join(', ')}?`);
  const from = performance.now();
  const counts = await fuzz(Number(count), Number(seed));
  const seconds = Math.round((performance.now() - from) / 100) / 10;
  const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
  process.stdout.write(`${JSON.stringify({ run, ...counts, seconds, heapMB: heap })}\n`);
}
