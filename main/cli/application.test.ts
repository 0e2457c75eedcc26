import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDecisions, writeApplications } from '../applications/files.ts';
import { pseudonymOf } from '../identification/register/seal.ts';
import { election, makeStation, type Station, voters } from '../package/package.fixture.ts';
import { applicationCommand } from './application.ts';

let station: Station;
let said: string[] = [];
let complained: string[] = [];
const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };
const at = (name: string) => join(station.dir, name);
const away = { number: '0050', kind: 'remote', constituency: null, zone: null } as const;
const words = { ky: 'Бишкек', ru: 'Бишкек', en: 'Bishkek' };

async function run(...args: string[]): Promise<number> {
  said = [];
  complained = [];
  return applicationCommand(args, io);
}

beforeAll(async () => {
  station = await makeStation();
  const of = { ...election, precincts: [...election.precincts, { ...away, names: words, address: words }] };
  await station.write('a.taanuu', { election: of });
  const key = Buffer.from(station.commission.secrets('probe', 'laboratory').pseudonyms, 'base64url');
  const applications = voters.slice(0, 3).map((one, n) => ({
    ...{ application: `0001-AAAA-A000${n + 1}`, voter: pseudonymOf(key, one.pin) },
    ...{ filed: '2023-09-20', answerBy: '2023-09-27' },
    asked: n === 2 ? ({ kind: 'outside', reason: 'age' } as const) : ({ kind: 'remote', station: '0050' } as const),
  }));
  const { device, signing } = station.keys;
  const told = { election: 'probe', mode: 'laboratory', station: '0001', device, key: signing.key } as const;
  const made = '2023-09-20T04:00:00.000Z';
  writeFileSync(
    at('in.json'),
    writeApplications({ ...told, made, applications }, (m) => signing.sign(m)),
  );
  writeFileSync(
    at('forged.json'),
    writeApplications({ ...told, made, applications }, () => new Uint8Array(64)),
  );
  writeFileSync(at('voters.ndjson'), voters.map((one) => `${JSON.stringify(one)}\n`).join(''));
});
afterAll(() => station.remove());

const common = () => ['--package', at('a.taanuu'), '--commission', at('commission')];

describe('taanuu application', () => {
  it('names nobody without the commission’s own list, and everybody with it', async () => {
    expect(await run('show', at('in.json'), '--package', at('a.taanuu'))).toBe(0);
    expect(said.join('\n')).toContain('remote at 0050');
    expect(said.join('\n')).not.toContain(voters[0]?.pin);
    expect(await run('show', at('in.json'), ...common(), '--voters', at('voters.ndjson'))).toBe(0);
    expect(said.join('\n')).toContain(`№ 1 Тестова Айгүл ${voters[0]?.pin}`);
  });

  it('refuses a file that no device of the election has signed', async () => {
    expect(await run('show', at('forged.json'), '--package', at('a.taanuu'))).toBe(1);
    expect(complained.join()).toContain('application.file-signature');
  });

  it('signs decisions, and the next list has the station of those who vote away', async () => {
    writeFileSync(
      at('decisions.csv'),
      '0001-AAAA-A0001,granted,2023-09-21\n0001-AAAA-A0002,refused,2023-09-21,documents\n',
    );
    const files = ['--decisions', at('decisions.csv'), '--out', at('out.json')];
    const lists = ['--voters', at('voters.ndjson'), '--list-out', at('next.ndjson')];
    expect(await run('decide', at('in.json'), ...common(), ...files, ...lists, '--json')).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ granted: 1, refused: 1, remote: 1 });
    const read = readDecisions(readFileSync(at('out.json')), 'out', station.commission.trust.root);
    expect(read).toMatchObject({ ok: true, value: { decisions: [{ decision: 'granted' }, { why: 'documents' }] } });
    const next = readFileSync(at('next.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(next.map(({ remote, votesAt }) => [remote, votesAt])).toEqual([
      [true, '0050'],
      [false, null],
      [false, null],
      [false, null],
    ]);
  });

  it.each([
    '0001-AAAA-A0009,granted,2023-09-21',
    '0001-AAAA-A0001,refused,2023-09-21',
    '0001-AAAA-A0001,granted,2023-13-45',
    '0001-AAAA-A0001,perhaps,2023-09-21',
    '0001-AAAA-A0001,granted,2023-09-21\n0001-AAAA-A0001,granted,2023-09-21',
  ])('refuses %j by its line', async (text) => {
    writeFileSync(at('bad.csv'), text);
    const files = ['--decisions', at('bad.csv'), '--out', at('bad.json')];
    expect(await run('decide', at('in.json'), ...common(), ...files)).toBe(1);
    expect(complained.join()).toContain('application.decision-line');
  });

  it('says how it is used', async () => {
    expect(await run('show')).toBe(2);
    expect(await run('decide', at('in.json'), '--package', at('a.taanuu'))).toBe(2);
  });
});
