import { describe, expect, it } from 'vitest';
import { nobleCrypto } from '../crypto/noble.ts';
import type { ProblemCode } from '../problem/catalogue.ts';
import { EMPTY_CHAIN, makeEvent } from './chain.ts';

const identity = { election: 'e', mode: 'laboratory', station: '7001', device: 'd', key: 'k1' } as const;

function raise(problem: ProblemCode) {
  const draft = {
    ...({ type: 'problem.raised', body: { problem }, actor: { role: 'system' }, sitting: null } as const),
    ...{ hlc: { ms: 1_696_729_800_000, counter: 0 }, at: '2023-10-08T07:50:00.000+06:00' },
  };
  return makeEvent(identity, EMPTY_CHAIN, draft, () => new Uint8Array(64), nobleCrypto);
}

describe('an event that names a problem', () => {
  it('is written with a code of the error catalogue', () => {
    expect(raise('storage.full').event.body).toEqual({ problem: 'storage.full' });
  });

  it('is not written with a code that has no page, whatever its shape', () => {
    for (const code of ['storage.odd', 'no.such', 'toString']) {
      expect(() => raise(code as ProblemCode)).toThrow();
    }
  });
});
