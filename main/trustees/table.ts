import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import {
  type Ceremony,
  type Commit,
  ceremonySchema,
  commitSchema,
  complaintSchema,
  confirmSchema,
  revealSchema,
} from '../../core/ballot/secret/ceremony/messages.ts';
import {
  checkCommits,
  checkReveals,
  type Revealed,
  type RoundFault,
} from '../../core/ballot/secret/ceremony/rounds.ts';
import { readFileOf, writeFileOf } from '../../core/ballot/secret/file.ts';
import type { Group } from '../../core/ballot/secret/group.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { replaceText } from '../storage/whole-file.ts';

/**
 * The table of a ceremony: a folder that everybody reads and writes, on the machine where it is held or on a stick that goes
 * round. Nothing on it is secret, and nothing on it is believed: every message is signed, and people compare the rounds.
 */
const schemas = {
  commit: commitSchema,
  reveal: revealSchema,
  confirm: confirmSchema,
  complaint: complaintSchema,
} as const;
type Kind = keyof typeof schemas;
type MessageOf<K extends Kind> = z.infer<(typeof schemas)[K]>;

const CEREMONY = 'ceremony.json';

/** Lays a message on the table. */
export function lay<K extends Kind>(table: string, kind: K, message: MessageOf<K>): void {
  replaceText(join(table, `${kind}-${message.index}.json`), Buffer.from(writeFileOf(message)).toString());
}

/** Begins a ceremony on an empty table. */
export function layCeremony(table: string, ceremony: Ceremony): Result<null, Problem> {
  if (existsSync(join(table, CEREMONY))) return err({ code: 'trustees.table-taken' });
  replaceText(join(table, CEREMONY), Buffer.from(writeFileOf(ceremony)).toString());
  return ok(null);
}

/** What the ceremony on this table is for. */
export function ceremonyOn(table: string): Result<Ceremony, Problem> {
  const file = join(table, CEREMONY);
  const read = existsSync(file) ? readFileOf(readFileSync(file), ceremonySchema) : undefined;
  if (read === undefined || read.threshold > read.members.length) return err({ code: 'trustees.table' });
  return ok(read);
}

/** All messages of a kind that lie there. What is none, or lies under another's name, is told by whose name it bears. */
export function messagesOn<K extends Kind>(
  table: string,
  kind: K,
  ceremony: Ceremony,
): Result<readonly MessageOf<K>[], Problem> {
  const all: MessageOf<K>[] = [];
  for (const [at, name] of ceremony.members.entries()) {
    const file = join(table, `${kind}-${at + 1}.json`);
    if (!existsSync(file)) continue;
    const schema = schemas[kind] as unknown as z.ZodType<MessageOf<K>>;
    const read = readFileOf(readFileSync(file), schema);
    if (read === undefined || read.index !== at + 1) return err({ code: 'trustees.message', params: { names: name } });
    all.push(read);
  }
  return ok(all);
}

/** A fault of a round in words: who is missing, or whose message does not hold. */
export function roundProblem({ members }: Ceremony, { fault, trustees }: RoundFault): Problem {
  const names = trustees.map((index) => members[index - 1] ?? String(index)).join(', ');
  return { code: fault === 'missing' ? 'trustees.missing' : 'trustees.message', params: { names } };
}

/** The first round, once it is whole. */
export function commitsOn(table: string, ceremony: Ceremony): Result<readonly Commit[], Problem> {
  const commits = messagesOn(table, 'commit', ceremony);
  if (!commits.ok) return commits;
  const checked = checkCommits(ceremony, commits.value, nodeCrypto.ed25519Verify);
  return checked.ok ? checked : err(roundProblem(ceremony, checked.error));
}

/** The second round, once it is whole. */
export function revealsOn(
  table: string,
  group: Group,
  ceremony: Ceremony,
  commits: readonly Commit[],
): Result<Revealed, Problem> {
  const reveals = messagesOn(table, 'reveal', ceremony);
  if (!reveals.ok) return reveals;
  const checked = checkReveals(group, ceremony, commits, reveals.value, nodeCrypto.ed25519Verify);
  return checked.ok ? checked : err(roundProblem(ceremony, checked.error));
}
