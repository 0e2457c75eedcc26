import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layouts, listStyle } from '../../core/ballot/examples.fixture.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { makeState } from '../../drivers/simulator/chip/authority.ts';
import { election } from '../package/package.fixture.ts';
import { packageCommand } from './package.ts';
import { packageFolder } from './package-folder.fixture.ts';

const own = packageFolder();
const { dir, at, said, complained, run, build, files } = own;
beforeAll(() => own.register());
afterAll(() => own.close());

describe('of what a package is made, and of what none is', () => {
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

  it('makes no package of an election whose territories do not fit its stations, and says which', async () => {
    const territory = (code: string, precincts: readonly string[]) => {
      return { code, kind: 'rayon', names: { ky: code, ru: code, en: code }, parent: null, precincts };
    };
    const made = (...territories: object[]) => {
      writeFileSync(at('territories.json'), JSON.stringify({ ...election, territories }));
      const from = build.with(build.indexOf(at('election.json')), at('territories.json'));
      return run(packageCommand, ...from, '--station', '0001', '--version', '1', '--out', at('territories.taanuu'));
    };
    expect(await made(territory('a', ['0001', '0009']))).toBe(1);
    expect(complained[0]).toMatch(/Territory a names station 0009.*\[package\.territory-precinct\]$/);
    expect(await made(territory('a', ['0001']), territory('b', ['0001']))).toBe(1);
    expect(complained.at(-1)).toMatch(
      /Station 0001 stands in two territories: a and b.*\[package\.territory-precinct-twice\]$/,
    );
    expect(existsSync(at('territories.taanuu'))).toBe(false);
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
});
