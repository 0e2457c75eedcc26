import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../core/journal/catalogue.ts';
import { type AccessRow, accessTable, type Method } from '../../main/access/table.ts';
import { sources } from '../../tools/problem-sources.ts';
import { root } from '../../tools/say.ts';
import { scenes } from '../screens/gallery/scenes.ts';

/**
 * docs/procedure.md is a person's view of the whole election. Written by hand, so that it reads well, and held against
 * the code here: every method, every type of event and every slip has its step, and nothing is named that is not there.
 */
const columns = ['Step', 'Who', 'Asks the kiosk', 'Screen', 'Paper', 'Journal'] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

/** Everybody and everything that does a step; the first six are the roles of people who sign in. */
const actors = ['officer', 'member', 'chair', 'secretary', 'technician', 'administrator'] as const;
const others = ['commission', 'voter', 'observer', 'kiosk'] as const;

/** Nobody's step: what a window hears, and what ends by itself. */
const noStep: readonly Method[] = ['watch'];

function rowsOf(page: string): readonly Row[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s|-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((cells) => cells[0] !== columns[0])
    .map((cells) => Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])) as Row);
}

const codes = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
const page = readFileSync(join(root, 'docs/procedure.md'), 'utf8');
const rows = rowsOf(page);
const named = (column: keyof Row): readonly string[] => rows.flatMap((row) => codes(row[column]));
const methods = Object.keys(accessTable) as readonly Method[];

/** Functions that make what stands on paper. */
const papers = sources()
  .filter(({ path }) => /^core\/(?:receipt|paper|act|acts)\//.test(path))
  .flatMap(({ text }) => [
    ...text.matchAll(/export function (\w+)\((?:(?!export )[\s\S])*?\): (?:Slip|readonly Page\[\]) \{/g),
  ])
  .map(([, name]) => name ?? '');

describe('the procedure', () => {
  it('has no empty cell, and a cell for each column', () => {
    expect(rows.length).toBeGreaterThan(35);
    const empty = rows.filter((row) => columns.some((name) => row[name] === '' || row[name] === '—'));
    expect(empty).toEqual([]);
  });

  it('names those who do it as the house does', () => {
    const strange = rows.filter(({ Who }) =>
      Who.split(/, | \+ /).some((one) => ![...actors, ...others].includes(one as (typeof actors)[number])),
    );
    expect(strange.map(({ Step, Who }) => `${Step}: ${Who}`)).toEqual([]);
  });

  it('has every method of the kiosk, and none that is not there', () => {
    const asked = named('Asks the kiosk').filter((code) => !code.startsWith('taanuu '));
    expect(asked.filter((one) => !methods.includes(one as Method))).toEqual([]);
    expect(methods.filter((one) => !asked.includes(one) && !noStep.includes(one))).toEqual([]);
  });

  it('has somebody do it who may', () => {
    const wrong = rows.flatMap(({ Step, Who, 'Asks the kiosk': asks }) => {
      const roles = Who.split(/, | \+ /).filter((one) => actors.includes(one as (typeof actors)[number]));
      return codes(asks)
        .filter((code) => !code.startsWith('taanuu '))
        .filter((code) => {
          const { at }: AccessRow = accessTable[code as Method];
          const callers = new Set<string>(Object.values(at).flat());
          return roles.length > 0 && !callers.has('anyone') && !roles.some((role) => callers.has(role));
        })
        .map((code) => `${Step}: ${code}`);
    });
    expect(wrong).toEqual([]);
  });

  it('has every type of event, and none that is not there', () => {
    const told = named('Journal');
    expect(told.filter((one) => !(eventTypes as readonly string[]).includes(one))).toEqual([]);
    expect(eventTypes.filter((one) => !told.includes(one))).toEqual([]);
  });

  it('names screens that are drawn and looked at', () => {
    expect(named('Screen').filter((one) => !Object.hasOwn(scenes, one))).toEqual([]);
  });

  it('has every paper that the kiosk makes, and none that it does not', () => {
    expect(papers.length).toBeGreaterThan(4);
    const made = named('Paper');
    expect(made.filter((one) => !papers.includes(one))).toEqual([]);
    expect(papers.filter((one) => !made.includes(one))).toEqual([]);
  });
});
