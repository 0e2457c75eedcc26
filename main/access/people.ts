import { approved } from '../../core/election/approval.ts';
import type { Approval, Policy } from '../../core/election/policy.ts';
import type { PersonEntry } from '../../core/election/station.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { Credential } from '../api/identification.ts';
import { verifyCode } from './code.ts';

/** What is remembered of wrong codes, over restarts: the zone folds it from the journal. */
export interface FailureMemory {
  readonly of: (person: string) => { readonly failures: number; readonly until: string | null };
  /** A wrong code was typed; `tries` in a row now. */
  readonly refused: (person: string | null, tries: number) => void;
  /** No code is accepted for so many seconds. */
  readonly locked: (person: string, seconds: number) => void;
}

/** A code that is dead stays dead until the next package: a hundred years, in seconds. */
const DEAD_SECONDS = 100 * 365 * 24 * 3600;

/**
 * Checks a person's own code. Voters never come here; only people of the signed package do.
 * After the policy's free tries each wrong code costs a wait that doubles, and in the end the code is dead.
 *
 * @param nowMs wall time, milliseconds since the epoch
 */
export async function checkCode<P extends Pick<PersonEntry, 'id' | 'code'>>(
  people: readonly P[],
  policy: Policy['lockout'],
  memory: FailureMemory,
  { person, code }: Credential,
  nowMs: number,
): Promise<Result<P, Problem>> {
  const entry = people.find((one) => one.id === person);
  if (!entry) {
    memory.refused(null, 0);
    return err({ code: 'access.unknown-person' });
  }
  const closed = (): Problem | null => {
    const { failures, until } = memory.of(entry.id);
    if (failures >= policy.deadAfter) return { code: 'access.locked', params: { person } };
    const wait = until === null ? 0 : Math.ceil((Date.parse(until) - nowMs) / 1000);
    return wait > 0 ? { code: 'access.wait', params: { person, seconds: wait } } : null;
  };
  const before = closed();
  if (before) return err(before);
  if (await verifyCode(code, entry.code)) {
    // Of a thousand codes that are tried at once the right one is worth no more than it would be after the wrong ones.
    const after = closed();
    return after ? err(after) : ok(entry);
  }

  // Two windows may be guessing at once: what counts is what the memory holds now.
  const tries = memory.of(entry.id).failures + 1;
  memory.refused(entry.id, tries);
  if (tries >= policy.deadAfter) {
    memory.locked(entry.id, DEAD_SECONDS);
    return err({ code: 'access.locked', params: { person } });
  }
  if (tries < policy.freeTries) {
    return err({ code: 'access.wrong-code', params: { person, left: policy.freeTries - tries } });
  }
  const seconds = policy.waitSeconds * 2 ** (tries - policy.freeTries);
  memory.locked(entry.id, seconds);
  return err({ code: 'access.wait', params: { person, seconds } });
}

/**
 * Checks the codes of everybody who approves an exception. They must be different people, enough of them,
 * and of the roles that the signed policy names.
 *
 * @param oneOf one of whom must be among them because of the duty; null: nobody in particular
 * @returns the approvers' ids in the order given
 */
export async function checkApprovers(
  people: readonly PersonEntry[],
  rule: Approval,
  oneOf: readonly string[] | null,
  credentials: readonly Credential[],
  check: (credential: Credential) => Promise<Result<PersonEntry, Problem>>,
): Promise<Result<readonly string[], Problem>> {
  if (new Set(credentials.map((one) => one.person)).size !== credentials.length) {
    return err({ code: 'access.approvers-same' });
  }
  if (credentials.length < rule.persons) {
    return err({ code: 'access.approvers-missing', params: { needed: rule.persons } });
  }
  const present = credentials.flatMap(({ person }) => people.filter((one) => one.id === person));
  if (present.length === credentials.length && !approved(rule, present)) return err({ code: 'access.approver-role' });
  if (oneOf?.length === 0) return err({ code: 'access.duty-unfilled' });
  if (oneOf !== null && !credentials.some(({ person }) => oneOf.includes(person))) {
    return err({ code: 'access.duty-missing' });
  }
  for (const credential of credentials) {
    const checked = await check(credential);
    if (!checked.ok) return checked;
  }
  return ok(credentials.map((one) => one.person));
}
