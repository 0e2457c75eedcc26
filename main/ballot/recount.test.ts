import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GrayPage } from '../../core/ballot/reading.ts';
import { toBase64url, toHex } from '../../core/crypto/encoding.ts';
import { decodeImage } from '../../core/fingerprint/fingerprint.ts';
import { slipPages } from '../../core/paper/slip-page.ts';
import { checkResults } from '../../core/results/check-results.ts';
import { dayPaper } from '../../core/results/day-papers.ts';
import { protocolHash } from '../../core/results/protocol-code.ts';
import { protocolPages } from '../../core/results/protocol-page.ts';
import { protocolSheet } from '../../core/results/protocol-sheet.ts';
import { resultsFileName, resultsFileNumber } from '../../core/results/results-name.ts';
import { SimulatedEscl } from '../../drivers/simulator/escl.ts';
import { cleanUp } from '../../drivers/testing/clean-up.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { backSide } from '../demo/ballot-paper.ts';
import { sheetRaster } from '../images/sheet-raster.ts';
import { ballot, boxRoom, feederHost, paper, type Room, SITTING, STYLE } from './box/sheet-box.fixture.ts';
import { typeAll } from './results/results.fixture.ts';

/** One evening after the count, in which the same stack is fed again and again: a room takes seconds to set up. */
const scanner = new SimulatedEscl();
const actor = { role: 'chair', person: 'chair' } as const;
const approvers = [
  { person: 'chair', code: '330033' },
  { person: 'member-1', code: '550055' },
];
const done = { ok: true, value: null };
const notNow = { ok: false, error: { code: 'ballot-zone.not-now' } };
let room: Room;
let counted: string;

/** A ballot of which the reader is not sure: an eighth of a cross. */
function unsure(option: string): GrayPage {
  const page = (marked: readonly string[]) =>
    paper.ballot({ style: STYLE, test: false, marked: { deputy: marked } }, 'unsure', { skew: 0 });
  const [blank, crossed] = [page([]), page([option])];
  const ink = [...blank.pixels.keys()].filter((at) => blank.pixels[at] !== crossed.pixels[at]);
  const pixels = blank.pixels.slice();
  for (const at of ink.slice(0, ink.length / 8)) pixels[at] = crossed.pixels[at] ?? 0;
  return { ...blank, pixels };
}

const stack = () => [ballot(['c-1']), ballot(['c-3']), ballot([]), ballot(['c-1']), unsure('c-2')];

beforeAll(async () => {
  await scanner.on();
  room = await boxRoom({}, false, { driver: 'escl', at: scanner.url });
  expect(room.zone.day.proveZero(actor).ok).toBe(true);
}, 120_000);
afterAll(async () => {
  await cleanUp();
  await scanner.off();
});

