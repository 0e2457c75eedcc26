import { existsSync, readFileSync, statSync } from 'node:fs';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { hasKeys, openKeys } from '../access/keys.ts';
import type { RootPin, Signer } from '../package/trust.ts';

/** How a person says on the command line which root key is the commission's: at most one of these. */
export interface PinOptions {
  /** base64url, or a file that holds it. */
  readonly root?: string | undefined;
  /** The eight words. */
  readonly words?: string | undefined;
  /** State folder of a registered device, whose pinned root counts. */
  readonly state?: string | undefined;
}

/** The pin that the options name; null without any: then the package's own word is all there is. */
export async function readPin({ root, words, state }: PinOptions): Promise<Result<RootPin | null, Problem>> {
  if (root !== undefined) {
    const written = existsSync(root) && statSync(root).isFile() ? readFileSync(root, 'utf8').trim() : root;
    const bytes = Buffer.from(written, 'base64url');
    return bytes.length === 32 ? ok({ known: 'key', root: bytes }) : err({ code: 'package.root-unreadable' });
  }
  if (words !== undefined) return ok({ known: 'words', words });
  if (state === undefined) return ok(null);
  if (!hasKeys(state)) return err({ code: 'package.no-device', params: { folder: state } });
  const keys = await openKeys(state);
  if (!keys.ok) return keys;
  const trust = keys.value.commission();
  return trust ? ok({ known: 'device', root: trust.root }) : err({ code: 'package.not-registered' });
}

const HOW = {
  key: 'the root key that you gave',
  words: 'the words that you gave',
  device: 'the root key that this device took at its registration',
} as const;

/** Whose word a package is, for a terminal: plain, and alarming where nobody has compared the key yet. */
export function saySigner({ commission, words, demo, known }: Signer): readonly string[] {
  const whose = `${commission}${demo ? ' (a demonstration: this key is worth nothing in an election)' : ''}`;
  if (known !== 'package') return [`signed by ${whose}: agrees with ${HOW[known]}`];
  return [
    `WHOSE WORD IS THIS? Only the package itself says that it comes from ${whose}.`,
    'Compare the words of its root key with those printed at the registration of the devices:',
    '',
    `    ${words.join(' ')}`,
    '',
    'If they differ, what stands below proves nothing. --words "…" or --root KEY makes this comparison for you.',
  ];
}
