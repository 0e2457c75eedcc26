import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, isProblemCode, type ProblemCode } from '../../core/problem/catalogue.ts';
import { MANUAL, problemPages } from '../../tools/problem-pages.ts';
import { comesFrom, type Source, sources } from '../../tools/problem-sources.ts';
import { root } from '../../tools/say.ts';

/**
 * Whatever is shown, journalled or thrown at a boundary is a problem of the catalogue. The compiler holds most of it
 * (`Problem`, `problemCode` of the journal, `Refused` of the commands); here is what a type cannot see.
 */
const all = sources();
const within = (...folders: readonly string[]): readonly Source[] =>
  all.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

/** What a pattern finds, each as "path: text". */
const found = (where: readonly Source[], pattern: RegExp): readonly string[] =>
  where.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([hit]) => `${path}: ${hit}`));

const codes = Object.keys(catalogue).filter(isProblemCode);

describe('the manual of problems', () => {
  it('is as the catalogue and its words are now (npm run problems writes it)', () => {
    const kept = Object.fromEntries(
      readdirSync(join(root, MANUAL)).map((file) => [file, readFileSync(join(root, MANUAL, file), 'utf8')]),
    );
    expect(kept).toEqual(Object.fromEntries(problemPages()));
  });

  it('has no page for what nothing says', () => {
    expect(codes.length).toBeGreaterThan(200);
    expect(codes.filter((code) => comesFrom(code, all).length === 0)).toEqual([]);
  });

  it('would find a code that nothing says', () => {
    expect(comesFrom('storage.nobody-says-this' as ProblemCode, all)).toEqual([]);
    expect(comesFrom('device.paper-out', all)).not.toEqual([]);
  });
});

describe('outside the catalogue', () => {
  it('no code is written, whatever type it is given', () => {
    const written = all.flatMap(({ text }) =>
      [...text.matchAll(/\bcode: '([a-z-]+\.[a-z-]+)'/g)].map(([, code]) => code),
    );
    expect(written.length).toBeGreaterThan(150);
    expect(written.filter((code) => !isProblemCode(code ?? ''))).toEqual([]);
  });

  it('nothing is called a problem by force', () => {
    const forced = found(
      all.filter(({ path }) => !path.startsWith('core/problem/')),
      /\bas (unknown as )?(Problem|ProblemCode)\b/g,
    );
    expect(forced).toEqual([]);
  });

  it('no zone sends an error to its windows that carries no problem; every other is a bug and told as one', () => {
    const thrown = found(within('main/api/', 'main/identification/'), /new ORPCError\(.*/g);
    expect(thrown.length).toBeGreaterThan(0);
    for (const one of thrown) expect(one).toContain('data: refusal');
  });

  it('no screen shows the words of an error', () => {
    expect(found(within('renderer/'), /\berror\.message\b|\{String\(error\)\}/g)).toEqual([]);
  });

  it('no screen raises an alarm without a code', () => {
    const alarms = found(
      within('renderer/').filter(({ path }) => path.endsWith('.tsx')),
      /<Notice\s[^/]*?tone="bad"[\s\S]*?\/>/g,
    );
    expect(alarms.length).toBeGreaterThan(4);
    for (const alarm of alarms) expect(alarm).toMatch(/\bcode=\{/);
  });

  it('no process of the kiosk ends by itself without saying which problem ends it', () => {
    const ends = within('main/identification/').flatMap(({ path, text }) =>
      [...text.matchAll(/([^\n]*\n){2}[^\n]*process\.exit\(1\)/g)].map(([hit]) => `${path}: ${hit}`),
    );
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(end).toMatch(/log\.fatal\(\{ problem: /);
  });

  it('no command refuses in words of its own', () => {
    // What remains is how a command is used, how far it is, and an answer that there is nothing.
    const said = found(within('main/cli/'), /\bcomplain\(['"`].*/g).map((one) => one.slice(one.indexOf('(') + 1));
    const usage = /^['"`](--\w+ is |There is no command |Nothing was found|\$\{\w+\} (voters|PINs)|(row|authority) \$)/;
    expect(said.length).toBeGreaterThan(3);
    expect(said.filter((one) => !usage.test(one))).toEqual([]);
  });
});
