import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Trust } from '../../../core/journal/trust.ts';
import { nodeCrypto } from '../../../main/crypto/node.ts';
import { verifyFile } from '../../../main/journal/verify-file.ts';

/** An event of an exported journal, as far as tests look into it. */
export interface Told {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The events of an exported journal, once it has proved itself by the keys of the package. */
export async function provenEvents(file: string, trust: Trust): Promise<readonly Told[]> {
  const report = await verifyFile(file, trust, nodeCrypto);
  expect(report).toMatchObject({ ok: true, value: { ok: true } });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Told);
}
