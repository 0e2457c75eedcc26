import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { openMaker } from '../package/maker.ts';
import { election } from '../package/package.fixture.ts';
import { writeUnsigned } from '../package/writer.ts';
import { packageCommand } from './package.ts';
import { packageFolder } from './package-folder.fixture.ts';

const own = packageFolder();
const { dir, at, said, complained, run } = own;

beforeAll(async () => {
  await own.register();
  const first = ['--from', dir, '--station', '0001', '--version', '1', '--out', at('p.taanuu')];
  expect(await run(packageCommand, 'build', '--commission', at('commission'), ...first)).toBe(0);
});
afterAll(() => own.close());

describe('a package before it is signed', () => {
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

  it('is laid out on paper whole, or the sheet alone that people sign by hand, in the language that is asked for', async () => {
    const out = at('proof.pdf');
    const proof = ['proof', at('p8.taanuu'), '--out', out];
    expect(await run(packageCommand, ...proof, '--commission', at('commission'), '--language', 'ky')).toBe(0);
    expect(said.slice(0, 4).join('\n')).toContain('WHOSE WORD IS THIS');
    const sheets = Number(/proof\.pdf: (\d+) sheets$/.exec(said.at(-1) ?? '')?.[1]);
    expect(sheets).toBeGreaterThan(8);
    const whole = readFileSync(out);
    expect(whole.subarray(0, 5).toString()).toBe('%PDF-');
    // What has changed is known to the commission's folder alone.
    expect(await run(packageCommand, ...proof, '--language', 'ky')).toBe(0);
    expect(readFileSync(out).length).toBeLessThan(whole.length);
    // One that waits for its signature: its name is already that of the signed one.
    const sheet = ['proof', at('a.taanuu-unsigned'), '--out', out, '--sheet'];
    expect(await run(packageCommand, ...sheet)).toBe(0);
    expect(said).toEqual(['It waits for its signature.', `${out}: 1 sheet`]);
  });

  it('of which nothing is laid out where it is damaged, or nobody says which or where to', async () => {
    const cut = readFileSync(at('p8.taanuu')).subarray(0, -1);
    writeFileSync(at('cut.taanuu'), cut);
    expect(await run(packageCommand, 'proof', at('cut.taanuu'), '--out', at('cut.pdf'))).toBe(1);
    expect(complained[0]).toContain('[package.truncated]');
    expect(await run(packageCommand, 'proof', at('p8.taanuu'))).toBe(2);
    expect(await run(packageCommand, 'proof', '--out', at('cut.pdf'))).toBe(2);
    expect(await run(packageCommand, 'proof', at('p8.taanuu'), '--out', at('cut.pdf'), '--language', 'de')).toBe(2);
  });
});
