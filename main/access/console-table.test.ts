import { describe, expect, it } from 'vitest';
import { consoleContract } from '../api/console.ts';
import { consoleTable, mayCallConsole } from './console-table.ts';

describe('who may do what at the console', () => {
  const methods = Object.entries(consoleContract).flatMap(([group, inner]) =>
    '~orpc' in inner ? [group] : Object.keys(inner).map((method) => `${group}.${method}`),
  );

  it('has a row for every method of the contract and none besides', () => {
    expect(Object.keys(consoleTable).sort()).toEqual([...methods].sort());
  });

  it('lets nobody who is not signed in do more than look at who may sign in', () => {
    expect(methods.filter((method) => mayCallConsole(method, null)).sort()).toEqual([
      ...['access.signIn', 'access.signOut', 'watch'],
    ]);
    expect(mayCallConsole('toString', 'central')).toBe(false);
  });

  it('leaves what is told for the whole country to the central commission', () => {
    const only = methods.filter(
      (method) => mayCallConsole(method, 'central') && !mayCallConsole(method, 'territorial'),
    );
    expect(only.filter((method) => !method.startsWith('packages.'))).toEqual(['turnout.preview', 'turnout.export']);
    // Packages are made by the central commission alone: every method of theirs.
    const packages = Object.keys(consoleTable).filter((method) => method.startsWith('packages.'));
    expect(only).toEqual(expect.arrayContaining(packages));
    expect(packages.length).toBeGreaterThan(8);
  });
});
