import { describe, expect, it } from 'vitest';
import { PATH_DELAYS, PATH_TRIES } from './context.ts';
import { bench, policy } from './machine.fixture.ts';
import type { Concern, SheetVerdict } from './ports.ts';

const concern = (why: Concern, voter = true): SheetVerdict => ({ verdict: 'concern', why, voter });

/** A sheet goes in and everything happens that needs no time. */
async function fed(
  options: Parameters<typeof bench>[0] = {},
  verdict: SheetVerdict = { verdict: 'fine' },
  lengthMm = 297,
) {
  const made = bench(options);
  made.world.verdict = () => verdict;
  await made.settle();
  made.world.insert('a', lengthMm);
  await made.settle();
  return made;
}

describe('the way of one sheet', () => {
  it('ends in the compartment, is counted once, and the next one is waited for', async () => {
    const { world, screen, clock, settle } = await fed();
    expect([world.fallen, world.counted, world.flight]).toEqual([{ valid: ['a'], invalid: [] }, ['a'], null]);
    expect(screen()).toEqual({ at: 'accepted' });
    clock.increment(PATH_DELAYS.accepted);
    await settle();
    expect(screen()).toEqual({ at: 'ready' });
    world.insert('b');
    await settle();
    expect(world.counted).toEqual(['a', 'b']);
  });

  it('lets whoever comes next put a sheet in while "accepted" is shown', async () => {
    const { world, screen, settle } = await fed();
    expect(screen()).toEqual({ at: 'accepted' });
    world.insert('b');
    await settle();
    expect(world.counted).toEqual(['a', 'b']);
    expect(screen()).toEqual({ at: 'accepted' });
  });

  it.each<[SheetVerdict, Partial<typeof policy>, object]>([
    [concern('none'), { none: 'accept-invalid' }, { valid: [], invalid: ['a'] }],
    [concern('too-many'), { tooMany: 'accept-invalid' }, { valid: [], invalid: ['a'] }],
    [concern('unsure'), { unsure: 'accept' }, { valid: ['a'], invalid: [] }],
    // A test pack, a mobile box: nobody stands there to be asked.
    [concern('none', false), { none: 'ask' }, { valid: [], invalid: ['a'] }],
    [concern('too-many', false), { tooMany: 'return' }, { valid: [], invalid: ['a'] }],
    [concern('unsure', false), { unsure: 'return' }, { valid: ['a'], invalid: [] }],
  ])('%o is taken where the policy says: %o', async (verdict, rule, fallen) => {
    const { world } = await fed({ policy: { ...policy, ...rule } }, verdict);
    expect([world.fallen, world.counted]).toEqual([fallen, ['a']]);
  });

  it.each<[SheetVerdict, Partial<typeof policy>, string, string]>([
    [concern('none'), { none: 'return', mayCorrect: true }, 'none', 'correct'],
    [concern('too-many'), { tooMany: 'return', mayCorrect: false }, 'too-many', 'exchange'],
    [concern('unsure'), { unsure: 'return', mayCorrect: true }, 'unsure', 'correct'],
    [{ verdict: 'refused', why: 'wrong-election' }, {}, 'wrong-election', 'commission'],
    [{ verdict: 'refused', why: 'test-ballot' }, {}, 'test-ballot', 'commission'],
    [{ verdict: 'refused', why: 'foreign' }, {}, 'foreign', 'commission'],
    [{ verdict: 'refused', why: 'blank-side' }, {}, 'blank-side', 'again'],
  ])('%o is given back with its reason: %o', async (verdict, rule, why, afterwards) => {
    const { world, screen, settle } = await fed({ policy: { ...policy, ...rule } }, verdict);
    expect(screen()).toEqual({ at: 'take-back', why, afterwards });
    expect([world.counted, world.flight, world.fallen.valid]).toEqual([[], null, []]);
    world.pull();
    await settle();
    expect(screen()).toEqual({ at: 'ready' });
  });

  it.each([420, 210])('%i mm is no ballot, and is not even read', async (lengthMm) => {
    const { screen } = await fed({}, { verdict: 'fine' }, lengthMm);
    expect(screen()).toEqual({ at: 'take-back', why: 'wrong-size', afterwards: 'commission' });
  });

  it('asks the voter where the policy says so, and does what she says', async () => {
    const insists = await fed({}, concern('none'));
    expect(insists.screen()).toEqual({ at: 'asking', why: 'none' });
    insists.actor.send({ type: 'voter.insisted' });
    await insists.settle();
    expect([insists.world.fallen.invalid, insists.world.counted]).toEqual([['a'], ['a']]);

    const wantsIt = await fed({}, concern('none'));
    wantsIt.actor.send({ type: 'voter.wants-it-back' });
    await wantsIt.settle();
    expect(wantsIt.screen()).toMatchObject({ at: 'take-back', why: 'none' });

    const silent = await fed({}, concern('none'));
    silent.clock.increment(policy.askSeconds * 1_000);
    await silent.settle();
    expect(silent.screen()).toMatchObject({ at: 'take-back', why: 'none' });
    expect(silent.world.counted).toEqual([]);
  });

  it('never accepts for a voter what was exchanged under her hands while she was asked', async () => {
    const { world, actor, screen, settle } = await fed({}, concern('none'));
    world.setCover('open');
    world.reach('take');
    await settle();
    actor.send({ type: 'voter.insisted' });
    await settle();
    expect(screen()).toMatchObject({ at: 'call', problem: { code: 'ballot-reader.cover-open' } });
    expect([world.counted, world.flight]).toEqual([[], null]);
  });

  it('does not take sheets before it is opened and after it is closed', async () => {
    const { world, actor, screen, settle } = await fed({ open: false });
    expect(screen()).toEqual({ at: 'closed' });
    actor.send({ type: 'opened' });
    await settle();
    expect(world.counted).toEqual(['a']);
    actor.send({ type: 'closed' });
    world.insert('b');
    await settle();
    expect(world.counted).toEqual(['a']);
  });
});

