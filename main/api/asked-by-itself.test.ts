import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AskingClient, askedByItself, isByHand } from './asked-by-itself.ts';
import { consoleContract } from './console.ts';
import { identificationContract } from './identification.ts';

const renderer = join(import.meta.dirname, '../../renderer');
const sources = globSync('**/*.{ts,tsx}', { cwd: renderer }).map((file) => readFileSync(join(renderer, file), 'utf8'));

/** Properties of a part by which a screen gives it what to ask, as `files={askJournals}` does. */
const askingProperties = (text: string): string[] =>
  [...text.matchAll(/readonly (\w+): \(client: LookingClient\) => /g)].map(([, name = '']) => name);
const properties = sources.flatMap(askingProperties);

/** The names of what one file gives to the asking hooks, or to a part that asks with it. */
function namesGiven(text: string): string[] {
  const own = askingProperties(text).flatMap((name) => [name, new RegExp(`\\b${name}: (\\w+)`).exec(text)?.[1]]);
  return [
    ...[...text.matchAll(/useAnswer(?:Once)?\((?:[^()]*: )?(\w+)(?:, \w+)?\)/g)].map(([, name = '']) => name),
    ...properties.flatMap((property) =>
      [...text.matchAll(new RegExp(`\\s${property}=\\{(ask\\w+)\\}`, 'g'))].map(([, name = '']) => name),
    ),
  ].filter((name) => !own.includes(name));
}

/** What the code of the screens asks by itself: what it gives to the asking hooks, and what it calls on an asking client. */
const asked = sources.flatMap((text) => {
  const given = namesGiven(text).map((name) => {
    const body = new RegExp(`const ${name} = .*?client\\s*\\.(\\w+)\\s*\\.(\\w+)\\(`, 's').exec(text);
    return body === null ? `${name} is not found` : `${body[1]}.${body[2]}`;
  });
  const called = /const client = useLooking\(\)/.test(text)
    ? [...text.matchAll(/(?<!=> )\bclient\s*\.(\w+)\s*\.(\w+)\(\{/g)].map(([, group, name]) => `${group}.${name}`)
    : [];
  return [...given, ...called];
});

describe('what a window asks by itself', () => {
  it('is all in the list, so that whoever walked away is signed out', () => {
    expect(asked).toEqual(expect.arrayContaining(['recording.state', 'device.discover', 'trial.picture']));
    expect(asked.filter((method) => isByHand(method))).toEqual([]);
  });

  it('is nothing that the contract has not, nothing that nobody asks, and nothing that a hand does', () => {
    const contracts: readonly Readonly<Record<string, object>>[] = [identificationContract, consoleContract];
    for (const method of askedByItself) {
      const [group = '', name] = method.split('.');
      const has = contracts.some((one) => (name === undefined ? group in one : name in (one[group] ?? {})));
      expect(has, method).toBe(true);
    }
    expect(new Set(['watch', ...asked])).toEqual(new Set(askedByItself));
    for (const method of ['voter.find', 'device.reopen', 'trial.begin', 'recording.stop']) {
      expect(isByHand(method)).toBe(true);
    }
  });

  it('leaves an asking client no other method', () => {
    type Client = { readonly device: { discover(): void; reopen(): void }; readonly voter: { find(): void } };
    const client: AskingClient<Client> = { device: { discover: () => {} } };
    expect(client.device.discover()).toBeUndefined();
    // @ts-expect-error a screen would keep its technician signed in
    expect(client.device.reopen).toBeUndefined();
    // @ts-expect-error nothing of this group is asked without a hand
    expect(client.voter).toBeUndefined();
  });
});
