import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../core/crypto/encoding.ts';
import { canonical } from '../../core/journal/canonical.ts';
import type { Cause } from '../../core/journal/finding.ts';
import { sampleJournal } from '../../core/journal/sample.ts';
import { readTrust } from '../../core/journal/trust.ts';
import { createVerifier } from '../../core/journal/verify.ts';
import { nodeCrypto } from '../crypto/node.ts';

const page = readFileSync(new URL('../../docs/journal.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\n\`\`\``, 'g'))].map(([, text]) => text ?? '');

describe('docs/journal.md', () => {
  const sample = sampleJournal(3, nodeCrypto);

  it('shows exactly what the program makes', () => {
    expect(blocks('ndjson')).toEqual([sample.lines.join('\n')]);
    const [trust, hashed] = blocks('json');
    expect(readTrust(trust ?? '')).toEqual(sample.trust);
    const { hash: _hash, sig: _sig, ...rest } = JSON.parse(sample.lines[0] ?? '') as Record<string, unknown>;
    expect(hashed).toBe(canonical(rest));
    expect(blocks('sh').join()).toContain(`PUBLIC=${sample.trust.devices[0]?.publicKey}`);
  });

  it('shows a journal that verifies', () => {
    const verifier = createVerifier({ trust: readTrust(blocks('json')[0] ?? '') ?? sample.trust, crypto: nodeCrypto });
    for (const line of (blocks('ndjson')[0] ?? '').split('\n')) verifier.push(utf8(line));
    expect(verifier.finish()).toMatchObject({ ok: true, events: 3 });
  });

  it('names every cause', () => {
    const causes: Record<Cause, true> = {
      ...{ changed: true, dropped: true, moved: true, truncated: true, forged: true, 'not-canonical': true },
      ...{ 'unknown-type': true, 'wrong-key': true, 'wrong-election': true, 'wrong-device': true },
      ...{ rewritten: true, 'rolled-back': true, 'after-head': true },
    };
    for (const cause of Object.keys(causes)) expect(page).toContain(`\`${cause}\``);
  });
});
