import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_SEED } from './voters.ts';

/** What a finger of the demonstration is drawn and enrolled with. */
const enrolling = [
  ...['extract', 'kernels', 'records', 'synthetic', 'image.ts', 'template.ts'].map((f) => `core/fingerprint/${f}`),
  'main/demo/templates.ts',
];

/** What the demonstration's people, faces, fingers and papers are made from; the playground beside it is not. */
const people = [
  'assets/demo',
  'core/election',
  'core/person',
  'main/images/png.ts',
  ...['enrol-worker', 'papers', 'people', 'portrait', 'random', 'voters'].map((f) => `main/demo/${f}.ts`),
  ...enrolling,
];

/** Hash of what the demonstration is made from, hex, so that a change of any of it makes the people anew. */
export function sourceHash(): string {
  return hashOfFiles(people);
}

/** Hash of what an enrolled finger follows from, hex: while it is the same, so is every template. */
export function enrolmentHash(): string {
  return hashOf(JSON.stringify([DEMO_SEED, hashOfFiles(enrolling)]));
}

/** SHA-256, hex. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hashOfFiles(sources: readonly string[]): string {
  const root = new URL('../../', import.meta.url);
  const hash = createHash('sha256');
  for (const source of sources) for (const file of filesOf(new URL(source, root))) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function filesOf(source: URL): readonly string[] {
  const path = fileURLToPath(source);
  if (path.endsWith('.ts')) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.fixture)\.(ts|txt|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
