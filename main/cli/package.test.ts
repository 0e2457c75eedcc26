import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openKeys } from '../access/keys.ts';
import { fingerprintWords } from '../access/keys-words.ts';
import { importPackage } from '../identification/register/import.ts';
import { openCommission } from '../package/commission.ts';
import { openedByPeople } from '../package/package.fixture.ts';
import { deviceCommand } from './device.ts';
import { runJournal } from './journal-entry.ts';
import { packageCommand } from './package.ts';
import { packageFolder } from './package-folder.fixture.ts';

const own = packageFolder();
const { at, said, complained, run, build, files } = own;
afterAll(() => own.close());

describe('from an empty device to a loaded register, by commands', () => {
  it('shows the keys, registers, and takes the root only by its words', async () => {
    expect(await run(deviceCommand, 'show', '--state', at('state'), '--serial', 'SN-7')).toBe(0);
    expect(said.join('\n')).toMatch(/serial {4}SN-7[\s\S]*nobody yet[\s\S]*█▀▀▀▀▀█/);
    await run(deviceCommand, 'show', '--state', at('state'), '--json');
    writeFileSync(at('request.json'), said[0] ?? '');
    const place = ['--commission', at('commission'), '--request', at('request.json'), '--station', '0001'];
    expect(await run(deviceCommand, 'register', ...place, '--out', at('certificate.json'), '--name', 'БШК')).toBe(0);
    const words =
      said
        .find((line) => line.startsWith('root words'))
        ?.replace('root words', '')
        .trim() ?? '';
    const accept = ['accept', at('certificate.json'), '--state', at('state'), '--words'];
    expect(await run(deviceCommand, ...accept, words.replace(/^\w+/, 'wrong'))).toBe(1);
    expect(await run(deviceCommand, ...accept, words.toUpperCase())).toBe(0);
    expect(await run(deviceCommand, 'accept', at('certificate.json'), '--state', at('other'), '--words', words)).toBe(
      1,
    );
    expect(await run(deviceCommand, 'show', '--state', at('state'))).toBe(0);
    expect(said.join('\n')).toContain(`БШК: ${words}`);
  });

  it('builds a package and reports every rejected row with row, field and reason', async () => {
    const index = [
      'index',
      '--commission',
      at('commission'),
      '--election',
      at('election.json'),
      '--pins',
      at('pins.csv'),
    ];
    expect(await run(packageCommand, ...index, '--out', at('country.index'), '--json')).toBe(0);
    expect(said).toEqual(['{"count":2,"duplicates":0}']);
    const more = ['--station', '0001', '--version', '1', '--out', at('p.taanuu'), '--report', at('report.ndjson')];
    const code = await run(packageCommand, ...build, ...files, ...more, '--index', at('country.index'), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ records: 2, rejected: 4, incomplete: 1 });
    const report = readFileSync(at('report.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(report).toEqual([
      { row: 2, field: 'fingers', reason: 'finger 2: no ISO/IEC 19794-2 template of it; taken without', taken: true },
      { row: 2, field: 'fingers', reason: 'finger 7: its image ends too soon; taken without', taken: true },
      { row: 3, field: 'birthDate', reason: 'not an ISO date', taken: false },
      { row: 4, field: 'pin', reason: 'comes twice', taken: false },
      { row: 5, field: 'constituency', reason: 'not that of the precinct', taken: false },
      { row: 7, field: 'number', reason: 'comes twice in the list of its precinct', taken: false },
    ]);
  });

  it('imports on the device', async () => {
    const keys = await openKeys(at('state'));
    if (!keys.ok) throw new Error(keys.error.code);
    const done = await importPackage({ path: at('p.taanuu'), stateDir: at('state'), keys: keys.value, current: null });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    const register = await openedByPeople(at('state'), keys.value, done.value.event.register);
    const found = register.byDocument('AC0000001');
    expect(found).toMatchObject({
      record: 'r1',
      birthDate: '1990-01-01',
      hasPhoto: true,
      fingers: [{ finger: 2 }, { finger: 7 }],
    });
    expect(register.search('өмүр', 5)[0]).toMatchObject({ surname: 'Өмүрбекова', remote: true, fingers: [] });
    expect(register.precinctOf('20202198000002')).toBe('0002');
    register.close();
  });

  it('shows a package to anybody with the root key', async () => {
    const root = Buffer.from(openCommission(at('commission'), '', false).trust.root).toString('base64url');
    expect(await run(packageCommand, 'show', at('p.taanuu'), `--root=${root}`)).toBe(0);
    expect(said.join('\n')).toContain('register: 2 in');
    expect(await run(packageCommand, 'show', at('p.taanuu'), '--root', 'A'.repeat(43))).toBe(1);
    expect(complained[0]).toContain('[package.bad-signature]');
    expect(await run(packageCommand, 'show', at('p.taanuu'), '--state', at('state'))).toBe(0);
    expect(said[0]).toContain('agrees with the root key that this device took');
    expect(await run(packageCommand, 'show', at('p.taanuu'))).toBe(0);
    expect(said.slice(0, 4).join('\n')).toMatch(/WHOSE WORD IS THIS[\s\S]*(\w+ ){7}\w+/);
  });

  it('makes what leads from the version before to the next one, and says what is in it', async () => {
    const list = readFileSync(at('voters.csv'), 'utf8').split('\n');
    writeFileSync(at('next.csv'), list.map((line) => line.replace('ID0000001', 'ID0000009')).join('\n'));
    const build3 = [...build, ...files.with(files.indexOf(at('voters.csv')), at('next.csv')), '--station', '0001'];
    const out = ['--version', '3', '--out', at('v3.taanuu'), '--differences', at('differences')];
    expect(
      await run(packageCommand, ...build, ...files, '--station', '0001', '--version', '2', '--out', at('v2')),
    ).toBe(0);
    expect(await run(packageCommand, ...build3, ...out)).toBe(0);
    const file = at('differences/0001-v2-v3.taanuu-difference');
    expect(said.at(-2)).toBe(`${file}: from version 2, ${statSync(file).size} bytes`);
    expect(said.at(-1)).toContain('differences/0001-v1-v3.taanuu-difference: from version 1, ');
    expect(await run(packageCommand, 'show', file)).toBe(0);
    expect(said[0]).toContain('WHOSE WORD IS THIS');
    expect(said).toContain('a difference: leads station 0001 from version 2 to 3');
    expect(said.join('\n')).toMatch(/register: 1 records come, 1 stay, in \d+ bytes\npeople: 2 in/);
    expect(await run(packageCommand, 'show', file, '--json')).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ version: 3, difference: { base: { version: 2 } } });
    expect(await run(packageCommand, 'show', file, '--root', 'A'.repeat(43))).toBe(1);
    expect(complained[0]).toContain('[package.bad-signature]');
    expect(await run(packageCommand, 'show', file, '--words', 'apple '.repeat(8))).toBe(1);
    expect(complained[0]).toContain('[package.root-words-differ]');
    const whole = readFileSync(file);
    writeFileSync(file, whole.fill(7, whole.length - 40));
    expect(await run(packageCommand, 'show', file)).toBe(1);
    expect(complained[0]).toContain('[package.damaged]');
  });

  it('verifies a journal with nothing but the package, and says whose word that is', async () => {
    const log = at('log.ndjson');
    expect(await run(runJournal, 'export', '--state', at('state'), '--format', 'ndjson', '--out', log)).toBe(0);
    // The device's own journal lies outside the election: what counts here is that the package was believed.
    const root = openCommission(at('commission'), '', false).trust.root;
    const words = fingerprintWords(root).join(' ');
    const trust = ['verify', log, '--trust', at('p.taanuu')];
    expect(await run(runJournal, ...trust)).toBe(1);
    expect(said.join('\n')).toContain(words);
    expect(said[0]).toContain('WHOSE WORD IS THIS');
    expect(await run(runJournal, ...trust, '--words', words)).toBe(1);
    expect(said[0]).toContain('agrees with the words that you gave');
    expect(await run(runJournal, ...trust, '--state', at('state'), '--json')).toBe(1);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({
      trust: { known: 'device', words: words.split(' '), demo: false },
    });
    expect(await run(runJournal, ...trust, '--words', 'apple')).toBe(2);
    expect(complained.join('\n')).toContain(words);
    expect(await run(runJournal, 'export', '--state', at('nobody'), '--format', 'ndjson', '--out', log)).toBe(2);
    expect(await run(runJournal, ...trust, '--state', at('nobody'))).toBe(2);
    expect(existsSync(at('nobody'))).toBe(false);
  });
});

