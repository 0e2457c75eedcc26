import { err, ok, type Result } from '../problem/result.ts';
import { type OutsideReason, outsideReasons } from './policy-applications.ts';

/** Somebody who has applied to vote outside the room, as the list names her: by PIN or by number in the voter list. */
export interface Applicant {
  readonly voter: { readonly pin: string } | { readonly number: number };
  readonly reason: OutsideReason;
}

/** A line that cannot be taken, from 1; what stands in it is never told. */
export interface ApplicantsFault {
  readonly line: number;
  readonly why: 'head' | 'voter' | 'reason' | 'twice' | 'empty' | 'many';
}

/** More than any station has had; a file that holds more is none of ours. */
export const APPLICANTS_MAX = 500;
const HEAD = 'voter,reason';

/**
 * The list of applicants in the order of visits, as the commission writes it: a head line `voter,reason`, then one line a
 * voter with one of the law's grounds (`outsideReasons`). Read strictly: one wrong line and nothing of the list is taken, for whoever is missing in it would be sent away.
 */
export function readApplicants(text: string): Result<readonly Applicant[], ApplicantsFault> {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  if (lines[0] !== HEAD) return err({ line: 1, why: 'head' });
  if (lines.length === 1) return err({ line: 1, why: 'empty' });
  if (lines.length > APPLICANTS_MAX + 1) return err({ line: APPLICANTS_MAX + 2, why: 'many' });
  const found: Applicant[] = [];
  const seen = new Set<string>();
  for (const [index, line] of lines.slice(1).entries()) {
    const read = readLine(line);
    if (typeof read === 'string') return err({ line: index + 2, why: read });
    const who = JSON.stringify(read.voter);
    if (seen.has(who)) return err({ line: index + 2, why: 'twice' });
    seen.add(who);
    found.push(read);
  }
  return ok(found);
}

/** What a person has typed to name a voter: a PIN, or a number in the list; null if it is neither. */
export function namedVoter(text: string): Applicant['voter'] | null {
  if (/^\d{14}$/.test(text)) return { pin: text };
  return /^[1-9]\d{0,5}$/.test(text) ? { number: Number(text) } : null;
}

function readLine(line: string): Applicant | 'voter' | 'reason' {
  const [, who = '', given = ''] = /^([^,]*),(.*)$/.exec(line) ?? [];
  const voter = namedVoter(who);
  if (!voter) return 'voter';
  const reason = outsideReasons.find((one) => one === given);
  return reason === undefined ? 'reason' : { voter, reason };
}
