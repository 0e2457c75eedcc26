import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AskingClient, askedByItself, isByHand } from './asked-by-itself.ts';
import { identificationContract } from './identification.ts';

const renderer = join(import.meta.dirname, '../../renderer');
const sources = globSync('**/*.{ts,tsx}', { cwd: renderer }).map((file) => readFileSync(join(renderer, file), 'utf8'));

/** What the code of the screens asks by itself: what it gives to the asking hooks, and what it calls on an asking client. */
const asked = sources.flatMap((text) => {
  const given = [...text.matchAll(/useAnswer(?:Once)?\((?:[^()]*: )?(\w+)(?:, \w+)?\)/g)].map(([, name]) => {
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
    const contract: Readonly<Record<string, object>> = identificationContract;
    for (const method of askedByItself) {
      const [group = '', name] = method.split('.');
      expect(name === undefined ? group in contract : name in (contract[group] ?? {}), method).toBe(true);
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
