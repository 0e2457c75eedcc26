import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import { afterEach, describe, expect, it } from 'vitest';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import { fromBase64url, toHex, utf8 } from '../../../core/crypto/encoding.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { readProtocolCode } from '../../../core/results/protocol-code.ts';
import { openSealed } from '../../access/keys-seal.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import {
  ballot,
  resultsWorld,
  signers,
  totalsOf,
  two,
  typeAll,
  value,
  type World,
  type WorldGiven,
} from './results.fixture.ts';
import { SEALED_DOMAIN, sealChoices } from './sealed-choices.ts';

const worlds: World[] = [];
afterEach(() => {
  for (const world of worlds.splice(0)) world.end();
});
const many = (count: number, style: string, option: string) =>
  Array.from({ length: count }, () => ballot(style, [option]));

/** A station for voters of every constituency: 6, 7 and a few. */
async function remote(few: readonly BallotRecord[], given: WorldGiven = {}): Promise<World> {
  const cast = [...many(4, 'council-1', 'c-1'), ...many(2, 'council-1', 'c-2'), ...few, ...many(7, 'council-2', 'c-3')];
  const world = await resultsWorld(cast, { station: '0050', ...given });
  worlds.push(world);
  world.close();
  return world;
}

/** Persons decide what is asked of them, the ballots are counted, all protocols are signed, everything leaves. */
async function finished(world: World): Promise<readonly string[]> {
  const { room } = world;
  value(room.told(totalsOf('0050', { 'saruu-1': 6, 'saruu-2': 8, 'saruu-3': 3 })));
  for (let sheet = value(room.counting.next()); sheet !== null; sheet = value(room.counting.next())) {
    const marked = sheet.parts.map(({ part }) => ({ part, options: [] }));
    value(await room.counting.decide({ ticket: sheet.ticket, marked, approvers: two }));
  }
  value(await room.counting.count({ approvers: two }));
  for (const { id, sealed, lines } of room.protocols) {
    if (!sealed) typeAll(world, id, lines.find((one) => one.id === 'voted')?.value ?? 0);
    value(await room.protocolDesk.sign({ protocol: id, by: signers }));
  }
  return value(await room.exports.export()).files;
}

const text = (world: World, file: string): string => world.out()[file]?.toString('utf8') ?? '';
const json = (world: World, file: string) => JSON.parse(text(world, file));

function faults(schema: string, document: unknown): string | null {
  const ajv = new Ajv.default({ allErrors: true, strict: false });
  ajv.addFormat('date-time', (one: string) => /T.*[+-]\d\d:\d\d$/.test(one) && !Number.isNaN(Date.parse(one)));
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  for (const format of ['uri', 'time', 'byte']) ajv.addFormat(format, true);
  const path = new URL(`../../../test/schemas/${schema}.json`, import.meta.url);
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
  return validate(document) ? null : ajv.errorsText(validate.errors);
}

