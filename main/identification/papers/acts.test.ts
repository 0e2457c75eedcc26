import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Policy } from '../../../core/election/policy.ts';
import type { ActsPolicy } from '../../../core/election/policy-acts.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import type { BodyOf } from '../../../core/journal/catalogue.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { ACTS_SENT } from '../../api/acts-views.ts';
import { codes, makeStation, peopleOf } from '../../package/package.fixture.ts';
import { screenText } from '../../screen-words.ts';
import { records, served } from '../served.fixture.ts';
import { zoneOf } from '../zone.fixture.ts';

let station: Awaited<ReturnType<typeof served>> | null = null;
afterEach(async () => {
  await station?.close();
  station = null;
});
const serve = async (policy: Policy) => {
  station = await served(policy);
  return station;
};
const chair = { role: 'chair', person: 'chair' } as const;
const noWords = { ky: '—', ru: '—', en: '—' };

/** Somebody whom no allowed way identified; told to the journal as the desk tells it. */
function notIdentified(attempt: string): void {
  const kiosk = station?.zone.kiosk;
  kiosk?.record('attempt.started', { attempt, by: 'pin' }, chair);
  kiosk?.record('attempt.ended', { attempt, outcome: 'not-identified', reason: 'not-identified' }, chair);
}
/** What a slip says, without the ends of its lines. */
const textOf = (svg = ''): string => svg.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
const asked = (of: string) => ({ kind: 'not-identified', of, words: null, on: 'slip' }) as const;

