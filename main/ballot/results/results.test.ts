import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { numbersText } from '../../../core/results/protocol.ts';
import {
  ballot,
  credential,
  demoElection,
  resultsWorld,
  SITTING,
  signers,
  totalsOf,
  two,
  typeAll,
  value,
  type World,
  type WorldGiven,
} from './results.fixture.ts';

const worlds: World[] = [];
async function closed(...[cast, given]: Parameters<typeof resultsWorld>): Promise<World> {
  const world = await resultsWorld(cast, given);
  worlds.push(world);
  world.close();
  return world;
}
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});
const own = 'council-1';
const types = (world: World) => world.events().map(({ type }) => type);
const protocol = (world: World, id = own) => world.room.protocols.find((one) => one.id === id);
const line = (world: World, id: string) => protocol(world)?.lines.find((one) => one.id === id);

/** Twelve ballots of the own constituency: 7 for the first, 3 for the second, one empty and one with two marks. */
const twelve = [
  ...Array.from({ length: 7 }, () => ballot(own, ['c-1'])),
  ...Array.from({ length: 3 }, () => ballot(own, ['c-2'])),
  ballot(own, []),
  ballot(own, ['c-1', 'c-2'], { compartment: 'invalid' }),
];

async function counted(given?: WorldGiven, cast = twelve): Promise<World> {
  const world = await closed(cast, given);
  value(world.room.told(totalsOf(given?.station ?? '0001', { 'saruu-1': 12 })));
  value(await world.room.counting.count({ approvers: two }));
  return world;
}

describe('a store that has lost a ballot', () => {
  it('is counted as it is once persons say why, and not before: the protocol does not wait for ever', async () => {
    const world = await closed(twelve);
    const { ballots, stateDir, taken } = world.frame;
    const [lost] = [...(ballots.cast?.ballots() ?? [])].map((one) => value(one).slot);
    const file = readdirSync(stateDir).find((name) => name.endsWith('-cast.slots')) ?? '';
    const disk = openSync(join(stateDir, file), 'r+');
    writeSync(disk, new Uint8Array(8192), 0, 8192, 2 * 4096 + (lost ?? 0) * 8192);
    closeSync(disk);
    ballots.close();
    const { id: election, mode } = taken().election;
    value(ballots.turnTo({ election, mode, station: '0001', sitting: SITTING }));
    const differs = { expected: 12, found: 11 };
    expect(await world.room.counting.count({ approvers: two })).toEqual({
      ...{ ok: false, error: { code: 'ballot-store.count-differs', params: differs } },
    });
    const reason = 'Диск бузулган';
    value(await world.room.counting.count({ approvers: two, reason }));
    expect(world.events().at(-1)).toMatchObject({ body: { sheets: 11, differs: { ...differs, reason } } });
    expect(protocol(world)).toBeDefined();
  });

  it('and one that has lost none has nothing to be explained', async () => {
    const world = await closed(twelve);
    value(await world.room.counting.count({ approvers: two, reason: 'Диск бузулган' }));
    expect(world.events().at(-1)?.body).not.toHaveProperty('differs');
  });
});

