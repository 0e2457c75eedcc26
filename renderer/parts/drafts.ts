import type { Problem } from '../../core/problem/catalogue.ts';
import type { Credential } from '../../main/api/credential.ts';
import type { WindowPerson } from './zone.ts';

/** One of those who approve, while the code is being typed; `person` is null until somebody is picked. */
export interface Draft {
  readonly person: WindowPerson | null;
  readonly code: string;
}

/** So many empty places for approvers. */
export function emptyDrafts(count: number): readonly Draft[] {
  return Array.from({ length: count }, () => ({ person: null, code: '' }));
}

/** The credentials, once everybody was picked and typed a code; null before. */
export function credentialsOf(drafts: readonly Draft[]): readonly Credential[] | null {
  const complete = drafts.flatMap(({ person, code }) => (person && code !== '' ? [{ person: person.id, code }] : []));
  return complete.length === drafts.length ? complete : null;
}

/** Whether a refusal is about this one's code. */
export const isRefused = ({ person }: Draft, problem: Problem | null): boolean =>
  person !== null && problem?.params?.person === person.id;

/** After a refusal: only the code that was wrong is typed again; where it was about nobody's code, every one. */
export function afterRefusal(drafts: readonly Draft[], problem: Problem | null): readonly Draft[] {
  const blamed = drafts.some((draft) => isRefused(draft, problem));
  return drafts.map((draft) => (blamed && !isRefused(draft, problem) ? draft : { ...draft, code: '' }));
}