describe('an act', () => {
  it('is drawn of a due exception: its number is in the journal before the first byte', async () => {
    const { client, zone, told } = await serve(defaultPolicy);
    notIdentified('a1');
    expect((await client.acts.overview({})).due).toMatchObject([
      { kind: 'not-identified', of: 'a1', asksWords: false },
    ]);
    const printed: string[] = [];
    zone.devices.print = async (svg) => {
      expect(told('act.drawn')).toHaveLength(1);
      expect(told('paper.handed')).toHaveLength(printed.length + 1);
      printed.push(svg);
      return ok(null);
    };
    expect(await client.acts.draw(asked('a1'))).toEqual(ok({ sheet: 1, out: 'yes', problem: null }));
    expect(told('act.drawn')).toMatchObject([
      { number: 1, kind: 'not-identified', of: 'a1', facts: { refusal: 'not-identified' }, words: null },
    ]);
    expect(told('paper.handed')).toMatchObject([{ paper: 'act', number: 1, copy: 1, on: 'slip' }]);
    expect(told('paper.ended')).toMatchObject([{ out: 'yes', problem: null }]);
    const { due, drawn } = await client.acts.overview({});
    expect(due).toEqual([]);
    expect(drawn).toMatchObject([{ number: 1, copies: 1, out: 'yes' }]);
    expect(printed[0]).toContain(drawn[0]?.shown ?? 'none');
    // The exception has its act: asked again, it is the next copy of it.
    expect(await client.acts.draw(asked('a1'))).toEqual(ok({ sheet: 1, out: 'yes', problem: null }));
    expect(told('act.drawn')).toHaveLength(1);
    expect(told('paper.handed')).toMatchObject([{}, { number: 1, copy: 2 }]);
  });

  it('says on every copy what its event says, however the journal went on', async () => {
    const { client, zone } = await serve(defaultPolicy);
    notIdentified('a1');
    const printed: string[] = [];
    zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    await client.acts.draw(asked('a1'));
    notIdentified('a2');
    const force = zone.kiosk.inForce();
    if (!force) throw new Error('no package');
    // Another package came into force meanwhile: it has other templates, or none.
    zone.kiosk.inForce = () => ({ ...force, policy: { ...force.policy, acts: { atClose: 'warn', kinds: [] } } });
    await client.acts.print({ number: 1, on: 'slip' });
    const said = /уруксат берилген жолдордун/;
    expect(printed.map((svg) => said.test(textOf(svg)))).toEqual([true, true]);
    const hash = (svg: string | undefined) => /(?:[0-9A-F]{4} ){5,}[0-9A-F]{4}/.exec(svg ?? '')?.[0];
    expect(hash(printed[0])).toBeDefined();
    expect(hash(printed[1])).toBe(hash(printed[0]));
  });

  it('of which no paper came out is drawn all the same, and printed again under its number', async () => {
    const { client, zone, told } = await serve(defaultPolicy);
    notIdentified('a1');
    zone.devices.print = async () => err({ sent: 'nothing-sent', problem: { code: 'device.paper-out' } });
    expect(await client.acts.draw(asked('a1'))).toEqual(
      ok({ sheet: 1, out: 'no', problem: { code: 'device.paper-out' } }),
    );
    expect((await client.acts.overview({})).drawn).toMatchObject([{ number: 1, out: 'no' }]);
    zone.devices.print = async () => ok(null);
    expect(await client.acts.print({ number: 1, on: 'slip' })).toEqual(ok({ sheet: 1, out: 'yes', problem: null }));
    expect(told('act.drawn')).toHaveLength(1);
  });

  it('between whose event and paper the kiosk stopped is not printed yet, and keeps its number', async () => {
    const { client, zone, told } = await serve(defaultPolicy);
    notIdentified('a1');
    const facts = { at: '2023-10-08T10:00:00.000+06:00', refusal: 'not-identified' };
    const rule = defaultPolicy.acts.kinds.find(({ kind }) => kind === 'not-identified');
    const { names, text } = rule ?? { names: noWords, text: noWords };
    const body = { number: 1, shown: '0001-1/1', kind: 'not-identified', names, text, of: 'a1', facts, words: null };
    zone.kiosk.record('act.drawn', body as BodyOf<'act.drawn'>, chair);
    expect(await client.acts.overview({})).toMatchObject({ due: [], drawn: [{ number: 1, copies: 0, out: null }] });
    await client.acts.draw(asked('a1'));
    expect(told('act.drawn')).toHaveLength(1);
    expect(told('paper.handed')).toMatchObject([{ paper: 'act', number: 1, copy: 1 }]);
  });

  it('of what no event tells is drawn with the chair’s own words, and without a number of a person', async () => {
    const { client, told } = await serve(defaultPolicy);
    const other = { kind: 'other', of: null, on: 'slip' } as const;
    expect(await client.acts.draw({ ...other, words: null })).toEqual(err({ code: 'station.reason' }));
    expect(await client.acts.draw({ ...other, words: 'ПИН 20101199900999' })).toEqual(err({ code: 'station.reason' }));
    expect(told('act.drawn')).toEqual([]);
    expect(await client.acts.draw({ ...other, words: 'Урна ачык турган' })).toMatchObject({ ok: true });
    expect(await client.acts.draw({ kind: 'address-differs', of: null, words: null, on: 'slip' })).toMatchObject({
      ok: true,
    });
    expect(told('act.drawn')).toMatchObject([
      { number: 1, kind: 'other', words: 'Урна ачык турган' },
      { number: 2, kind: 'address-differs', words: null },
    ]);
  });

  it('is of something that stands in the journal, and of a kind that the package has', async () => {
    const { client, told } = await serve({ ...defaultPolicy, acts: { atClose: 'warn', kinds: [] } });
    notIdentified('a1');
    const nothing = err({ code: 'station.nothing-to-do' });
    expect(await client.acts.draw(asked('a1'))).toEqual(nothing);
    expect(await client.acts.overview({})).toMatchObject({ due: [], byHand: [], drawn: [] });
    expect(await client.acts.print({ number: 1, on: 'slip' })).toEqual(nothing);
    expect(told('act.drawn')).toEqual([]);
  });

  it('is not drawn before the first sitting: a spare kiosk could not go on from another’s copy any more', async () => {
    const made = await makeStation();
    onTestFinished(made.remove);
    const { path } = await made.write('a.taanuu', { people: await peopleOf(), policy: defaultPolicy, records });
    const { zone, client } = await zoneOf(made, path);
    onTestFinished(() => zone.stop());
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect(zone.sitting.stage).toBe('ready');
    expect(await client.acts.overview({})).toMatchObject({ due: [], byHand: [] });
    const other = { kind: 'other', of: null, words: 'Урна ачык турган', on: 'slip' } as const;
    expect(await client.acts.draw(other)).toEqual(err({ code: 'station.nothing-to-do' }));
    const drawn = zone.kiosk.db.prepare("select count(*) from journal where type in ('act.drawn', 'paper.handed')");
    expect(drawn.pluck().get()).toBe(0);
  });

  it('is not drawn where it could not be printed at once', async () => {
    const { client, told } = await serve(defaultPolicy);
    notIdentified('a1');
    expect(await client.acts.draw({ ...asked('a1'), on: 'page' })).toEqual(err({ code: 'page-printer.not-set-up' }));
    expect(await client.acts.draw(asked('nobody'))).toEqual(err({ code: 'station.nothing-to-do' }));
    expect(told('act.drawn')).toEqual([]);
  });
});

