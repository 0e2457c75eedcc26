import type { IdentityDocument } from '../document/identity-document.ts';
import type { Policy } from '../election/policy.ts';
import type { RegisterRecord } from '../election/register-record.ts';
import { documentKindOf, documentVerdict } from '../election/rules.ts';
import { namesAgree } from '../person/names.ts';
import type { DocumentFacts } from './eligibility.ts';
import type { Warning } from './step.ts';

/**
 * Holds the document against the record that its PIN found. The PIN joins them; every other disagreement is a
 * warning for the officer's eyes, because transliteration, changed names and changed cards are ordinary.
 *
 * @param day ISO date of the sitting: decides whether an expired document counts
 */
export function checkDocument(
  document: IdentityDocument,
  record: Pick<RegisterRecord, 'sex' | 'birthDate' | 'surname' | 'given' | 'patronymic' | 'documents'>,
  policy: Policy,
  day: string,
): DocumentFacts {
  const verdict = documentVerdict(documentKindOf(policy, document.number), document.expires, day);
  const warnings: Warning[] = [];
  if (document.sex !== null && document.sex !== record.sex) warnings.push('sex-differs');
  if (document.birthDate !== null && document.birthDate !== record.birthDate) warnings.push('birth-date-differs');
  // A name that the zone had no room for is cut there: what is left of it says nothing.
  const cut = document.warnings.includes('name-cut');
  if (!cut && !namesAgree({ ...document, patronymic: null }, record)) warnings.push('name-differs');
  const known = record.documents.map((one) => one.number);
  if (known.length > 0 && !known.includes(document.number)) warnings.push('document-number-differs');
  if (document.warnings.includes('composite')) warnings.push('check-digit');
  if (document.chip?.verdict === 'not-genuine') warnings.push('chip-not-genuine');
  // Beside a printed zone its silence means nothing; alone, anybody's home-made card could say so much.
  if (document.chip?.verdict === 'authority-unknown' && document.sources.pin.by === 'chip')
    warnings.push('chip-unvouched');
  if (document.chip?.verdict === 'not-its-own' || (document.chip?.differs.length ?? 0) > 0)
    warnings.push('chip-differs');
  return {
    accepted: verdict !== 'kind-not-accepted',
    expired: verdict === 'expired' || verdict === 'expired-accepted' ? document.expires : null,
    expiredAccepted: verdict === 'expired-accepted',
    warnings,
  };
}
