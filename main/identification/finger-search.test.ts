import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseMrz } from '../../core/document/mrz.ts';
import { formatMrz } from '../../core/document/mrz-format.ts';
import type { Policy } from '../../core/election/policy.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { err, ok } from '../../core/problem/result.ts';
import type { VoterDisplayView } from '../api/views.ts';
import { GallerySearch } from './biometrics/search.ts';
import { atDesk, image, records, served } from './served.fixture.ts';

const officer = { role: 'officer', person: 'officer' } as const;
let station: Awaited<ReturnType<typeof served>>;
/** An open station whose officer has a document in the hand that nothing could read. */
async function begin(findByFinger: Policy['findByFinger']): Promise<void> {
  station = await served({ ...defaultPolicy, findByFinger });
  station.zone.way.document(null, officer);
  expect(step().at).toBe('enter-pin');
}
afterEach(async () => {
  vi.restoreAllMocks();
  await station.close();
});

const on = { enabled: true, threshold: 40, candidates: 5 } as const;
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const step = () => station.zone.way.step;
const candidates = () => {
  const now = step();
  return now.at === 'finger-candidates' ? now.candidates : [];
};
const approvers = [...atDesk];

describe('a record that is looked for by finger', () => {
  it('is found, chosen by two persons, and its voter is then admitted by a touch of her own', async () => {
    await begin(on);
    station.onGlass.push(image('bermet', 7, 2));
    expect(await station.client.voter.searchFinger({})).toEqual(ok(null));
    await soon(() => step().at).toBe('finger-candidates');
    expect(candidates()).toMatchObject([{ record: 'r2', surname: 'Бермет', birthYear: 1990, photo: null }]);
    // The room does not see whom it could be.
    const shown = { at: 'finger-candidates', candidates: [], mayLookAgain: true };
    expect((station.zone.projection.view('voter') as VoterDisplayView).step).toEqual(shown);

    const alone = await station.client.voter.chooseFound({ record: 'r2', approvers: approvers.slice(1) });
    expect(alone).toMatchObject({ ok: false, error: { code: 'access.approvers-missing' } });
    expect(step().at).toBe('finger-candidates');
    expect(station.told('admission.reserved')).toEqual([]);
    // The finger that is asked for first is another one than the one that was looked for.
    station.onGlass.push(image('bermet', 2, 3));
    expect(await station.client.voter.chooseFound({ record: 'r2', approvers })).toEqual(ok(null));
    await soon(() => step().at).toBe('admitted');
    expect(station.told('attempt.biometric')).toMatchObject([{ finger: 2, result: 'match' }]);
    expect(station.told('admission.reserved')).toMatchObject([{ modality: 'finger' }]);
    expect(station.told('attempt.finger-search')).toMatchObject([{ found: 1 }]);
    expect(station.told('attempt.candidate-chosen')).toMatchObject([{ place: 1, approvers: ['officer', 'member'] }]);
    // Nothing but order of magnitude: no score, no name, no template.
    expect(Object.keys(station.told('attempt.finger-search')[0] ?? {}).sort()).toEqual(['attempt', 'found', 'level']);
  });

  it('admits nobody by itself: a finger that is then another person’s does not match', async () => {
    await begin(on);
    station.onGlass.push(image('bermet', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => candidates().length).toBe(1);
    for (let touch = 1; touch <= 6; touch += 1) station.onGlass.push(image('stranger', touch > 3 ? 7 : 2, touch));
    await station.client.voter.chooseFound({ record: 'r2', approvers });
    await soon(() => step()).toEqual({ at: 'refused', refusal: { reason: 'not-identified' } });
    expect(station.told('admission.reserved')).toEqual([]);
  });

  it('shows both names of one finger, most alike first, and not more than the policy lets be shown', async () => {
    await begin(on);
    station.onGlass.push(image('asel', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => candidates().length).toBe(2);
    expect(new Set(candidates().map((one) => one.record))).toEqual(new Set(['r1', 'r3']));
    const scores = candidates().map((one) => one.score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    await station.close();
    await begin({ ...on, candidates: 1 });
    station.onGlass.push(image('asel', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => candidates().length).toBe(1);
  });

  it('finds nobody for a stranger, and the way leads back to the PIN', async () => {
    await begin(on);
    station.onGlass.push(image('stranger', 2, 1));
    await station.client.voter.searchFinger({});
    await soon(() => step()).toMatchObject({ at: 'finger-search', missed: true });
    expect(station.told('attempt.finger-search')).toMatchObject([{ found: 0, level: 0 }]);
    expect(await station.client.voter.leaveSearch({})).toEqual(ok(null));
    expect(step().at).toBe('enter-pin');
  });

  it('leads back to the PIN when a template does not open: nothing stays open, and the zone lives', async () => {
    await begin(on);
    const register = station.zone.kiosk.inForce()?.register;
    if (!register) throw new Error('no register');
    const templates = register.templates.bind(register);
    const opened: Uint8Array[] = [];
    vi.spyOn(register, 'templates').mockImplementation((record) => {
      if (record === 'r3') throw new Error('a template does not open');
      const own = templates(record);
      opened.push(...own.map(({ template }) => template));
      return own;
    });
    station.onGlass.push(image('bermet', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => step()).toMatchObject({ at: 'enter-pin', problem: { code: 'station.search-failed' } });
    expect(opened.length).toBeGreaterThan(2);
    for (const template of opened) expect(template.every((byte) => byte === 0)).toBe(true);
    expect(station.told('problem.raised')).toEqual([{ problem: 'station.search-failed' }]);
    expect(station.told('attempt.finger-search')).toEqual([]);
    expect(await station.client.voter.find({ text: records[1]?.pin ?? '' })).toEqual(ok(null));
  });

  it('never says "nobody" where the comparison died', async () => {
    await begin(on);
    const search = vi.spyOn(GallerySearch.prototype, 'search').mockResolvedValueOnce(err('interrupted'));
    station.onGlass.push(image('bermet', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => step()).toMatchObject({ at: 'enter-pin', problem: { code: 'station.search-failed' } });
    expect(search).toHaveBeenCalledTimes(1);
    // The next one is whole.
    station.onGlass.push(image('bermet', 2, 3));
    await station.client.voter.searchFinger({});
    await soon(() => candidates().length).toBe(1);
  });

  it('leaves no template open when the attempt goes on or ends', async () => {
    await begin(on);
    const search = vi.spyOn(GallerySearch.prototype, 'search');
    station.onGlass.push(image('bermet', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => step().at).toBe('finger-candidates');
    const gallery = search.mock.calls[0]?.[0];
    if (!gallery) throw new Error('nothing was searched');
    expect(gallery.count).toBe(8);
    const memory = new Uint8Array(gallery.buffer);
    expect(memory.some((byte) => byte !== 0)).toBe(true);
    await station.client.voter.cancel({});
    await soon(() => gallery.count).toBe(0);
    expect(memory.every((byte) => byte === 0)).toBe(true);
  });

  it('gives way to a document that is laid down while candidates are shown', async () => {
    await begin(on);
    station.onGlass.push(image('asel', 2, 2));
    await station.client.voter.searchFinger({});
    await soon(() => step().at).toBe('finger-candidates');
    const pin = records[1]?.pin ?? '';
    const holder = { surname: 'TESTOVA', given: 'AIGUL', sex: 'female', birthDate: '1990-01-01' } as const;
    const text = formatMrz({ format: 'td1', number: 'ID0000002', pin, ...holder, expires: '2030-01-01' });
    const read = parseMrz(text);
    expect(read.ok && station.zone.way.document(read.value, officer)).toEqual(ok(null));
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(candidates()).toEqual([]);
  });

  it('is not to be had where the policy does not ask for it, as in the shipped one', async () => {
    await begin(defaultPolicy.findByFinger);
    expect(step()).toMatchObject({ mayFindByFinger: false });
    expect(await station.client.voter.searchFinger({})).toMatchObject({ error: { code: 'station.nothing-to-do' } });
    expect(await station.client.voter.chooseFound({ record: 'r1', approvers })).toMatchObject({ ok: false });
    expect(station.told('attempt.finger-search')).toEqual([]);
  });
});
