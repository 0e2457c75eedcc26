import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ResultsReceipt, readAnswer } from '../../../core/hub/answers.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { resultsSlipWords } from '../../../core/receipt/results-slip.ts';
import { fileOf, hashOf, headOf, imageOf, version } from '../../../core/results/results-file.fixture.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { Peer } from '../ballot-zone/peer.fixture.ts';
import { type HubAbove, hubAbove } from '../network/hub.fixture.ts';
import { type KioskStation, kioskStation, officer, SITTING, type StationKiosk } from '../network/station.fixture.ts';

/** A real zone with a ballot zone beside it, another kiosk of its station, and a real hub above. */
let folder = '';
let peer = new Peer();
let above: HubAbove | null = null;
let station: KioskStation | null = null;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taanuu-hatch-'));
  mkdirSync(join(folder, 'out'));
  peer = new Peer();
  station = await kioskStation(2, {
    hub: async (made) => {
      above = await hubAbove(made);
      return above.entry;
    },
    beside: { line: peer.line, folder },
  });
  peer.here();
});
afterEach(async () => {
  await station?.close();
  await above?.close();
  rmSync(folder, { recursive: true, force: true });
});

const page = Buffer.alloc(200_000, 5);
const bytes = fileOf(headOf([version()], { images: [imageOf(page, 1)] }), [page]);
const name = `results-file-0001-${SITTING}-1.taanuu-results`;
const seal = (content = bytes): void => {
  writeFileSync(join(folder, 'out', name), content);
  peer.say({ hatch: 'file', kind: 'results', file: name, sha256: hashOf(bytes) });
};
const first = (): StationKiosk => station?.kiosks[0] as StationKiosk;
const receipts = (): readonly BodyOf<'results.delivered'>[] =>
  first()
    .zone.kiosk.db.prepare<[], string>("select line from journal where line like '%results.delivered%' order by seq")
    .pluck()
    .all()
    .map((line) => JSON.parse(line).body);
const close = (): void => {
  first().zone.kiosk.record(
    'sitting.closed',
    {
      ...{ reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 },
      ...{ byModality: {}, refused: {}, approvers: ['chair', 'member'] },
    },
    officer,
  );
};
/** The clock of the test goes on while the hub answers. */
const goesOn = async (ticks: number): Promise<void> => {
  for (let tick = 0; tick < ticks; tick++) {
    await station?.seconds(1);
    void first().zone.resultsUp?.tick();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const delivered = () => expect.poll(async () => [await goesOn(3), receipts()][1], { timeout: 30_000 });

it('goes up by the own link when the station is closed, behind all events, and its receipt is kept', async () => {
  station?.lan.linkUp('device');
  seal();
  await goesOn(20);
  expect(receipts()).toEqual([]);
  expect(await above?.hub.results.files(null)).toEqual([]);
  close();
  await delivered().toMatchObject([{ file: name, sha256: hashOf(bytes), way: 'link', standing: 'held' }]);
  // The receipt as the hub has signed it, from the event alone.
  const { file: _, way: _way, ...said } = receipts()[0] as BodyOf<'results.delivered'>;
  const of = { election: 'probe', mode: 'laboratory', station: '0001', device: first().device };
  const text = canonical({ v: 1, answer: 'results', ...of, ...said });
  const read = readAnswer(text, [first().zone.kiosk.inForce()?.hub?.key ?? new Uint8Array()], nodeCrypto);
  expect((read as ResultsReceipt).sha256).toBe(hashOf(bytes));
  // On paper for the chair, each copy with its number.
  const printed: string[] = [];
  first().zone.devices.print = async (job) => {
    printed.push(JSON.stringify(job));
    return ok(null);
  };
  const chair = { role: 'chair', person: 'chair' } as const;
  const { zone } = first();
  expect(await zone.papers.results(null, chair)).toEqual(err({ code: 'station.nothing-to-do' }));
  expect(await zone.papers.results(zone.resultsUp?.receipt() ?? null, chair)).toMatchObject({ value: { sheet: 1 } });
  expect(await zone.papers.results(zone.resultsUp?.receipt() ?? null, chair)).toMatchObject({ value: { sheet: 2 } });
  expect(printed).toHaveLength(2);
  expect(printed[0]).toContain(resultsSlipWords.held.ru);
  // It is asked again, and says nothing new.
  await goesOn(40);
  expect(receipts()).toHaveLength(1);
  // A hub that has lost everything tells nobody: asked again, it is sent all of it once more.
  const lost = { election: 'probe', mode: 'laboratory', station: '0001' } as const;
  await above?.hub.results.drop(lost, hashOf(bytes));
  await above?.hub.buckets.results.purge(`probe.laboratory.0001.${SITTING}`);
  expect(await above?.hub.results.files(null)).toEqual([]);
  if (station) station.time.now += 300_000;
  await expect
    .poll(async () => [await goesOn(3), await above?.hub.results.files(null)][1], { timeout: 30_000 })
    .toMatchObject([{ sha256: hashOf(bytes), parts: new Set([0, 1, 2, 3]) }]);
  await goesOn(20);
  expect(receipts()).toHaveLength(1);
  expect(first().zone.resultsUp?.view()).toMatchObject({
    ...{ way: 'link', percent: 100, problem: null },
    receipt: { way: 'link', standing: 'held', sha256: hashOf(bytes) },
  });
}, 120_000);

it('goes by another kiosk of the station where this one has no link', async () => {
  station?.lan.linkUp('kiosk-2');
  seal();
  close();
  await delivered().toMatchObject([{ way: 'peer', standing: 'held' }]);
  const of = { election: 'probe', mode: 'laboratory', station: '0001' } as const;
  const kept = await above?.hub.results.read(of, hashOf(bytes), 100);
  expect(Buffer.compare(kept ?? Buffer.alloc(0), bytes)).toBe(0);
  expect(await above?.hub.results.came(of, hashOf(bytes), 0)).toMatchObject({
    way: 'peer',
    by: station?.kiosks[1]?.device,
  });
}, 120_000);

it('does not go where it is not what the ballot zone has named, and says so', async () => {
  station?.lan.linkUp('device');
  seal(Buffer.concat([bytes, Buffer.from('!')]));
  close();
  await goesOn(20);
  expect(first().zone.resultsUp?.view()?.problem).toEqual({
    code: 'ballot-zone.file-changed',
    params: { file: name },
  });
  expect(await above?.hub.results.files(null)).toEqual([]);
}, 120_000);
