import { describe, expect, it } from 'vitest';
import { contextOf } from './context.ts';
import { bench, policy, RECORD_MM } from './world.fixture.ts';

type Bench = ReturnType<typeof bench>;

/** Lets one voter choose, and stand before her papers. */
async function toPapers(made: Bench, token: string, option = 'c-2') {
  await made.settle();
  made.booth.send({ type: 'token.read', text: token });
  await made.settle();
  await choose(made, option);
}
async function choose(made: Bench, option: string) {
  made.booth.send({ type: 'voter.touched', option });
  made.booth.send({ type: 'voter.turned', to: 'review' });
  made.booth.send({ type: 'voter.prints' });
  await made.settle();
}
async function putIn(made: Bench, paper = made.papers.at(-1) ?? '') {
  made.world.insert(paper, RECORD_MM);
  await made.settle(300);
}
const at = (made: Bench) => made.shown().screen.at;

describe('a session', () => {
  it('leads from the token to a ballot in the box, and back to a panel that knows nothing', async () => {
    const made = bench();
    await made.settle();
    expect(at(made)).toBe('neutral');
    made.booth.send({ type: 'token.read', text: 'token 1' });
    await made.settle();
    const { screen } = made.shown();
    expect(screen).toMatchObject({ at: 'part', number: 1, of: 1, shown: { state: 'open' } });
    made.booth.send({ type: 'voter.set', settings: { ...made.shown().settings, language: 'ru' } });
    made.booth.send({ type: 'voter.prints' });
    made.booth.send({ type: 'voter.turned', to: 'review' });
    expect(made.shown().screen).toMatchObject({ at: 'review', complete: false });
    made.booth.send({ type: 'voter.prints' });
    expect(at(made)).toBe('review');
    made.booth.send({ type: 'voter.turned', to: 0 });
    await choose(made, 'against-all');
    expect(made.shown().screen).toMatchObject({ at: 'check', mayChallenge: true });
    made.booth.send({ type: 'voter.casts' });
    await made.settle();
    expect(made.shown().screen).toMatchObject({ at: 'casting', box: { at: 'ready' }, mayStop: true });
    await putIn(made);
    expect([at(made), made.shown().settings.language]).toEqual(['accepted', 'ru']);
    expect(JSON.stringify(made.booth.getPersistedSnapshot())).not.toContain('against-all');
    expect([...made.disk.spent]).toEqual([['token 1', 'cast']]);
    expect(made.inTheBox()).toEqual([{ election: 'e', mode: 'official', style: 'list-3', marks: [['against-all']] }]);
    made.clock.increment(12_000);
    await made.settle();
    const { box, ...rest } = made.booth.getSnapshot().context;
    expect(rest).toEqual({ ...contextOf({ policy, open: true }), box: undefined });
    expect(box).not.toBeNull();
    made.booth.send({ type: 'token.read', text: 'token 1' });
    await made.settle();
    expect(made.shown().screen).toEqual({ at: 'refused', problem: { code: 'booth.token-spent' } });
  });

  it('that is challenged begins anew under the same token, at most as often as the policy says', async () => {
    const made = bench();
    await toPapers(made, 'token 1');
    for (const time of [1, 2]) {
      made.booth.send({ type: 'voter.challenges' });
      await made.settle();
      expect(made.shown().screen).toEqual({ at: 'void-papers', why: 'challenged' });
      expect(made.disk.opened).toHaveLength(time);
      made.booth.send({ type: 'papers.taken' });
      await made.settle();
      expect(made.shown().screen).toMatchObject({ at: 'part', shown: { state: 'open' } });
      await choose(made, 'c-1');
    }
    expect(made.shown().screen).toMatchObject({ at: 'check', mayChallenge: false });
    made.booth.send({ type: 'voter.challenges' });
    expect(at(made)).toBe('check');
    made.booth.send({ type: 'voter.casts' });
    await made.settle();
    await putIn(made);
    expect([...made.disk.spent.values()]).toEqual(['castAfterChallenge']);
    expect(made.disk.ballots.map(({ number }) => number)).toEqual([2]);
  });

  it('takes another paper than the one that was printed last for none', async () => {
    const made = bench();
    await toPapers(made, 'token 1', 'c-1');
    made.booth.send({ type: 'voter.rejects' });
    expect(made.shown().screen).toEqual({ at: 'void-papers', why: 'rejected' });
    made.booth.send({ type: 'papers.taken' });
    await made.settle();
    await choose(made, 'c-3');
    made.booth.send({ type: 'voter.casts' });
    await made.settle();
    await putIn(made, made.papers[0]);
    expect([at(made), made.disk.ballots]).toEqual(['casting', []]);
    made.world.pull();
    await made.settle();
    await putIn(made, made.papers[1]);
    expect([at(made), made.disk.ballots.length]).toEqual(['accepted', 1]);
  });

  it('stops for the disk and goes on with its token, with nothing chosen', async () => {
    const made = bench();
    await toPapers(made, 'token 1');
    made.disk.fails = true;
    made.booth.send({ type: 'voter.challenges' });
    await made.settle();
    expect(made.shown().screen).toEqual({ at: 'call', problem: { code: 'storage.full' }, goOn: false });
    made.disk.fails = false;
    made.booth.send({ type: 'try.again' });
    await made.settle();
    expect(made.shown().screen).toEqual({ at: 'interrupted', papers: true });
    expect(made.records).toEqual([{ kind: 'fault', problem: { code: 'storage.full' } }]);
    made.booth.send({ type: 'token.read', text: 'token 2' });
    await made.settle();
    expect(made.shown().screen).toEqual({ at: 'refused', problem: { code: 'booth.token-not-hers' } });
    made.booth.send({ type: 'token.read', text: 'token 1' });
    await made.settle();
    expect(made.shown().screen).toEqual({ at: 'void-papers', why: 'interrupted' });
    made.booth.send({ type: 'papers.taken' });
    await made.settle();
    expect(made.shown().screen).toMatchObject({ at: 'part', shown: { state: 'open' } });
  });

  it('of which nobody answers is the commission’s: the voter goes on, or two persons end it', async () => {
    const made = bench();
    await toPapers(made, 'token 1');
    made.clock.increment(119_000);
    made.booth.send({ type: 'voter.here' });
    made.clock.increment(119_000);
    expect(made.shown().attention).toBe('present');
    made.clock.increment(1_000);
    expect(made.shown().attention).toBe('asked');
    made.clock.increment(20_000);
    expect(made.shown().attention).toBe('called');
    made.booth.send({ type: 'voter.here' });
    expect(made.shown()).toMatchObject({ attention: 'present', screen: { at: 'check' } });
    made.clock.increment(120_000);
    made.clock.increment(20_000);
    made.booth.send({ type: 'session.abandoned' });
    await made.settle();
    expect(made.shown()).toMatchObject({ attention: 'present', screen: { at: 'neutral' } });
    expect([...made.disk.spent]).toEqual([['token 1', 'abandoned']]);
    // Nobody is asked whether she is there while nobody is expected.
    made.clock.increment(500_000);
    expect(made.shown().attention).toBe('present');
  });

  it('does not begin while the panel is closed, and one that has begun is ended all the same', async () => {
    const made = bench();
    await toPapers(made, 'token 1');
    made.booth.send({ type: 'closed' });
    made.booth.send({ type: 'voter.casts' });
    await made.settle();
    await putIn(made);
    expect(at(made)).toBe('accepted');
    made.clock.increment(12_000);
    expect(at(made)).toBe('closed');
    made.booth.send({ type: 'token.read', text: 'token 2' });
    await made.settle();
    expect(at(made)).toBe('closed');
    made.booth.send({ type: 'opened' });
    expect(at(made)).toBe('neutral');
  });

  it('that stops while the box has its record is settled by the box', async () => {
    const made = bench();
    await toPapers(made, 'token 1');
    made.booth.send({ type: 'voter.casts' });
    await made.settle();
    made.world.insert(made.papers[0] ?? '', RECORD_MM);
    for (let turn = 0; turn < 400 && made.world.flight === null; turn += 1) await made.settle(1);
    expect(made.world.flight).not.toBeNull();
    // Nobody ends a session of which the record may lie in the box.
    made.booth.send({ type: 'session.abandoned' });
    made.booth.send({ type: 'voter.stops' });
    made.restart();
    for (let turn = 0; turn < 20; turn += 1) {
      await made.settle();
      made.clock.increment(1_000);
    }
    const fell = made.world.fallen.valid.length;
    expect(made.disk.ballots).toHaveLength(fell);
    expect(made.disk.spent.size).toBe(fell);
    expect(at(made)).toBe(fell === 1 ? 'accepted' : 'interrupted');
  });
});