describe('a kiosk that stopped while an act was printed', () => {
  it('has the act at its next start, whose paper may be out, and prints the next copy of it', async () => {
    const made = await makeStation();
    onTestFinished(made.remove);
    const { path } = await made.write('a.taanuu', { people: await peopleOf(), policy: defaultPolicy, records });
    const before = await zoneOf(made, path);
    const { kiosk } = before.zone;
    const opened = { sitting: 'day-1', kind: 'day', registered: records.length, carried: 0 } as const;
    kiosk.record('sitting.opened', { ...opened, approvers: ['chair'] }, chair);
    kiosk.record('sitting.suspended', { reason: 'жарык өчтү' }, chair);
    kiosk.record('sitting.resumed', {}, chair);
    const [standstill] = (await before.client.acts.overview({})).due;
    const act = { kind: 'standstill', of: standstill?.of ?? null, words: null, on: 'slip' } as const;
    const begun = new Promise<void>((resolve) => {
      before.zone.devices.print = () => {
        resolve();
        return new Promise(() => {});
      };
    });
    void before.client.acts.draw(act);
    await begun;
    await before.zone.stop();

    const { client, zone } = await zoneOf(made, path);
    onTestFinished(() => zone.stop());
    zone.devices.print = async () => ok(null);
    expect(await client.acts.overview({})).toMatchObject({
      due: [],
      drawn: [{ number: 1, copies: 1, out: 'maybe', facts: { reason: { ky: 'жарык өчтү' } } }],
    });
    expect(await client.acts.draw(act)).toEqual(ok({ sheet: 1, out: 'yes', problem: null }));
    expect((await client.acts.overview({})).drawn).toMatchObject([{ number: 1, copies: 2, out: 'yes' }]);
  });
});