describe('undecided marks', () => {
  const unsure = ballot(own, ['c-1'], { unsure: ['c-2'] });

  it('are for persons after the close: under a ticket, with their squares, and the sheet counts as they say', async () => {
    const world = await closed([unsure, ...twelve]);
    const { counting } = world.room;
    expect(world.room.toDecide).toBe(1);
    expect(await counting.count({ approvers: two })).toMatchObject({ error: { code: 'ballot-zone.to-decide' } });
    const sheet = value(counting.next());
    expect(sheet).toMatchObject({ style: own, left: 1 });
    const squares = sheet?.parts[0]?.squares ?? [];
    expect(squares.slice(0, 3).map(({ option, zone }) => [option, zone])).toEqual([
      ['c-1', 'mark'],
      ['c-2', 'adjudicate'],
      ['c-3', 'empty'],
    ]);
    expect(squares.map(({ picture }) => picture?.slice(0, 26) ?? null).slice(0, 2)).toEqual([
      null,
      'data:image/png;base64,iVBO',
    ]);
    const marked = [{ part: sheet?.parts[0]?.part ?? '', options: ['c-1'] }];
    const ticket = sheet?.ticket ?? '';
    for (const wrong of [[], [{ part: 'other', options: [] }], [{ ...marked[0]!, options: ['nobody'] }]]) {
      expect(await counting.decide({ ticket, marked: wrong, approvers: two })).toMatchObject({ ok: false });
    }
    expect(await counting.decide({ ticket, marked, approvers: [credential('chair')] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    value(await counting.decide({ ticket, marked, approvers: two }));
    expect(await counting.decide({ ticket, marked, approvers: two })).toEqual({
      ok: false,
      error: { code: 'ballot-zone.unknown-sheet' },
    });
    expect(value(counting.next())).toBeNull();
    expect(world.events().at(-1)).toMatchObject({
      type: 'ballot.adjudicated',
      body: { sheets: 1, approvers: ['chair', 'member'] },
    });
    value(await counting.count({ approvers: two }));
    expect(line(world, 'votes')?.options[0]).toMatchObject({ option: 'c-1', machine: 8 });
  });

  it('come in no order, and what was decided stays decided over a restart', async () => {
    const many = Array.from({ length: 6 }, (_, at) => ballot(own, [], { unsure: [`c-${at + 1}`] }));
    const world = await closed(many);
    const orders = new Set<string>();
    for (let round = 0; round < 40; round++) {
      const sheet = value(world.room.counting.next());
      orders.add(sheet?.parts[0]?.squares.find(({ zone }) => zone === 'adjudicate')?.option ?? '');
    }
    expect(orders.size).toBe(6);
    const decideOne = async (room: World['room']) => {
      const sheet = value(room.counting.next());
      const marked = (sheet?.parts ?? []).map(({ part, squares }) => ({
        ...{ part, options: squares.flatMap(({ zone, option }) => (zone === 'adjudicate' ? [option] : [])) },
      }));
      value(await room.counting.decide({ ticket: sheet?.ticket ?? '', marked, approvers: two }));
    };
    for (let n = 0; n < 3; n++) await decideOne(world.room);
    const room = world.again();
    expect([world.room.toDecide, room.toDecide]).toEqual([3, 3]);
    for (let n = 0; n < 3; n++) await decideOne(room);
    expect(room.toDecide).toBe(0);
    expect(world.events().filter(({ type }) => type === 'ballot.adjudicated')).toMatchObject([{ body: { sheets: 6 } }]);
    value(await room.counting.count({ approvers: two }));
    const votes = room.protocols[0]?.lines.find(({ id }) => id === 'votes')?.options.map(({ machine }) => machine);
    expect(votes).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('are not asked for before the close, nor while a mobile box is fed; its sheets are decided afterwards', async () => {
    const world = await resultsWorld([unsure]);
    worlds.push(world);
    expect([world.room.toDecide, world.room.protocols.length]).toEqual([null, 0]);
    expect(world.room.counting.next()).toMatchObject({ error: { code: 'ballot-zone.not-now' } });
    world.close();
    expect(world.room.toDecide).toBe(1);
    world.journal.record('ballot.mobile-begun', { box: 'm-1', approvers: [] }, { role: 'system' });
    world.put(ballot(own, [], { unsure: ['c-3'], batch: 'mobile' }));
    expect(world.room.toDecide).toBeNull();
    expect(world.room.counting.next()).toMatchObject({ error: { code: 'ballot-zone.not-now' } });
    world.journal.record('ballot.mobile-ended', { box: 'm-1', sheets: 1 }, { role: 'system' });
    expect(world.room.toDecide).toBe(2);
  });
});

describe('the count', () => {
  it('property: the totals of the protocols are those of the ballots, in whatever order they came', async () => {
    const styles = ['council-1', 'council-2', 'council-3'];
    const any = fc.record({
      style: fc.constantFrom(...styles),
      marked: fc.subarray(['c-1', 'c-2', 'against-all'], { maxLength: 2 }),
      batch: fc.constantFrom('box' as const, 'mobile' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 25 }), async (cast) => {
        const records = cast.map(({ style, marked, batch }) => ballot(style, marked, { batch }));
        const world = await closed(records, { station: '0050', smallCount: 0 });
        value(await world.room.counting.count({ approvers: two }));
        for (const { id, lines } of world.room.protocols) {
          const of = cast.filter(({ style }) => style === id);
          const valid = of.filter(({ marked }) => marked.length === 1);
          const numbers = Object.fromEntries(lines.map((one) => [one.id, one.machine]));
          expect(numbers).toMatchObject({
            ...{ valid: valid.length, invalid: of.length - valid.length, voted: of.length },
            'mobile-box': of.filter(({ batch }) => batch === 'mobile').length,
            votes: valid.filter(({ marked }) => marked[0] !== 'against-all').length,
            'against-all': valid.filter(({ marked }) => marked[0] === 'against-all').length,
          });
          for (const { option, machine } of lines.find((one) => one.id === 'votes')?.options ?? []) {
            expect(machine).toBe(valid.filter(({ marked }) => marked[0] === option).length);
          }
        }
        expect(world.room.protocols).toHaveLength(3);
        world.end();
        worlds.pop();
      }),
      { numRuns: 6 },
    );
  });

  it('is made once, after the close, by those whom the policy names; it says of how many sheets, and prints the final slip', async () => {
    const world = await closed(twelve);
    const { counting } = world.room;
    expect(await counting.count({ approvers: [credential('secretary'), credential('member')] })).toMatchObject({
      error: { code: 'access.approver-role' },
    });
    value(await counting.count({ approvers: two }));
    expect(await counting.count({ approvers: two })).toMatchObject({ error: { code: 'ballot-zone.not-now' } });
    expect(world.events().at(-1)).toMatchObject({
      type: 'ballot.counted',
      body: { sheets: 12, approvers: ['chair', 'member'] },
    });
    expect(world.queued).toEqual(['final-0001-2023-10-08T1507.pdf']);
    expect(world.again().protocols).toEqual(world.room.protocols);
  });

  it('leaves no choice outside the stores before it: not in the journal, a log, a message or a file', async () => {
    const canary = 'canary-7f3a';
    const logged: unknown[] = [];
    const outputs = [
      ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name)),
      ...[vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')],
    ];
    for (const output of outputs) output.mockImplementation((...said: unknown[]) => logged.push(said) > 0);
    const papers = structuredClone(demoElection.papers);
    const [first] = papers?.styles[0]?.parts[0]?.options ?? [];
    if (!papers || !first) throw new Error('no ballots');
    first.id = canary;
    const cast = [ballot(own, [canary]), ballot(own, [], { unsure: [canary] }), ...twelve.slice(8)];
    const world = await closed(cast, { election: { ...demoElection, papers } });
    const sheet = value(world.room.counting.next());
    const marked = [{ part: sheet?.parts[0]?.part ?? '', options: [canary] }];
    value(await world.room.counting.decide({ ticket: sheet?.ticket ?? '', marked, approvers: two }));
    const before = JSON.stringify([world.events(), world.said, world.queued, logged]);
    value(await world.room.counting.count({ approvers: two }));
    // The same words do stand where the votes are shown, so that the search could find them.
    expect(JSON.stringify(world.room.protocols)).toContain(canary);
    expect(before).not.toContain(canary);
    for (const output of outputs) output.mockRestore();
    expect(JSON.stringify([world.events(), logged])).not.toContain(canary);
    expect(world.files().filter(({ bytes }) => bytes.includes(canary))).toEqual([]);
  });
});

describe('a correction', () => {
  /** Signed once: the counts agree. */
  async function signedOnce() {
    const world = await counted();
    typeAll(world, own, 12);
    value(await world.room.protocolDesk.sign({ protocol: own, by: signers }));
    return world;
  }
  const words = 'Саноодон ката табылды';

  it('makes another version that is signed anew; the one before stays, and says nothing else than it did', async () => {
    const world = await signedOnce();
    const { protocolDesk: desk } = world.room;
    const before = protocol(world)?.signed?.sha256;
    expect(await desk.correct({ protocol: own, words, approvers: [credential('member')] })).toMatchObject({
      error: { code: 'access.approvers-missing' },
    });
    value(await desk.correct({ protocol: own, words, approvers: two }));
    expect(protocol(world)).toMatchObject({ signed: null, correcting: { reason: words }, versions: [{ version: 1 }] });
    expect(world.room.standing().protocols).toEqual({ signed: 0, all: 1 });
    expect(await desk.correct({ protocol: own, words, approvers: two })).toMatchObject({ ok: false });
    for (const [key, count] of [
      ['deputy/c-1', 6],
      ['deputy/c-2', 4],
    ] as const) {
      value(desk.byHand({ protocol: own, key, value: count }));
    }
    value(await desk.explain({ protocol: own, how: 'recounted', words: 'Кайра саналды', approvers: two }));
    value(await desk.sign({ protocol: own, by: signers }));
    const again = world.again().protocols[0];
    expect(again).toEqual(protocol(world));
    expect(again).toMatchObject({ correcting: null, signed: { sha256: again?.versions[0]?.sha256 } });
    expect(again?.versions).toMatchObject([
      { version: 2, reason: words, decided: ['Тестова chair', 'Тестова member'] },
      { version: 1, sha256: before, reason: null, changed: [] },
    ]);
    expect(again?.versions[0]?.changed.map(({ from, to }) => [from, to])).toContainEqual([7, 6]);
    expect(world.events().filter(({ type }) => /protocol-signed|correction/.test(type))).toMatchObject([
      { type: 'ballot.protocol-signed', body: { sha256: before } },
      { type: 'ballot.correction-begun', body: { version: 2, reason: words, approvers: ['chair', 'member'] } },
      { type: 'ballot.protocol-signed', body: { sha256: again?.signed?.sha256 } },
    ]);
    const { files } = value(await world.room.exports.export());
    expect(files.filter((file) => file.endsWith('.pdf'))).toEqual([
      `protocol-0001-2023-10-08-1-${own}.pdf`,
      `protocol-0001-2023-10-08-1-${own}-version-2.pdf`,
    ]);
  });

  it('that is given up leaves the version in force as it was, and the next one sets out from that', async () => {
    const world = await signedOnce();
    const { protocolDesk: desk } = world.room;
    const before = protocol(world);
    expect(desk.dropCorrection({ protocol: own })).toMatchObject({ ok: false });
    value(await desk.correct({ protocol: own, words, approvers: two }));
    value(desk.type({ protocol: own, line: 'received', value: 99 }));
    // Until it is signed the other version is in force, and leaves.
    expect(value(await world.room.exports.export()).files).toContain(`protocol-0001-2023-10-08-1-${own}.json`);
    value(desk.dropCorrection({ protocol: own }));
    expect(protocol(world)).toEqual(before);
    value(await desk.correct({ protocol: own, words, approvers: two }));
    expect(line(world, 'received')?.value).toBe(22);
    value(await desk.sign({ protocol: own, by: signers }));
    expect(protocol(world)?.versions.map(({ changed }) => changed)).toEqual([[], []]);
  });

  it('lets the scanner be asked again, and is none of a protocol that is sealed', async () => {
    const cast = [...twelve, ballot('council-2', ['c-3'])];
    const world = await closed(cast);
    value(await world.room.counting.count({ approvers: two }));
    value(await world.room.protocolDesk.sign({ protocol: 'council-2', by: signers }));
    expect(await world.room.protocolDesk.correct({ protocol: 'council-2', words, approvers: two })).toMatchObject({
      error: { code: 'ballot-zone.too-few-to-show' },
    });
  });
});

describe('a protocol', () => {
  it('is signed with the numbers that were looked at, not with those that came meanwhile', async () => {
    const world = await counted();
    const { protocolDesk: desk } = world.room;
    typeAll(world, own, 12);
    const seen = numbersText(protocol(world)?.lines ?? []);
    value(world.room.told(totalsOf('0001', { 'saruu-1': 13 })));
    expect(await desk.sign({ protocol: own, by: signers, seen })).toEqual({
      ...{ ok: false, error: { code: 'ballot-zone.numbers-changed' } },
    });
    const now = numbersText(protocol(world)?.lines ?? []);
    value(await desk.sign({ protocol: own, by: signers, seen: now }));
  });

  it('is not signed while a number is missing, a ratio broken or the counts differ, until persons have said why', async () => {
    const world = await counted();
    const { protocolDesk: desk } = world.room;
    const sign = () => desk.sign({ protocol: own, by: signers });
    expect(await sign()).toMatchObject({ error: { code: 'ballot-zone.numbers-missing', params: { numbers: 6 } } });
    typeAll(world, own, 12);
    value(desk.type({ protocol: own, line: 'cancelled', value: 8 }));
    expect(protocol(world)?.ratios.find(({ ratio }) => ratio.id === 'paper')).toMatchObject({ state: 'broken', by: 2 });
    expect(await sign()).toMatchObject({ error: { code: 'ballot-zone.not-balanced', params: { ratios: 1 } } });
    const discrepancy = { protocol: own, ratio: 'paper', words: 'Эки бюллетень суу болгон', approvers: two };
    value(await desk.discrepancy(discrepancy));
    value(desk.byHand({ protocol: own, key: 'deputy/c-1', value: 6 }));
    value(desk.byHand({ protocol: own, key: 'deputy/c-2', value: 4 }));
    expect(await sign()).toMatchObject({ error: { code: 'ballot-zone.counts-differ', params: { numbers: 2 } } });
    value(await desk.explain({ protocol: own, how: 'recounted', words: 'Кайра саналды', approvers: two }));
    expect(protocol(world)?.missing).toEqual([]);
    // What was said of it was said of those numbers.
    value(desk.type({ protocol: own, line: 'cancelled', value: 7 }));
    expect(await sign()).toMatchObject({ error: { code: 'ballot-zone.not-balanced' } });
    value(await desk.discrepancy(discrepancy));
    value(desk.byHand({ protocol: own, key: 'deputy/c-2', value: 3 }));
    expect(await sign()).toMatchObject({ error: { code: 'ballot-zone.not-balanced' } });
    value(desk.byHand({ protocol: own, key: 'deputy/c-2', value: 4 }));
    value(await sign());
    expect(protocol(world)?.signed?.persons).toEqual(['Тестова chair', 'Тестова secretary', 'Тестова member']);
    expect(world.room.standing()).toEqual({ toDecide: 0, protocols: { signed: 1, all: 1 } });
  });

  it('is signed by as many of each role as the form names, each by her own code, and then stays as it is', async () => {
    const world = await counted();
    const { protocolDesk: desk } = world.room;
    typeAll(world, own, 12);
    const refused = async (by: typeof signers) => {
      const result = await desk.sign({ protocol: own, by });
      return result.ok ? null : result.error.code;
    };
    expect(await refused(two)).toBe('access.approvers-missing');
    expect(await refused([...signers, credential('officer')])).toBe('access.approver-role');
    expect(await refused([...signers, credential('chair')])).toBe('access.approvers-same');
    expect(await refused([...two, credential('secretary', '000000')])).toBe('access.wrong-code');
    value(await desk.dissent({ protocol: own, by: credential('member'), words: 'Макул эмесмин' }));
    expect(await desk.dissent({ protocol: own, by: credential('officer'), words: 'Макул эмесмин' })).toMatchObject({
      error: { code: 'access.approver-role' },
    });
    value(await desk.sign({ protocol: own, by: signers }));
    for (const change of [
      desk.type({ protocol: own, line: 'spoiled', value: 1 }),
      desk.byHand({ protocol: own, key: 'valid', value: 1 }),
      await desk.sign({ protocol: own, by: signers }),
    ]) {
      expect(change).toEqual({ ok: false, error: { code: 'ballot-zone.already-signed' } });
    }
    const before = protocol(world);
    value(world.room.told(totalsOf('0001', { 'saruu-1': 700 })));
    value(await desk.dissent({ protocol: own, by: credential('secretary'), words: 'Кечирээк айтам' }));
    expect(protocol(world)).toEqual({
      ...before,
      dissents: [
        { person: 'member', name: 'Тестова member', reason: 'Макул эмесмин' },
        { person: 'secretary', name: 'Тестова secretary', reason: 'Кечирээк айтам' },
      ],
    });
  });

  it('takes no number that is not asked for; what identification has not told may be typed from its slip', async () => {
    const world = await closed(twelve);
    const { protocolDesk: desk } = world.room;
    const type = (name: string) => desk.type({ protocol: own, line: name, value: 12 }).ok;
    expect(['received', 'listed', 'took-part', 'valid', 'votes', 'nothing'].map(type)).toEqual([
      ...[true, true, true, false, false, false],
    ]);
    const byHand = (key: string) => desk.byHand({ protocol: own, key, value: 3 }).ok;
    expect(['valid', 'votes', 'received', 'deputy/c-1', 'deputy/against-all', 'deputy/nobody'].map(byHand)).toEqual([
      ...[true, false, false, true, true, false],
    ]);
    expect(desk.type({ protocol: 'council-2', line: 'received', value: 1 }).ok).toBe(false);
    expect(line(world, 'took-part')).toMatchObject({ typed: true, value: 12 });
    value(world.room.told(totalsOf('0001', { 'saruu-1': 11 }, 'd-1')));
    value(world.room.told(totalsOf('0001', { 'saruu-1': 5 }, 'd-2')));
    value(world.room.told(totalsOf('0001', { 'saruu-1': 4 }, 'd-2')));
    // What the same device has told of another sitting is of that one, and takes nothing away here.
    value(world.room.told({ ...totalsOf('0001', { 'saruu-1': 900 }, 'd-2'), sitting: '2023-10-07-9' }));
    expect(line(world, 'took-part')).toMatchObject({ typed: false, value: 15 });
    expect(line(world, 'listed')).toMatchObject({ value: 1_500 });
    expect(type('took-part')).toBe(false);
    value(desk.type({ protocol: own, line: 'received', value: null }));
    expect(line(world, 'received')).toMatchObject({ value: null });
  });

  it('is gone with everything that the zone knows of it once the zone is wiped', async () => {
    const world = await counted();
    typeAll(world, own, 12);
    const results = () =>
      world
        .files()
        .map(({ path }) => path.replace(world.stateDir, ''))
        .filter((path) => /results-|papers/.test(path));
    expect(results()).toHaveLength(3);
    expect(world.keys.hasDatabaseKey(`results-${demoElection.id}-laboratory-0001-2023-10-08-1`)).toBe(true);
    value(world.room.wipe());
    expect(results()).toEqual([]);
    expect(world.keys.hasDatabaseKey(`results-${demoElection.id}-laboratory-0001-2023-10-08-1`)).toBe(false);
  });

  it('is printed once it is signed, each copy under a number of its own that is recorded first', async () => {
    const world = await counted();
    const { papers, protocolDesk: desk } = world.room;
    expect(await papers.print({ protocol: own, form: 'a4', copies: 2, whom: 'observers' })).toMatchObject({
      error: { code: 'ballot-zone.protocol-unfinished' },
    });
    typeAll(world, own, 12);
    value(await desk.sign({ protocol: own, by: signers }));
    value(await papers.print({ protocol: own, form: 'a4', copies: 2, whom: 'observers' }));
    value(await papers.print({ protocol: own, form: 'enlarged', copies: 1, whom: 'observers' }));
    value(await papers.print({ protocol: own, form: 'a4', copies: 3, whom: 'observers' }));
    const printed = world.events().flatMap((one) => (one.type === 'ballot.copies-printed' ? [one.body] : []));
    expect(printed.map(({ form, from, to }) => [form, from, to])).toEqual([
      ['a4', 1, 2],
      ['enlarged', 3, 3],
      ['a4', 4, 6],
    ]);
    expect(protocol(world)?.copies).toBe(6);
    const files = world.files().filter(({ path }) => path.includes('papers') && path.includes('protocol'));
    expect(files.map(({ bytes }) => bytes.subarray(0, 8).toString())).toEqual(Array(3).fill('%PDF-1.7'));
    expect(types(world).lastIndexOf('ballot.copies-printed')).toBe(types(world).length - 1);
  });

  it('lists the papers of the day, not the numbered ones, and brings one out again as it was, also after a restart', async () => {
    const world = await counted();
    value(await world.room.papers.printDay({ paper: 'zero', slots: 150 }));
    const [final, zero] = world.room.papers.day;
    expect([final, zero]).toEqual([
      { file: expect.stringMatching(/^final-0001-/), paper: 'final', made: '2023-10-08T15:07:00Z' },
      { file: expect.stringMatching(/^zero-0001-/), paper: 'zero', made: '2023-10-08T15:07:00Z' },
    ]);
    const room = world.again();
    expect(room.papers.day).toEqual([final, zero]);
    value(await room.papers.again(zero?.file ?? ''));
    expect(world.queued.at(-1)).toBe(zero?.file);
    expect(world.events().at(-1)).toMatchObject({ type: 'ballot.paper-repeated', body: { paper: zero?.file } });
    room.papers.remove();
    expect(room.papers.day).toEqual([]);
  });
});