const recount = () => room.zone.results.recount;
const view = () => recount().view;
const stands = (is: string) => expect.poll(() => view()?.at.is).toBe(is);
const events = () => [...room.zone.frame.journal.file.journal.events()];
const recounted = () => events().flatMap((one) => (one.type === 'ballot.recounted' ? [one.body] : []));
/** The ballots and the sealed count, byte by byte. */
const kept = (): string =>
  readdirSync(room.stateDir)
    .filter((file) => /^ballots-.*\.slots$|^results-.*-counted$/.test(file))
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(room.stateDir, file)))
          .digest('hex')}`,
    )
    .join('\n');
async function feed(sheets: readonly GrayPage[]): Promise<void> {
  scanner.feeder = [...sheets];
  expect(recount().begin()).toEqual(done);
  await stands('empty');
}
const differences = () => {
  const at = view()?.at;
  return at?.is === 'compared' ? at.differences.map(({ line, by }) => `${line} ${by}`) : null;
};

it('is there after the count, with persons’ decision about one sheet, and not before', async () => {
  room.stage('open');
  await room.ready();
  room.stage('closed');
  await expect.poll(() => room.zone.stack?.devices[0]?.state).toBe('ready');
  expect(room.zone.day.beginMobile('M-1', ['chair', 'member-1'], actor).ok).toBe(true);
  await room.ready();
  scanner.feeder = stack();
  expect(room.zone.feeder.feed(5).ok).toBe(true);
  await expect.poll(() => room.zone.feeder.view?.at.is, { timeout: 60_000 }).toBe('done');
  expect(room.zone.day.endMobile(actor).ok).toBe(true);
  expect([recount().view, recount().begin()]).toEqual([null, notNow]);
  const { counting } = room.zone.results;
  expect(room.zone.results.toDecide).toBe(1);
  const next = counting.next();
  const ticket = next.ok ? (next.value?.ticket ?? '') : '';
  const marked = [{ part: 'deputy', options: ['c-2'] }];
  expect(await counting.decide({ ticket, marked, approvers })).toEqual(done);
  expect(await counting.count({ approvers })).toEqual(done);
  counted = kept();
});

it('comes to the count once more, in another order and part by part; one event says so, and nothing is kept of it', async () => {
  expect(view()).toEqual({ counted: 5, sheets: 0, aside: 0, at: { is: 'idle' }, recorded: null });
  for (const out of [recount().goOn(false), recount().stop(), recount().end(), recount().drop()]) {
    expect(out).toEqual(notNow);
  }
  expect(await recount().record({ reason: null, approvers })).toEqual(notNow);
  const before = events().length;
  const [first, ...others] = stack().toReversed();
  await feed(first ? [first] : []);
  expect([view()?.sheets, recount().goOn(true)]).toEqual([1, notNow]);
  scanner.feeder = others;
  expect(recount().goOn(false)).toEqual(done);
  expect([recount().begin(), recount().end(), room.zone.feeder.stop()]).toEqual([notNow, notNow, notNow]);
  await stands('empty');
  expect(recount().end()).toEqual(done);
  expect(view()?.at).toEqual({ is: 'compared', unsure: 1, decided: 1, sealed: false, differences: [] });
  expect([recount().goOn(false), recount().drop()]).toEqual([notNow, notNow]);
  const one = approvers.slice(0, 1);
  expect(await recount().record({ reason: null, approvers: one })).toMatchObject({ ok: false });
  expect(await recount().record({ reason: null, approvers })).toEqual(done);
  expect(
    events()
      .slice(before)
      .map(({ type }) => type),
  ).toEqual(['ballot.recounted']);
  expect(recounted()).toEqual([
    {
      ...{ sheets: 5, counted: 5, aside: 0, unsure: 1, matches: true, differ: [] },
      ...{ reason: null, approvers: ['chair', 'member-1'] },
    },
  ]);
  expect(view()).toMatchObject({ at: { is: 'idle' }, recorded: { sheets: 5, matches: true } });
  expect(kept()).toBe(counted);
});

it('says which numbers a missing sheet changes; it is on record only with a reason, and the protocol tells it', async () => {
  await feed([ballot(['c-1']), ballot(['c-1']), ballot([]), unsure('c-2')]);
  expect(recount().end()).toEqual(done);
  // One ballot of the count may be the one of which the scanner is unsure now, but not that one's votes.
  expect(differences()).toEqual(['sheets -1', 'votes -1']);
  await feed([ballot(['c-1']), unsure('c-2'), ballot([])]);
  expect(recount().end()).toEqual(done);
  expect(differences()).toEqual(['sheets -2', 'valid -1', 'votes -1', 'votes -1']);
  const differs = { code: 'ballot-zone.recount-differs', params: { numbers: 4 } };
  expect(await recount().record({ reason: null, approvers })).toEqual({ ok: false, error: differs });
  expect(await recount().record({ reason: 'Эки барак табылган жок', approvers })).toEqual(done);
  expect(recounted().slice(1)).toEqual([
    {
      ...{ sheets: 3, counted: 5, aside: 0, unsure: 1, matches: false, differ: [{ protocol: STYLE, numbers: 4 }] },
      ...{ reason: 'Эки барак табылган жок', approvers: ['chair', 'member-1'] },
    },
  ]);
  expect(JSON.stringify(recounted())).not.toMatch(/c-\d/);
  const [protocol] = room.zone.results.protocols;
  expect([protocol?.recount, protocol?.signed]).toEqual([{ sheets: 3, matches: false }, null]);
  expect(kept()).toBe(counted);
});

it('stands still at a sheet that it cannot read, at a jam and when its host is killed, and goes on or begins anew', async () => {
  scanner.feeder = [ballot(['c-1']), backSide(), ballot(['c-3']), ballot(['c-1'])];
  expect(recount().begin()).toEqual(done);
  await stands('refused');
  expect(view()).toMatchObject({ sheets: 1, at: { why: 'blank-side' } });
  expect(scanner.feeder).toHaveLength(2);
  expect(recount().end()).toEqual(notNow);
  scanner.setFault({ jamAfter: 0 });
  expect(recount().goOn(true)).toEqual(done);
  await stands('stopped');
  expect(view()).toMatchObject({ aside: 1, at: { problem: { code: 'scanner.jammed' } } });
  scanner.setFault({ at: { step: 'page', mishap: 'silent' } });
  scanner.freeJam();
  scanner.feeder = stack();
  expect(recount().begin()).toEqual(done);
  expect(view()).toMatchObject({ sheets: 0, aside: 0 });
  await expect.poll(() => scanner.openJobs).toBe(1);
  process.kill(feederHost(), 'SIGKILL');
  await stands('stopped');
  expect(view()).toMatchObject({ sheets: 0, at: { problem: { code: 'scanner.missing' } } });
  scanner.setFault({});
  await scanner.off();
  await scanner.on();
  await expect.poll(() => room.zone.stack?.devices[0]?.state, { timeout: 60_000 }).toBe('ready');
  scanner.feeder = stack();
  expect(recount().goOn(false)).toEqual(done);
  await expect.poll(() => view()?.sheets).toBeGreaterThan(0);
  expect(recount().stop()).toEqual(done);
  await stands('paused');
  expect([(view()?.sheets ?? 0) + scanner.feeder.length, recount().drop(), view()?.at.is]).toEqual([5, done, 'idle']);
  expect([recounted().length, kept()]).toEqual([2, counted]);
});

it('is gone with the process that it ran in: the count stays, and it begins with the first sheet', async () => {
  scanner.feeder = stack();
  expect(recount().begin()).toEqual(done);
  await expect.poll(() => view()?.sheets).toBeGreaterThan(1);
  // The power goes, the scanner's too.
  await room.restart();
  await scanner.off();
  await scanner.on();
  room.stage('closed');
  expect(view()).toMatchObject({ sheets: 0, at: { is: 'idle' }, recorded: { sheets: 3, matches: false } });
  expect([recount().goOn(false), recount().end(), recounted().length]).toEqual([notNow, notNow, 2]);
  expect(room.kept()).toEqual(['', 'c-1', 'c-1', 'c-2', 'c-3']);
  await expect.poll(() => room.zone.stack?.devices[0]?.state, { timeout: 60_000 }).toBe('ready');
  await feed(stack());
  expect(recount().end()).toEqual(done);
  expect(differences()).toEqual([]);
  expect(await recount().record({ reason: 'Башка', approvers })).toEqual(done);
});

it('stands in what is signed, with what was said of it, and is over once every protocol is signed', async () => {
  const { protocolDesk, protocols } = room.zone.results;
  typeAll({ room: room.zone.results }, STYLE, 5);
  for (const line of ['listed', 'took-part']) {
    expect(protocolDesk.type({ protocol: STYLE, line, value: 5 })).toEqual(done);
  }
  for (const one of protocols[0]?.missing ?? []) expect(one.why).not.toBe('counts-differ');
  for (const { ratio, state } of room.zone.results.protocols[0]?.ratios ?? []) {
    const said = { protocol: STYLE, ratio: ratio.id, words: 'Көчмө урна', approvers };
    if (state === 'broken') expect(await protocolDesk.discrepancy(said)).toEqual(done);
  }
  const by = [...approvers, { person: 'secretary', code: '440044' }];
  expect(await protocolDesk.sign({ protocol: STYLE, by })).toEqual(done);
  expect([view(), recount().begin()]).toEqual([null, notNow]);
  expect((await room.zone.results.exports.export()).ok).toBe(true);
  const file = join(room.folder, 'hatch/out', `protocol-0001-${SITTING}-${STYLE}.json`);
  const { content } = JSON.parse(readFileSync(file, 'utf8'));
  const persons = ['chair', 'member-1'];
  expect(content.recounts).toMatchObject([
    { sheets: 5, counted: 5, matches: true, differences: [], words: null, persons },
    { sheets: 3, counted: 5, matches: false, words: 'Эки барак табылган жок', persons },
    // A reason that is given where nothing differs is none.
    { sheets: 5, counted: 5, matches: true, differences: [], words: null, persons },
  ]);
  expect(content.recounts[1].differences).toContainEqual({
    ...{ line: 'votes', part: 'deputy', option: 'c-3', counted: 1, least: 0, most: 0 },
  });
  expect(room.zone.results.protocols[0]?.recount).toEqual({ sheets: 5, matches: true });
});

it('then takes pages of what was signed and slips of the box into the results file, and never a ballot', async () => {
  const { keys, packages } = room.zone.frame;
  const { taken } = packages;
  if (!taken) throw new Error('no package');
  const out = join(room.folder, 'hatch/out');
  const { content, code } = JSON.parse(readFileSync(join(out, `protocol-0001-${SITTING}-${STYLE}.json`), 'utf8'));
  const [style] = taken.papers.styles.filter(({ id }) => id === STYLE);
  if (!style) throw new Error('no ballot');
  const { election, precinct, policy } = taken;
  const hash = toHex(protocolHash(content, nodeCrypto));
  const facts = { election, precinct, style, form: policy.results.form, hash, code, dissents: [], nameOf: String };
  const signed = protocolPages(protocolSheet(content, facts), 'a4', { number: 1, of: 3 });
  const head = events().find(({ type }) => type === 'ballot.zero-proved')?.hash ?? '';
  const place = {
    election,
    precinct,
    sitting: SITTING,
    box: null,
    device: 'TN-1',
    date: '2023-10-08',
    time: '07:40',
    head,
  };
  const slip = slipPages(dayPaper({ paper: 'zero', slots: 60 }, place), { name: { ky: 'А4', ru: 'А4' }, number: 1 });
  const [zero, ...pages] = [...slip, ...signed].map((page) => sheetRaster(page, 200));
  const [first, ...others] = pages;
  if (!zero || !first) throw new Error('no pages');
  const { pages: papers } = room.zone.results;
  const images = () => papers.view;

  // Upside down, as it was laid in.
  const turned = { ...zero, pixels: zero.pixels.toReversed() };
  scanner.feeder = [turned, first, ballot(['c-1']), ...others];
  expect(papers.begin()).toEqual(done);
  await expect
    .poll(() => images()?.at, { timeout: 30_000 })
    .toEqual({
      ...{ is: 'stopped', problem: { code: 'ballot-zone.page-unknown' } },
    });
  expect(images()).toMatchObject({ pages: 1, slips: 1 });
  // Once more all of them: each page takes its own place.
  scanner.feeder = [...pages];
  expect(papers.begin()).toEqual(done);
  await expect.poll(() => images(), { timeout: 30_000 }).toEqual({ at: { is: 'done' }, pages: pages.length, slips: 1 });
  const files = () => readdirSync(out).filter((file) => resultsFileNumber(file) !== null);
  await expect.poll(() => files().length).toBe(3);
  const bytes = readFileSync(join(out, resultsFileName('0001', SITTING, 3)));
  const device = {
    device: keys.device,
    key: keys.signing.key,
    signing: toBase64url(keys.signing.publicKey),
    station: null,
  };
  const trust = { election, station: '0001', devices: [device], policy: { ...policy.results, signedPages: true } };
  const { findings, file } = checkResults(bytes, trust, nodeCrypto);
  expect(findings.filter(({ finding }) => finding === 'pages-missing')).toEqual([]);
  expect(file?.head.images.map(({ what, page, pages: of }) => [what.of, page, of])).toEqual([
    ...pages.map((_, at) => ['protocol', at + 1, pages.length]),
    ['slip', 1, 1],
  ]);
  for (const [, image] of file?.images ?? []) {
    const read = decodeImage(image, { limits: { side: 2_000, bytes: 2_000_000 } });
    expect(read.ok && [read.value.width, read.value.height]).toEqual([826, 1169]);
  }
  // Sealed on this disk too, and recorded as a number of sheets alone.
  expect(events().flatMap((one) => (one.type === 'ballot.pages-scanned' ? [one.body] : []))).toEqual([
    { pages: 2 },
    { pages: pages.length },
  ]);
  const kept = readdirSync(room.stateDir).filter((name) => name.includes('-page-'));
  expect(kept).toHaveLength(pages.length + 1);
  for (const name of kept) expect(readFileSync(join(room.stateDir, name)).includes('IHDR')).toBe(false);
}, 120_000);