describe('an exception', () => {
  it('that a commission wants no act about is given up with a reason', async () => {
    const { client, told } = await serve(defaultPolicy);
    notIdentified('a1');
    const given = { kind: 'not-identified', of: 'a1', reason: screenText('ky', 'acts:waive.reason.again') } as const;
    expect(await client.acts.waive({ ...given, reason: '20101199900999' })).toEqual(err({ code: 'station.reason' }));
    expect(await client.acts.waive(given)).toEqual(ok(null));
    expect(await client.acts.waive(given)).toEqual(err({ code: 'station.nothing-to-do' }));
    expect(told('act.waived')).toEqual([given]);
    expect((await client.acts.overview({})).due).toEqual([]);
  });

  it('of a real refusal is there to be drawn by hand, the newest first', async () => {
    const { client, zone } = await serve(defaultPolicy);
    for (const pin of ['20101199900999', '20101199900998']) {
      await client.voter.find({ text: pin });
      await expect.poll(() => zone.way.step.at).toBe('refused');
      await client.voter.finish({});
    }
    const { due, byHand, counts } = await client.acts.overview({});
    expect(due).toEqual([]);
    expect(byHand.slice(0, 2).map(({ kind }) => kind)).toEqual(['address-differs', 'other']);
    expect(counts.byHand).toMatchObject({ 'address-differs': 1, other: 1, refused: 2 });
    const { kind, byHand: refused } = await client.acts.overview({ kind: 'refused' });
    // Two kinds may begin at one place: whoever asked for one of them knows whether this is its answer.
    expect(kind).toBe('refused');
    expect(refused.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    expect(refused[0]?.facts?.reason?.ru).toBe(screenText('ru', 'acts:refusal.not-in-list'));
  });

  it('of a passport with an address in it is there for those documents that the package names', async () => {
    const { client, zone, told } = await serve(defaultPolicy);
    for (const [attempt, documentKind] of [
      ['card', 'id-card-2004'],
      ['new', 'id-card-2017'],
    ] as const) {
      zone.kiosk.record('attempt.started', { attempt, by: 'document', documentKind }, chair);
      zone.kiosk.record('attempt.ended', { attempt, outcome: 'refused', reason: 'not-in-list' }, chair);
    }
    const ofCards = async () => (await client.acts.overview({ kind: 'address-differs' })).byHand;
    const cards = await ofCards();
    // The first one is for a passport of which only the PIN was typed.
    expect(cards.map(({ of }) => of)).toEqual([null, 'card']);
    expect(cards[1]?.facts).toMatchObject({
      document: { ru: 'Паспорт 2004 г. (AN)' },
      reason: { ru: screenText('ru', 'acts:refusal.not-in-list') },
    });
    const printed: string[] = [];
    zone.devices.print = async (svg) => {
      printed.push(svg);
      return ok(null);
    };
    await client.acts.draw({ kind: 'address-differs', of: 'card', words: null, on: 'slip' });
    expect(told('act.drawn')).toMatchObject([{ of: 'card', facts: { document: 'id-card-2004' } }]);
    expect(textOf(printed[0])).toContain('Паспорт 2004 г. (AN)');
    expect((await ofCards()).map(({ of }) => of)).toEqual([null]);
  });

  it('of a closed sitting is still to be settled in the next', async () => {
    const { client, zone } = await serve(defaultPolicy);
    notIdentified('a1');
    const none = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
    zone.kiosk.record('sitting.closed', { ...none, byModality: {}, refused: {}, approvers: ['chair'] }, chair);
    expect(zone.acts.due).toBe(1);
    const opened = { sitting: 'repeat-1', kind: 'repeat', registered: records.length, carried: 0, round: 1 } as const;
    zone.kiosk.record('sitting.opened', { ...opened, approvers: ['chair'] }, chair);
    expect((await client.acts.overview({})).due).toMatchObject([{ of: 'a1' }]);
    await client.acts.draw(asked('a1'));
    // A repeat vote has its round in the number.
    expect((await client.acts.overview({})).drawn).toMatchObject([{ number: 1, shown: '0001-1-1/1' }]);
  });
});

describe('what is sent of acts', () => {
  it('is never more than a screen may show, and says how many there are; all are reached', async () => {
    const { client } = await serve(defaultPolicy);
    const all = Array.from({ length: 2 * ACTS_SENT + 5 }, (_, place) => `a${String(place).padStart(2, '0')}`);
    for (const attempt of all) notIdentified(attempt);
    const found: (string | null)[] = [];
    for (let from = 0; from < all.length; from += ACTS_SENT) {
      const view = await client.acts.overview({ from });
      expect(view).toMatchObject({ from, counts: { due: all.length } });
      expect(view.due.length).toBeLessThanOrEqual(ACTS_SENT);
      found.push(...view.due.map(({ of }) => of));
    }
    expect(found).toEqual(all);
  });

  it('has what a kind has by hand a part at a time too, and without a kind the first of each', async () => {
    const { client, zone } = await serve(defaultPolicy);
    const refused = Array.from({ length: ACTS_SENT + 3 }, (_, place) => `r${place}`);
    for (const attempt of refused) {
      zone.kiosk.record('attempt.started', { attempt, by: 'pin' }, chair);
      zone.kiosk.record('attempt.ended', { attempt, outcome: 'refused', reason: 'not-in-list' }, chair);
    }
    const { byHand, counts } = await client.acts.overview({});
    expect(byHand.map(({ kind }) => kind)).toEqual(['address-differs', 'other', 'refused']);
    expect(counts.byHand.refused).toBe(refused.length);
    const pages = [0, ACTS_SENT].map((from) => client.acts.overview({ kind: 'refused', from }));
    const sent = (await Promise.all(pages)).map((view) => view.byHand.map(({ of }) => of));
    expect(sent.map((one) => one.length)).toEqual([ACTS_SENT, 3]);
    expect(sent.flat()).toEqual(refused.toReversed());
  });
});

describe('the chair’s desk', () => {
  it('has in every stage how many acts are due, after the close and before the next sitting too', async () => {
    const { client, zone } = await serve(defaultPolicy);
    const due = (): number | undefined => {
      const view = zone.projection.view('officer');
      return view.window === 'officer' ? view.day?.actsDue : undefined;
    };
    await client.access.signOut({});
    await client.access.signIn({ person: 'chair', code: codes.chair });
    expect(due()).toBe(0);
    notIdentified('a1');
    notIdentified('a2');
    expect(due()).toBe(2);
    const none = { reserved: 0, confirmed: 0, released: 0, undone: 0, firstPrints: 0, reprints: 0 };
    zone.kiosk.record('sitting.closed', { ...none, byModality: {}, refused: {}, approvers: ['chair'] }, chair);
    expect(due()).toBe(2);
    zone.kiosk.record('sitting.prepared', { sitting: 'repeat-1', kind: 'repeat', date: '2023-10-22' }, chair);
    expect(zone.sitting.stage).toBe('ready');
    expect(await client.acts.draw(asked('a1'))).toMatchObject({ ok: true });
    expect(due()).toBe(1);
  });
});

describe('the list to close', () => {
  const line = () => station?.zone.sitting.closingList().find(({ item }) => item === 'acts');
  const acts = (atClose: ActsPolicy['atClose']) => ({ ...defaultPolicy, acts: { ...defaultPolicy.acts, atClose } });

  it('has a line for acts, the first one, once one is due or drawn', async () => {
    const { client, zone } = await serve(acts('warn'));
    expect(line()).toBeUndefined();
    notIdentified('a1');
    const problem = { code: 'acts.due', params: { count: 1 } };
    expect(line()).toMatchObject({ state: 'to-do', detail: '0 · 1', problem });
    expect(zone.sitting.closingList()[0]?.item).toBe('acts');
    await client.acts.draw(asked('a1'));
    expect(line()).toMatchObject({ state: 'done', detail: '1 · 0', problem: null });
  });

  it('is blocked by an act that is due where the policy says so, in official work alone', async () => {
    const { zone } = await serve(acts('block'));
    notIdentified('a1');
    expect(zone.acts.lines(false)).toMatchObject([{ state: 'to-do' }]);
    expect(zone.acts.lines(true)).toMatchObject([{ state: 'blocked' }]);
  });
});