describe('a disk that takes nothing', () => {
  it('the sheet comes back, a person is called, and afterwards it goes on', async () => {
    const { world, actor, screen, settle, clock, records } = bench();
    await settle();
    world.storeFails = true;
    world.insert('a');
    await settle();
    expect(screen()).toMatchObject({ at: 'take-back', why: 'not-kept' });
    world.pull();
    await settle();
    expect(screen()).toEqual({ at: 'call', problem: { code: 'storage.full' }, locate: false });
    expect(records).toEqual([{ kind: 'fault', problem: { code: 'storage.full' } }]);
    world.storeFails = false;
    actor.send({ type: 'try.again' });
    world.insert('a');
    await settle();
    clock.increment(PATH_DELAYS.accepted);
    await settle();
    expect([screen(), world.counted]).toEqual([{ at: 'ready' }, ['a']]);
  });
});

describe('a box that is lost while the disk writes', () => {
  it.each(['keeping', 'dropping'] as const)('(%s) does not make the store forget what it has begun', async (state) => {
    const { world, actor, screen, settle, clock } = bench({ luck: { roll: (below) => (below === 12 ? 11 : 1) } });
    await settle();
    world.insert('a');
    for (let turn = 0; turn < 400 && !actor.getSnapshot().matches(state); turn += 1) await settle(1);
    expect(actor.getSnapshot().matches(state)).toBe(true);
    actor.send({ type: 'box.lost', problem: { code: 'ballot-reader.missing' } });
    for (let turn = 0; turn < 20 && screen().at !== 'ready'; turn += 1) {
      await settle();
      world.pull();
      clock.increment(PATH_DELAYS.accepted);
    }
    expect([screen().at, world.flight]).toEqual(['ready', null]);
    expect(world.counted).toEqual(world.fallen.valid);
  });
});

