import { fuzzEsclXml, fuzzHttp, fuzzPnm } from '../drivers/testing/scanner-fuzz.ts';

/**
 * Mutated bytes through what reads a page scanner's answers: nothing may throw, hang or take memory without bound.
 *
 *   node bench/scanner-fuzz.ts pnm [1000000]     images as scanimage sends them
 *   node bench/scanner-fuzz.ts xml [1000000]     what an eSCL scanner says of itself
 *   node bench/scanner-fuzz.ts http [1000000]    its answers over a real connection
 */
const runs = { pnm: fuzzPnm, xml: fuzzEsclXml, http: fuzzHttp };
const [name, told] = process.argv.slice(2);
if (name !== 'pnm' && name !== 'xml' && name !== 'http') throw new Error('which run: pnm, xml or http?');
const count = Number(told ?? 1_000_000);
/** Cases with a seed of their own: a wrong one is found again by step and number. */
const STEP = 10_000;

const before = performance.now();
const sum = { whole: 0, cut: 0, refused: 0, wrong: [] as string[] };
for (let done = 0, step = 1; done < count; done += STEP, step += 1) {
  const tally = await runs[name](Math.min(STEP, count - done), step);
  sum.whole += tally.whole;
  sum.cut += tally.cut;
  sum.refused += tally.refused;
  sum.wrong.push(...tally.wrong.map((line) => `step ${step}, ${line}`));
  process.stderr.write(`\r${name}: ${Math.min(count, done + STEP)} of ${count}, ${sum.wrong.length} wrong`);
}
process.stderr.write('\n');
const seconds = Math.round((performance.now() - before) / 1000);
const peakRssMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${JSON.stringify({ run: name, inputs: count, ...sum, seconds, peakRssMegabytes }, null, 2)}\n`);
if (sum.wrong.length > 0) process.exitCode = 1;
