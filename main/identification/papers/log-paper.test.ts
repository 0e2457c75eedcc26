import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { err, ok } from '../../../core/problem/result.ts';
import { credentials, makeStation, type Station } from '../../package/package.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';

let station: Station;
let kiosk: Awaited<ReturnType<typeof zoneOf>>;
let stick: string;
let printed: string[] = [];
const chair = { role: 'chair', person: 'chair' } as const;

beforeEach(async () => {
  station = await makeStation();
  stick = join(station.dir, 'stick');
  mkdirSync(stick);
  await start();
});
afterEach(async () => {
  await kiosk.zone.stop();
  station.remove();
});

async function start(): Promise<void> {
  kiosk = await zoneOf(station, (await station.write('a.taanuu')).path, { folders: [stick] });
  printed = [];
  kiosk.zone.devices.print = async (svg) => {
    printed.push([...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text).join(''));
    return ok(null);
  };
}

const papers = (): readonly unknown[] =>
  kiosk.zone.kiosk.db
    .prepare<[], string>("select line from journal where type in ('paper.handed', 'paper.ended') order by seq")
    .pluck()
    .all()
    .map((line) => (JSON.parse(line) as { readonly body: unknown }).body);

it('tells of the file as it lies on the stick, also after a restart; each has its number in the journal first', async () => {
  const { client } = kiosk;
  expect(await client.papers.printLog({})).toEqual(err({ code: 'station.nothing-to-do' }));
  const written = await client.station.downloadLog({ target: stick });
  if (!written.ok) throw new Error(written.error.code);
  const { file, sha256 } = written.value;
  const bytes = readFileSync(join(stick, file));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  expect(await client.papers.printLog({})).toEqual(ok({ sheet: 1, out: 'yes', problem: null }));
  const head = JSON.parse(bytes.toString().trimEnd().split('\n').at(-1) ?? '') as { readonly last: string };
  const expected = [file, String(bytes.length), sha256.toUpperCase(), head.last.toUpperCase()];
  const together = (): string => (printed.at(-1) ?? '').replaceAll(' ', '');
  for (const one of expected) expect(together()).toContain(one);
  await kiosk.zone.stop();
  await start();
  expect(await kiosk.client.papers.printLog({})).toMatchObject({ ok: true, value: { sheet: 2 } });
  for (const one of expected) expect(together()).toContain(one);
  expect(papers()).toMatchObject([
    { paper: 'log', number: 1, copy: 1, on: 'slip' },
    { out: 'yes', problem: null },
    { paper: 'log', number: 2 },
    { out: 'yes' },
  ]);
});

it('goes on with the numbers of its sitting after the close, and is told where it does not come out', async () => {
  const { client, zone } = kiosk;
  const opened = { sitting: 'day-1', registered: 4, carried: 0, approvers: ['chair', 'member'] };
  zone.kiosk.record('sitting.opened', { ...opened, kind: 'day' }, chair);
  await zone.unlocking.unlock(credentials, chair);
  await client.station.downloadLog({ target: stick });
  expect(await client.papers.printLog({})).toMatchObject({ value: { sheet: 1 } });
  zone.kiosk.record('sitting.finishing', {}, chair);
  expect(zone.sitting.close(['chair', 'member'], chair)).toEqual(ok(null));
  expect(await client.papers.printLog({})).toMatchObject({ value: { sheet: 2 } });
  zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
  expect(await client.papers.printLog({})).toEqual(err({ code: 'device.paper-out' }));
  zone.devices.print = async () => ok(null);
  expect(await client.papers.printLog({})).toMatchObject({ value: { sheet: 4 } });
});