describe('a sheet that is jammed on its way into the compartment', () => {
  const jammed = async () => {
    const made = await fed({}, concern('none'));
    made.world.sticky = 1;
    made.actor.send({ type: 'voter.insisted' });
    await made.settle();
    expect(made.screen()).toMatchObject({ at: 'call', problem: { code: 'ballot-reader.jammed-back' } });
    made.world.sticky = 0;
    made.world.setCover('open');
    await made.settle();
    return made;
  };

  it.each([
    ['take', 'in-hand', []],
    ['push', 'in-box', ['a']],
  ] as const)('and is moved by hand (%s) counts as persons who look say', async (how, where, counted) => {
    const { world, actor, screen, settle, records } = await jammed();
    world.reach(how);
    world.setCover('closed');
    await settle();
    expect(screen()).toEqual({ at: 'call', problem: { code: 'ballot-reader.sheet-unclear' }, locate: true });
    expect(world.whereInFlight).toBe(where);
    actor.send({ type: 'sheet.located', where, approvers: ['m1', 'm2'] });
    await settle();
    expect([world.counted, world.flight]).toEqual([counted, null]);
    expect(records.at(-1)).toEqual({ kind: 'located', where, approvers: ['m1', 'm2'] });
  });

  it('and is left there is accepted after all, for it is the same sheet', async () => {
    const { world, settle } = await jammed();
    world.setCover('closed');
    await settle();
    expect([world.fallen.invalid, world.counted]).toEqual([['a'], ['a']]);
  });
});

describe('a box that has died with a sheet on its way', () => {
  /** It was told to accept, and nothing is heard of it any more. */
  const dead = async (looks: number) => {
    const made = await fed({}, concern('none'));
    made.world.dead = true;
    made.actor.send({ type: 'voter.insisted' });
    await made.settle();
    made.actor.send({ type: 'box.lost', problem: { code: 'ballot-reader.missing' } });
    for (let look = 0; look < looks; look += 1) {
      made.clock.increment(PATH_DELAYS.lost);
      await made.settle();
    }
    return made;
  };

  it.each([
    ['in-hand', []],
    ['in-box', ['a']],
  ] as const)('is not waited for for ever: it counts as persons who look say (%s)', async (where, counted) => {
    const { world, actor, screen, settle, records } = await dead(PATH_TRIES.look);
    expect(screen()).toMatchObject({ at: 'call', locate: true });
    actor.send({ type: 'sheet.located', where, approvers: ['m1', 'm2'] });
    await settle();
    expect([world.counted, world.flight]).toEqual([counted, null]);
    expect(records.at(-1)).toEqual({ kind: 'located', where, approvers: ['m1', 'm2'] });
  });

  it('is waited for as long as its motors may still run', async () => {
    const { world, actor, screen, settle } = await dead(PATH_TRIES.look - 1);
    expect(screen()).toMatchObject({ at: 'call', locate: false });
    actor.send({ type: 'sheet.located', where: 'in-hand', approvers: ['m1', 'm2'] });
    await settle();
    expect(world.flight).not.toBeNull();
  });

  it('shows the same while it is looked for: what persons type meanwhile does not go', async () => {
    const { world, actor, screen, clock, settle } = await dead(0);
    const waits = screen();
    expect(waits).toMatchObject({ at: 'call', problem: { code: 'ballot-reader.missing' } });
    clock.increment(PATH_DELAYS.lost);
    expect(actor.getSnapshot().matches('looking')).toBe(true);
    expect(screen()).toEqual(waits);
    // The cable is put back, and it is the same sheet still.
    world.dead = false;
    await settle();
    clock.increment(PATH_DELAYS.lost);
    await settle();
    expect([world.flight, world.counted, screen().at]).toEqual([null, ['a'], 'accepted']);
  });
});

describe('a start', () => {
  it('with another box than the one that has the sheet waits for it, or for persons', async () => {
    const made = await fed({}, concern('none'));
    const { world, settle, screen } = made;
    world.storeFails = true;
    const flight = { token: 'f'.repeat(32), into: 'valid', box: 'B-9', of: 'a' } as const;
    world.flight = flight;
    made.restart();
    await settle();
    expect(screen()).toEqual({ at: 'call', problem: { code: 'ballot-reader.other-box' }, locate: true });
    world.box = 'B-9';
    world.storeFails = false;
    world.changed();
    await settle();
    expect([world.flight, world.counted]).toEqual([null, []]);
    expect(screen()).toMatchObject({ at: 'take-back', why: 'interrupted' });
  });

  it('without a box looks for one until it is there', async () => {
    const { actor, screen, settle, clock } = bench();
    await settle();
    actor.send({ type: 'box.lost', problem: { code: 'ballot-reader.missing' } });
    expect(screen()).toEqual({ at: 'call', problem: { code: 'ballot-reader.missing' }, locate: false });
    clock.increment(PATH_DELAYS.lost);
    await settle();
    expect(screen()).toEqual({ at: 'ready' });
  });
});
