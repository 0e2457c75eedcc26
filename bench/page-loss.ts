import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { electronKiosk, harmlessPlan } from '../test/end-to-end/kit/kiosk.ts';
import { lose } from '../test/end-to-end/kit/pages.ts';
import { buildFixtures } from '../tools/build.ts';
import { electronVersion } from '../tools/electron-runtime.ts';

/**
 * How long a lost page is away (EL-25): `node bench/page-loss.ts [TIMES]` crashes the voter's page of a real Electron
 * kiosk that often, and makes it hang as often; each time it must be back at neutral, connected, within 3 s. The
 * figures go to docs/measured/page-loss.json.
 */
const limitMs = 3_000;
const times = Number(process.argv[2] ?? '50');
await buildFixtures();
const kiosk = await electronKiosk(harmlessPlan);
for (const window of ['officer', 'voter']) {
  await (await kiosk.page(window)).locator('[data-connection=open]').waitFor();
}

async function measure(how: 'crash' | 'hang') {
  const away: number[] = [];
  for (let n = 0; n < times; n += 1) away.push(Math.round(await lose(kiosk.app, 'voter', how)));
  away.sort((a, b) => a - b);
  const at = (share: number): number => away[Math.ceil(share * away.length) - 1] ?? Number.NaN;
  return { times, p50: at(0.5), p95: at(0.95), max: at(1), late: away.filter((each) => each >= limitMs).length };
}
const crash = await measure('crash');
const hang = await measure('hang');
await kiosk.close();

const result = {
  what: `milliseconds until a page that crashed or hangs is back and connected; node bench/page-loss.ts ${times}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  load: loadavg().map((value) => Math.round(value * 10) / 10),
  electron: electronVersion,
  limitMs,
  crash,
  hang,
};
writeFileSync(new URL('../docs/measured/page-loss.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result));
process.exit(crash.late + hang.late === 0 ? 0 : 1);