describe('wrong use is told, not thrown', () => {
  it.each([
    [packageCommand, [], 2],
    [packageCommand, ['build', '--colour'], 2],
    [packageCommand, ['build'], 2],
    [
      packageCommand,
      [
        'build',
        '--commission',
        at('nobody'),
        '--election',
        at('election.json'),
        '--people',
        at('people.json'),
        ...files,
        '--station',
        '0001',
        '--version',
        '1',
        '--out',
        at('x'),
      ],
      1,
    ],
    [packageCommand, [...build, ...files, '--station', '0001', '--version', '1', '--out', at('none/x')], 1],
    [packageCommand, ['show', at('p.taanuu'), '--root', 'A', '--words', 'apple'], 2],
    [packageCommand, [...build, ...files, '--station', '7777', '--version', '1', '--out', at('x')], 1],
    [packageCommand, [...build, ...files, '--station', '0001', '--version', 'x', '--out', at('x')], 2],
    [packageCommand, ['show', at('none'), '--root', 'A'], 1],
    [deviceCommand, ['show'], 2],
    [deviceCommand, ['dance'], 2],
    [deviceCommand, ['show', '--state', at('people.json')], 1],
    [
      deviceCommand,
      ['register', '--commission', at('nobody'), '--request', at('none'), '--spare', '--out', at('y')],
      1,
    ],
    [
      deviceCommand,
      ['register', '--commission', at('nobody'), '--request', at('request.json'), '--spare', '--out', at('y')],
      1,
    ],
    [
      deviceCommand,
      ['register', '--commission', at('commission'), '--request', at('people.json'), '--spare', '--out', at('y')],
      1,
    ],
    [
      deviceCommand,
      [
        'register',
        '--commission',
        at('commission'),
        '--request',
        at('request.json'),
        '--spare',
        '--station',
        '0001',
        '--out',
        at('y'),
      ],
      2,
    ],
    [
      deviceCommand,
      ['register', '--commission', at('commission'), '--request', at('request.json'), '--spare', '--out', at('none/y')],
      1,
    ],
    [deviceCommand, ['accept', at('certificate.json'), '--state', at('nobody'), '--words', 'apple'], 1],
    [deviceCommand, ['--dance'], 2],
  ] as const)('%# ends with a code', async (command, args, code) => {
    expect(await run(command, ...args)).toBe(code);
    expect(complained.length).toBeGreaterThan(0);
    // A name typed wrongly makes no keys and no commission.
    expect(existsSync(at('nobody')) || existsSync(at('y'))).toBe(false);
  });
});
