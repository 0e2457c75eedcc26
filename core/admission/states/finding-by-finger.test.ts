import { describe, expect, it } from 'vitest';
import { alike, rules, settle, start } from '../machine.fixture.ts';
import type { Captured, FoundByFinger } from '../ports.ts';
import type { AdmissionRules } from '../rules.ts';

describe('a record that is looked for by finger', () => {
  const unreadable = { start: { by: 'document', pin: null }, unreadable: 'unreadable-document' } as const;
  const may: AdmissionRules = { ...rules, findByFinger: { minimumQuality: 30 } };
  const approvers = ['chair', 'member'];

  it('is not to be had where the policy does not have it, nor before a document could not be read', () => {
    const { actor, step } = start({}, unreadable);
    expect(step()).toEqual({ at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: false, problem: null });
    expect(actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
    expect(start({}, { rules: may }).actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
  });

  it('is not to be had where the document could be read, and only has no PIN that is relied on', () => {
    const { actor, step } = start({}, { ...unreadable, unreadable: 'no-pin-in-document', rules: may });
    expect(step()).toMatchObject({ at: 'enter-pin', why: 'no-pin-in-document', mayFindByFinger: false });
    expect(actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
  });

  it('is looked for three times in one attempt, whatever comes of it, and then the PIN is typed', async () => {
    const { actor, step, calls, records } = start(
      { search: () => ({ ok: true, candidates: [] }) },
      { ...unreadable, rules: may },
    );
    actor.send({ type: 'search.began' });
    await settle();
    const over = { code: 'station.search-used-up', params: { looks: 3 } };
    expect(step()).toMatchObject({ at: 'enter-pin', mayFindByFinger: false, problem: over });
    expect(calls.filter((one) => one === 'search')).toHaveLength(3);
    expect(records).toHaveLength(3);
    expect(actor.getSnapshot().can({ type: 'search.began' })).toBe(false);
    actor.send({ type: 'pin.entered', pin: '21502198500002' });
    await settle();
    expect(step().at).toBe('admitted');

    // The same where somebody was found each time.
    const found = start({}, { ...unreadable, rules: may });
    found.actor.send({ type: 'search.began' });
    for (const more of [true, true, false]) {
      await settle();
      expect(found.step()).toMatchObject({ at: 'finger-candidates', mayLookAgain: more });
      found.actor.send({ type: 'search.again' });
    }
    await settle();
    // Those of the last look may still be chosen from; leaving them is no way round.
    expect(found.step().at).toBe('finger-candidates');
    found.actor.send({ type: 'search.left' });
    expect(found.step()).toMatchObject({ at: 'enter-pin', mayFindByFinger: false, problem: over });
  });

  it.each([
    ['broke off', (): FoundByFinger => ({ ok: false })],
    [
      'threw',
      (): FoundByFinger => {
        throw new Error('a template does not open');
      },
    ],
  ])('leads back to the PIN with the problem when the search %s, and may be begun again', async (_, search) => {
    const { actor, step, records } = start({ search }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    const problem = { code: 'station.search-failed' };
    expect(step()).toEqual({ at: 'enter-pin', why: 'unreadable-document', mayFindByFinger: true, problem });
    expect(records).toEqual([{ kind: 'search-failed' }]);
    actor.send({ type: 'pin.entered', pin: '21502198500002' });
    await settle();
    expect(step().at).toBe('admitted');
    expect(actor.getSnapshot().context.problem).toBeNull();
  });

  it('is chosen by persons among candidates, and the finger is then captured and compared as ever', async () => {
    const { actor, step, calls, records } = start({}, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    expect(step()).toMatchObject({ at: 'finger-search', state: 'waiting' });
    await settle();
    expect(step()).toMatchObject({ at: 'finger-candidates', candidates: [{ record: 'r1' }, { record: 'r2' }] });
    expect(actor.getSnapshot().can({ type: 'candidate.confirmed', record: 'r3', approvers })).toBe(false);
    expect(actor.getSnapshot().can({ type: 'candidate.chosen', record: 'r1' })).toBe(false);
    actor.send({ type: 'candidate.confirmed', record: 'r2', approvers });
    await settle();
    expect(calls.slice(0, 5)).toEqual(['capture null', 'search', 'lookUp', 'capture 7', 'compare']);
    expect(step().at).toBe('admitted');
    expect(actor.getSnapshot().context).toMatchObject({ alike: [], query: { by: 'record', record: 'r2' } });
    expect(records.slice(0, 2)).toEqual([
      { kind: 'finger-search', found: 2, level: 60 },
      { kind: 'candidate-chosen', place: 2, level: 40, approvers },
    ]);
  });

  it('is refused like any other when the finger that is compared then does not match', async () => {
    const { actor, step, calls } = start({ score: () => 10 }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    actor.send({ type: 'candidate.confirmed', record: 'r1', approvers });
    await settle();
    expect(step()).toEqual({ at: 'refused', refusal: { reason: 'not-identified' } });
    expect(calls).not.toContain('reserve');
  });

  it('asks for another finger when nobody is like it, and leads back to the PIN', async () => {
    let looks = 0;
    const search = (): FoundByFinger => ({ ok: true, candidates: ++looks > 2 ? [alike('r1', 50)] : [] });
    const captures: Captured[] = [
      { ok: true, quality: 10, why: ['too-dry'] },
      { ok: true, quality: 80, why: [] },
      { ok: true, quality: 80, why: [] },
      { ok: false, problem: { code: 'device.fingerprint-missing' } },
    ];
    const { actor, step, records } = start({ search, capture: () => captures.shift()! }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    expect(step()).toMatchObject({ at: 'finger-search', problem: { code: 'device.fingerprint-missing' } });
    expect(records).toEqual([
      { kind: 'biometric', modality: 'finger', finger: null, result: 'low-quality', tryNumber: 0 },
      { kind: 'finger-search', found: 0, level: 0 },
      { kind: 'finger-search', found: 0, level: 0 },
    ]);
    actor.send({ type: 'search.left' });
    expect(step().at).toBe('enter-pin');
    // Nothing of the search is left for the finger that is asked for later.
    expect(actor.getSnapshot().context).toMatchObject({ alike: [], hint: [], missed: false, problem: null });
  });

  it('gives way to a document that could be read after all', async () => {
    const capture = () => ({ ok: false, problem: { code: 'device.fingerprint-missing' } }) as const;
    const { actor, step, calls } = start({ capture }, { ...unreadable, rules: may });
    actor.send({ type: 'search.began' });
    await settle();
    actor.send({ type: 'document.read', pin: '21502198500002' });
    await settle();
    expect(calls).toContain('lookUp');
    expect(step().at).toBe('device-trouble');
  });
});
