import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layouts, listStyle } from '../../core/ballot/examples.fixture.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { encodeTemplate, extract, impression, syntheticFinger } from '../../core/fingerprint/fingerprint.ts';
import { makeState } from '../../drivers/simulator/chip/authority.ts';
import { openKeys } from '../access/keys.ts';
import { fingerprintWords } from '../access/keys-words.ts';
import { importPackage } from '../identification/register/import.ts';
import { openCommission } from '../package/commission.ts';
import { openMaker } from '../package/maker.ts';
import { codes, election, openedByPeople, png } from '../package/package.fixture.ts';
import { csvColumns } from '../package/rows.ts';
import { writeUnsigned } from '../package/writer.ts';
import { deviceCommand } from './device.ts';
import { runJournal } from './journal-entry.ts';
import { packageCommand } from './package.ts';

const dir = mkdtempSync(join(tmpdir(), 'taanuu-cli-'));
const at = (name: string) => join(dir, name);
let said: string[] = [];
let complained: string[] = [];
const io = { out: (line: string) => said.push(line), complain: (line: string) => complained.push(line) };

async function run(command: typeof deviceCommand, ...args: string[]): Promise<number> {
  said = [];
  complained = [];
  return command(args, io);
}

const touch = impression(syntheticFinger({ seed: 'cli', voter: 'r1', finger: 2 }), {
  capture: 1,
  condition: 'good',
  width: 256,
  height: 288,
  dpi: 500,
});
const extracted = extract(touch);

beforeAll(() => {
  const rows = [
    'r1,1,Тестова,Айгүл,,female,01.01.1990,1 01011990 00001,ID0000001/01.01.2030;AC0000001,Саруу,0001,k1,no,',
    'r2,2,Ѳмүрбекова,Жумагүл,Асан кызы,female,1985-02-15,11502198500002,,Саруу,0001,k1,yes,07.10.2023',
    'r3,3,Тестов,Бакыт,,male,31.02.1990,20101199000003,,Саруу,0001,k1,no,',
    'r4,4,Тестов,Нурлан,,male,01.01.1990,10101199000001,,Саруу,0001,k1,no,',
    'r5,5,Тестов,Асан,,male,01.01.1990,20101199000005,,Саруу,0001,k2,no,',
    'r6,1,Тестов,Улан,,male,01.01.1990,20101199000006,,Жалгыз-Өрүк,0002,k2,no,',
    'r7,2,Тестов,Эрлан,,male,01.01.1990,20101199000007,,Саруу,0001,k1,no,',
  ];
  writeFileSync(at('voters.csv'), `\ufeff${csvColumns.join(',')}\n${rows.join('\n')}\n`);
  writeFileSync(at('election.json'), JSON.stringify(election));
  writeFileSync(
    at('people.json'),
    JSON.stringify(
      Object.entries(codes).map(([role, code]) => ({ id: role, role, station: '0001', name: role, code })),
    ),
  );
  mkdirSync(at('photos'));
  mkdirSync(at('templates'));
  writeFileSync(at('photos/r1.png'), png);
  writeFileSync(at('templates/r1-2.iso'), encodeTemplate(extracted.template, { finger: 2 }));
  writeFileSync(at('templates/r2-2.iso'), encodeTemplate(extracted.template, { finger: 3 }));
  mkdirSync(at('images'));
  writeFileSync(at('images/r1-7.pgm'), Buffer.concat([Buffer.from('P5\n# a scanner\n256 288\n255\n'), touch.pixels]));
  writeFileSync(at('images/r2-7.pgm'), 'P5 256 288 255 cut');
  writeFileSync(at('pins.csv'), '20202198000002,0002\n10101199000001,0001\n');
});
afterAll(() => rmSync(dir, { recursive: true }));