describe('what leaves the ballot zone', () => {
  it('does so by name and hash, over the hatch and in the journal, once protocols are signed', async () => {
    const world = await remote([]);
    expect(await world.room.exports.export()).toMatchObject({ error: { code: 'ballot-zone.not-now' } });
    value(await world.room.counting.count({ approvers: two }));
    expect(await world.room.exports.export()).toMatchObject({
      error: { code: 'ballot-zone.protocol-unfinished', params: { protocols: 3 } },
    });
    typeAll(world, 'council-1', 6);
    for (const [line, number] of [
      ['listed', 1_500],
      ['took-part', 6],
    ] as const) {
      value(world.room.protocolDesk.type({ protocol: 'council-1', line, value: number }));
    }
    value(await world.room.protocolDesk.sign({ protocol: 'council-1', by: signers }));
    const { files } = value(await world.room.exports.export());
    expect(files.map((file) => file.replace('-0050-2023-10-08-1', ''))).toEqual([
      'protocol-council-1.pdf',
      'protocol-council-1.json',
      'protocol-council-1.csv',
      'results.json',
      'ballots.json',
      'ballot-journal.ndjson',
      'ballot-journal.json',
    ]);
    const told = Object.fromEntries(
      world.said.flatMap((one) => (one.hatch === 'file' ? [[one.file, one.sha256] as const] : [])),
    );
    const recorded = Object.fromEntries(
      world.events().flatMap((one) => (one.type === 'ballot.exported' ? [[one.body.file, one.body.sha256]] : [])),
    );
    for (const [file, bytes] of Object.entries(world.out())) {
      if (file.includes('documentation')) continue;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect([told[file], recorded[file]]).toEqual([sha256, sha256]);
    }
    expect(world.again().exports.told()).toHaveLength(files.length);
    // Nothing of what is not signed yet.
    const left = Object.values(world.out()).map(String).join('');
    expect(left).not.toContain('council-2');
  });

  it('is valid by the formats of NIST, and has each ballot once under a random name', async () => {
    const world = await remote([]);
    await finished(world);
    const records = json(world, 'ballots-0050-2023-10-08-1.json');
    expect(faults('NIST_V0_cast_vote_records', records)).toBeNull();
    expect(faults('NIST_V2_election_results_reporting', json(world, 'results-0050-2023-10-08-1.json'))).toBeNull();
    expect(faults('NIST_V1_election_event_logging', json(world, 'ballot-journal-0050-2023-10-08-1.json'))).toBeNull();
    expect(json(world, 'ballot-journal-0050-2023-10-08-1.json').Device[0].Type).toBe('scan-single');
    expect(records.CVR).toHaveLength(13);
    const names = records.CVR.map(({ UniqueId }: { readonly UniqueId: string }) => UniqueId);
    expect(names.every((name: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-4/.test(name))).toBe(true);
    const first = text(world, 'ballots-0050-2023-10-08-1.json');
    value(await world.room.exports.export());
    const second = text(world, 'ballots-0050-2023-10-08-1.json');
    for (const name of names) expect([first.includes(name), second.includes(name)]).toEqual([true, false]);
  });

  it('has the protocol as it was signed: its hash, its code and its numbers prove each other', async () => {
    const world = await remote([]);
    await finished(world);
    const { content, code } = json(world, 'protocol-0050-2023-10-08-1-council-1.json');
    const read = readProtocolCode(code, world.keys.signing.publicKey, nodeCrypto);
    const hash = nodeCrypto.sha256(utf8(`taanuu/protocol/1\n${canonical(content)}`));
    expect(read && toHex(read.hash)).toBe(toHex(hash));
    expect(world.room.protocols[0]?.signed?.sha256).toBe(toHex(hash));
    expect(read?.numbers).toContainEqual(['13/c-1', 4]);
    expect(text(world, 'protocol-0050-2023-10-08-1-council-1.csv')).toContain('13,c-1,');
  });

  it('says what was counted by hand where that is what was signed', async () => {
    const world = await remote([]);
    value(world.room.told(totalsOf('0050', { 'saruu-1': 6, 'saruu-2': 7, 'saruu-3': 0 })));
    value(await world.room.counting.count({ approvers: two }));
    typeAll(world, 'council-1', 6);
    const { protocolDesk: desk } = world.room;
    value(desk.byHand({ protocol: 'council-1', key: 'deputy/c-1', value: 3 }));
    value(desk.byHand({ protocol: 'council-1', key: 'deputy/c-2', value: 3 }));
    value(await desk.explain({ protocol: 'council-1', how: 'explained', words: 'Белги', approvers: two }));
    value(await desk.sign({ protocol: 'council-1', by: signers }));
    value(await world.room.exports.export());
    const contest = json(world, 'results-0050-2023-10-08-1.json').Election[0].Contest[0];
    const counts = contest.ContestSelection.map(
      (one: { readonly VoteCounts: readonly { readonly Count: number }[] }) => one.VoteCounts[0]?.Count,
    );
    expect(counts.slice(0, 3)).toEqual([3, 3, 0]);
  });
});

describe('the ballots of a constituency that has too few here', () => {
  const few = [ballot('council-3', ['c-1']), ballot('council-3', ['c-1']), ballot('council-3', ['c-1'])];

  it('stand on no screen and in no open file, and leave sealed to the centre', async () => {
    const world = await remote(few);
    expect(world.room.protocolDesk.type({ protocol: 'council-3', line: 'received', value: 3 })).toMatchObject({
      error: { code: 'ballot-zone.too-few-to-show', params: { least: 5 } },
    });
    const files = await finished(world);
    expect(world.room.protocols.map(({ id, sealed, stays, lines }) => [id, sealed, stays, lines.length])).toEqual([
      ['council-1', false, false, 15],
      ['council-2', false, false, 15],
      ['council-3', true, false, 0],
    ]);
    for (const [file, bytes] of Object.entries(world.out())) {
      // That this protocol was signed, and that its ballots are few, is no secret.
      const names = ['journal', 'sealed', 'results-file'].some((one) => file.includes(one));
      if (!names) expect(bytes.toString('latin1'), file).not.toContain('council-3');
    }
    expect(json(world, 'results-0050-2023-10-08-1.json').Election[0].BallotCounts[0].BallotsCast).toBe(13);
    expect(json(world, 'results-0050-2023-10-08-1.json').GpUnit[0].VotersParticipated).toBe(14);
    const name = files.find((file) => file.includes('sealed')) ?? '';
    const { signature, ...file } = json(world, name);
    const bytes = (field: string) => fromBase64url(file[field]) ?? new Uint8Array();
    const proved = nodeCrypto.ed25519Verify(
      fromBase64url(signature) ?? new Uint8Array(),
      utf8(`${SEALED_DOMAIN}\n${canonical(file)}`),
      world.keys.signing.publicKey,
    );
    expect(proved).toBe(true);
    const { enc: _, sealed: __, ...head } = file;
    const opened = await openSealed(
      world.centre.secret,
      { enc: bytes('enc'), sealed: bytes('sealed') },
      utf8(`${SEALED_DOMAIN}\n${canonical(head)}`),
    );
    const inside = JSON.parse(new TextDecoder().decode(opened ?? new Uint8Array()));
    expect(inside.styles).toMatchObject([{ style: 'council-3', counted: { votes: { deputy: { 'c-1': 3 } } } }]);
    expect(inside.styles[0].ballots).toHaveLength(3);
    expect(Buffer.from(inside.styles[0].ballots[0].image, 'base64')[0]).toBe(0x7f);
  });

  it('stay in the zone where the package names no key, and the desk says so', async () => {
    const world = await remote(few, { sealing: false });
    const files = await finished(world);
    expect(files.some((file) => file.includes('sealed'))).toBe(false);
    expect(world.room.protocols[2]).toMatchObject({ sealed: true, stays: true });
  });

  it('are not sealed to a key that is none: the field of the package is named', async () => {
    const world = await remote(few);
    const of = { election: 'e', mode: 'laboratory', station: '0050', sitting: '1' };
    const to = { publicKey: new Uint8Array(65).fill(4), keys: world.keys, slotBytes: 8192 };
    expect(await sealChoices([], of, to)).toEqual({
      ok: false,
      error: { code: 'package.field', params: { field: 'policy.results.sealingKey' } },
    });
  });

  it('are shown where there are enough, and those of the own constituency always', async () => {
    const world = await resultsWorld([...many(5, 'council-2', 'c-1'), ballot('council-1', ['c-1']), ...few]);
    worlds.push(world);
    world.close();
    expect(world.room.protocols.map(({ id, sealed }) => [id, sealed])).toEqual([
      ['council-1', false],
      ['council-2', false],
      ['council-3', true],
    ]);
  });

  /** Everything that anybody outside the stores can see of a station from the close to the last file. */
  async function seen(ballots: readonly BallotRecord[]) {
    const world = await remote(ballots);
    const before = [world.room.toDecide, world.room.protocols];
    await finished(world);
    value(await world.room.papers.print({ protocol: 'council-3', form: 'a4', copies: 1, whom: 'observers' }));
    // Random names and what hangs on keys and seals differ between any two worlds.
    const plain = (one: unknown): string =>
      JSON.stringify(one)
        .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uuid')
        .replaceAll(/[0-9a-f]{64,128}/g, 'hash')
        .replaceAll(/\bd-[a-z0-9]{10}\b|\bk-[a-z0-9]+\b|TN-\d+-\d+/g, 'key')
        .replaceAll(/[A-Za-z0-9_-]{86}/g, 'signature')
        .replaceAll(/[A-Za-z0-9_-]{43}/g, 'hash');
    const out = world.out();
    const contents = Object.fromEntries(
      Object.entries(out).map(([file, bytes]) => {
        if (file.endsWith('.pdf')) return [file, 'pdf'];
        // Ballots stand by their random names: what is compared is which there are.
        const lines = plain(bytes.toString('utf8')).split('\\n').sort().join();
        return [file, file.includes('sealed') ? bytes.length : createHash('sha256').update(lines).digest('hex')];
      }),
    );
    const events = world.events().map(({ type, body }) => plain([type, body]));
    const files = world
      .files()
      .map(({ path, bytes }) => [
        path.replace(world.stateDir, ''),
        /results-.*(typed|counted)$/.test(path) ? null : path.endsWith('.slots') ? bytes.length : null,
      ]);
    // What was signed of a sealed protocol names no key and has no time of its own: the same content, the same hash.
    const signed = world.room.protocols[2]?.signed?.sha256;
    return {
      before,
      signed,
      after: plain(world.room.protocols),
      events,
      contents,
      files: files.sort(),
      said: plain(world.said),
    };
  }

  it('change nothing that anybody can see, whatever stands on them: no sum, no difference and no length tells', async () => {
    const [all, mixed] = await Promise.all([
      seen(few),
      seen([
        ballot('council-3', ['against-all']),
        ballot('council-3', ['c-1', 'c-2'], { compartment: 'invalid' }),
        ballot('council-3', [], { unsure: ['c-2'] }),
      ]),
    ]);
    expect(mixed.before).toEqual(all.before);
    expect(mixed).toEqual(all);
    // The same ballots of a constituency that may be seen do change what is seen.
    const other = await seen([...few.slice(1), ballot('council-2', ['c-1'])]);
    expect(other.after).not.toBe(all.after);
  });
});