const build = [
  'build',
  '--commission',
  at('commission'),
  '--election',
  at('election.json'),
  '--people',
  at('people.json'),
];
const files = [
  '--voters',
  at('voters.csv'),
  '--photos',
  at('photos'),
  '--templates',
  at('templates'),
  '--images',
  at('images'),
];

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

  it('makes no package of a list that is not right where that is asked for, and leaves the older one alone', async () => {
    writeFileSync(at('strict.taanuu'), 'an older package');
    const report = at('strict.ndjson');
    const strict = [
      '--station',
      '0001',
      '--version',
      '1',
      '--out',
      at('strict.taanuu'),
      '--strict',
      '--report',
      report,
    ];
    expect(await run(packageCommand, ...build, ...files, ...strict)).toBe(1);
    expect(complained.at(-1)).toMatch(/\(4\).*\[package\.list-rows\]$/);
    expect(readFileSync(report, 'utf8').split('\n')).toHaveLength(7);
    expect(readFileSync(at('strict.taanuu'), 'utf8')).toBe('an older package');
    // Photos and fingers that are left out are no rows: the voters are on the list.
    const [head, first, second] = readFileSync(at('voters.csv'), 'utf8').split('\n');
    writeFileSync(at('right.csv'), [head, first, second].join('\n'));
    const right = files.with(files.indexOf(at('voters.csv')), at('right.csv'));
    expect(await run(packageCommand, ...build, ...right, ...strict, '--json')).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ records: 2, rejected: 0, incomplete: 1 });
  });

  it('takes the authorities that it can use, names the others, and makes no package with those where that is asked for', async () => {
    const { authority, signer } = makeState();
    mkdirSync(at('authorities'));
    writeFileSync(at('authorities/good.cer'), authority.certificate);
    writeFileSync(at('authorities/signer.cer'), signer.certificate);
    const report = at('authorities.ndjson');
    const more = ['--station', '0001', '--version', '1', '--out', at('a.taanuu'), '--report', report, '--json'];
    const [head, first] = readFileSync(at('voters.csv'), 'utf8').split('\n');
    writeFileSync(at('one.csv'), [head, first].join('\n'));
    const one = [...build, '--voters', at('one.csv'), ...more];
    expect(await run(packageCommand, ...one, '--authorities', at('authorities'))).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ records: 1, authorities: 1 });
    const told = { file: 'signer.cer', reason: 'not an authority’s: it may sign no certificates' };
    expect(complained).toEqual([`authority ${told.file}: ${told.reason}`]);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual(told);
    expect(await run(packageCommand, ...one, '--authorities', at('authorities'), '--strict')).toBe(1);
    expect(complained.at(-1)).toMatch(/\(1\).*\[package\.list-authorities\]$/);
    // The commission's own folder, where none is named.
    mkdirSync(at('commission/document-authorities'));
    writeFileSync(at('commission/document-authorities/good.cer'), authority.certificate);
    expect(await run(packageCommand, ...one, '--strict')).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ authorities: 1 });
    rmSync(at('commission/document-authorities'), { recursive: true });
    expect(await run(packageCommand, ...one, '--authorities', at('nowhere'))).toBe(1);
  });

  it('makes no package of a list without its columns, and reports which are missing', async () => {
    const [, ...rows] = readFileSync(at('voters.csv'), 'utf8').split('\n');
    writeFileSync(at('headless.csv'), rows.join('\n'));
    const headless = files.with(files.indexOf(at('voters.csv')), at('headless.csv'));
    const more = ['--station', '0001', '--version', '1', '--out', at('h.taanuu'), '--report', at('h.ndjson')];
    expect(await run(packageCommand, ...build, ...headless, ...more)).toBe(1);
    expect(complained.at(-1)).toContain('[package.list-head]');
    expect(readFileSync(at('h.ndjson'), 'utf8')).toContain('{"row":0,"field":"pin","reason":"the column is missing"');
    expect(existsSync(at('h.taanuu'))).toBe(false);
  });

  it('takes no published, trivial or short code into an official election, and says none', async () => {
    writeFileSync(at('official.json'), JSON.stringify({ ...election, mode: 'official', demo: false }));
    const official = build.with(build.indexOf(at('election.json')), at('official.json'));
    const out = ['--station', '0001', '--version', '1', '--out', at('official.taanuu'), '--report', at('r.ndjson')];
    for (const code of ['330033', '112112', '493817']) {
      const people = [{ id: 'chair', role: 'chair', station: '0001', name: 'Х', code }];
      writeFileSync(at('known.json'), JSON.stringify(people));
      const args = official.with(official.indexOf(at('people.json')), at('known.json'));
      expect(await run(packageCommand, ...args, ...files, ...out)).toBe(1);
      expect(complained.join('\n')).toMatch(/^chair has a .* \[package\.(default|short)-code\]$/);
      expect([...said, ...complained].join('\n')).not.toContain(code);
      expect(existsSync(at('official.taanuu'))).toBe(false);
    }
  });

  it('signs no rule that this version cannot honour, and names it', async () => {
    const policy = { ...defaultPolicy, offline: { remote: 'unconfirmed' } };
    writeFileSync(at('policy.json'), JSON.stringify(policy));
    const more = ['--station', '0001', '--version', '1', '--out', at('rule.taanuu'), '--policy', at('policy.json')];
    expect(await run(packageCommand, ...build, ...files, ...more)).toBe(1);
    expect(complained[0]).toMatch(/policy\.offline\.remote says "unconfirmed".*\[package\.not-honoured\]$/);
    expect(existsSync(at('rule.taanuu'))).toBe(false);
  });

  it('makes no package whose ballots have no room on their sheets, and says by how much', async () => {
    const styles = ['k1', 'k2'].map((constituency, i) => ({
      ...{ ...listStyle(i === 0 ? 4 : 40), id: constituency, constituency },
      ...{ ballot: 'deputies', number: i },
    }));
    writeFileSync(at('crowded.json'), JSON.stringify({ ...election, papers: { styles, layouts: [layouts.list] } }));
    const crowded = build.with(build.indexOf(at('election.json')), at('crowded.json'));
    const more = ['--station', '0001', '--version', '1', '--out', at('crowded.taanuu')];
    expect(await run(packageCommand, ...crowded, ...files, ...more)).toBe(1);
    expect(complained[0]).toMatch(
      /“k2” has no room on a sheet of A4: \d+(\.\d)? mm are missing.*\[ballot\.too-long\]$/,
    );
    expect(existsSync(at('crowded.taanuu'))).toBe(false);
  });

  it('takes everything from one folder, and says which file it lacks', async () => {
    writeFileSync(at('policy.json'), JSON.stringify(defaultPolicy));
    const from = ['build', '--commission', at('commission'), '--station', '0001', '--version', '1'];
    expect(await run(packageCommand, ...from, '--from', dir, '--out', at('from.taanuu'), '--json')).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ records: 2, rejected: 4, incomplete: 1 });
    mkdirSync(at('bare'));
    expect(await run(packageCommand, ...from, '--from', at('bare'), '--out', at('bare.taanuu'))).toBe(1);
    expect(complained[0]).toMatch(/election\.json.*\[command\.file-missing\]$/);
  });

  it('signs what another machine has made, by the name that stands on its sheet, and no second of a version', async () => {
    const of = ['--commission', at('commission'), '--election', at('election.json')];
    expect(await run(packageCommand, 'maker', at('maker'), ...of)).toBe(0);
    const opened = openMaker(at('maker'), { id: 'probe', mode: 'laboratory' });
    if (!opened.ok) throw new Error(opened.error.code);
    const names: string[] = [];
    for (const file of ['a', 'b']) {
      const written = await writeUnsigned(at(`${file}.taanuu-unsigned`), opened.value.maker, {
        ...{ election, policy: defaultPolicy, station: '0001', version: 3, people: [], records: [] },
        devices: await opened.value.maker.devices(),
        created: '2023-10-01T00:00:00Z',
      });
      names.push(written.sha256);
    }
    const sign = ['sign', at('a.taanuu-unsigned'), '--commission', at('commission')];
    expect(await run(packageCommand, ...sign)).toBe(0);
    expect(said.join('\n')).toMatch(/station 0001, version 3, 0 voters[\s\S]*Nothing was signed/);
    const typed = (name = ''): string[] => ['--names', name.slice(0, 16), '--out', at('signed')];
    expect(await run(packageCommand, ...sign, ...typed(names[1]))).toBe(1);
    expect(complained[0]).toContain('[package.name-differs]');
    expect(await run(packageCommand, ...sign, ...typed(names[0]))).toBe(0);
    expect(await run(packageCommand, 'show', at('signed/a.taanuu'))).toBe(0);
    expect(said.at(-1)).toContain(names[0]);
    const second = sign.with(1, at('b.taanuu-unsigned'));
    expect(await run(packageCommand, ...second, ...typed(names[1]))).toBe(1);
    expect(complained[0]).toContain('[package.version-signed]');
    expect(await run(packageCommand, ...sign, '--names', 'abc')).toBe(2);
  });

  it('says in words what a package changes, and of its list and people where they are remembered', async () => {
    const lock = { ...defaultPolicy.lock, waitSeconds: 9 };
    writeFileSync(at('policy.json'), JSON.stringify({ ...defaultPolicy, lock }));
    const more = ['--from', dir, '--station', '0001', '--version', '8', '--out', at('p8.taanuu')];
    expect(await run(packageCommand, 'build', '--commission', at('commission'), ...more)).toBe(0);
    const commission = ['--commission', at('commission')];
    expect(await run(packageCommand, 'diff', at('p8.taanuu'), ...commission)).toBe(0);
    expect(said).toEqual([
      'station 0001: version 8, and version 1 before it',
      ...['list: 2 voters before, 2 now', '  added 0', '  removed 0', '  changed 0', '  renumbered 0'],
      'Rules › Once in the country › Waits, seconds: 4 → 9',
    ]);
    expect(await run(packageCommand, 'diff', at('p.taanuu'), at('p8.taanuu'), '--language', 'ru')).toBe(0);
    expect(said.slice(1)).toEqual(['Правила › Один раз по стране › Ожидание, секунд: 4 → 9']);
    expect(await run(packageCommand, 'diff', at('p.taanuu'), ...commission)).toBe(0);
    expect(said).toEqual(['station 0001: version 1 is the first that is remembered']);
    expect(await run(packageCommand, 'diff', at('p.taanuu'), at('p8.taanuu'), '--language', 'de')).toBe(2);
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
