import type { AdmissionRules, ModalityRule } from '../admission/rules.ts';
import type { IdentityDocument } from '../document/identity-document.ts';
import type { Election } from './election.ts';
import type { DocumentKind, FingerModality, Policy } from './policy.ts';

/** What the policy says of a concrete case. Pure look-ups; nothing here knows a person. */

/** The finger modality if the policy has it on. */
export function fingerModality(policy: Policy): FingerModality | null {
  const found = policy.modalities.find((m) => m.kind === 'finger');
  return found?.kind === 'finger' && found.enabled ? found : null;
}

/** The kind of a document by its number: the longest series that begins it decides; null if no kind has it. */
export function documentKindOf(policy: Policy, documentNumber: string): DocumentKind | null {
  const number = documentNumber.toUpperCase().replaceAll(/[\s<-]/g, '');
  let best: { kind: DocumentKind; length: number } | null = null;
  for (const kind of policy.documents) {
    for (const series of kind.series) {
      if (number.startsWith(series) && series.length > (best?.length ?? 0)) best = { kind, length: series.length };
    }
  }
  return best?.kind ?? null;
}

/**
 * The PIN to look the holder up by, or null: then the officer types it from the page. A zone of another form than the
 * one that the kind is listed with, or of a kind whose zone is not relied on (`none`, `app`), says nothing of the PIN,
 * whatever stands in it. A document of no listed kind keeps its PIN: the look-up then says that it is not accepted.
 */
export function pinToUse(document: Pick<IdentityDocument, 'zone' | 'pin'>, kind: DocumentKind | null): string | null {
  return kind && kind.zone !== document.zone ? null : document.pin;
}

export type DocumentVerdict = 'accepted' | 'expired-accepted' | 'expired' | 'kind-not-accepted';

/**
 * Whether a voter may be looked up by this document on this day.
 * @param expires ISO date printed in the document, null if it has none
 * @param day ISO date of the sitting
 */
export function documentVerdict(kind: DocumentKind | null, expires: string | null, day: string): DocumentVerdict {
  if (!kind?.accepted) return 'kind-not-accepted';
  if ((kind.from && day < kind.from) || (kind.until && day > kind.until)) return 'kind-not-accepted';
  if (expires === null || expires >= day) return 'accepted';
  switch (kind.expired.rule) {
    case 'refuse':
      return 'expired';
    case 'warn':
      return 'expired-accepted';
    case 'warn-since':
      return expires >= kind.expired.date ? 'expired-accepted' : 'expired';
  }
}

/**
 * The part of the policy that governs one voter's way, as the statechart takes it.
 * @param used admissions by each fallback in this sitting so far: a fallback at its cap is not offered
 */
export function admissionRules(
  policy: Policy,
  election: Election,
  used: { readonly photo: number; readonly override: number },
): AdmissionRules {
  const measured = policy.modalities
    .filter((m) => m.enabled)
    .map((m): ModalityRule => {
      const { threshold, qualityMinimum: minimumQuality } = m;
      return m.kind === 'finger'
        ? { kind: 'finger', threshold, minimumQuality, triesPerFinger: m.triesPerFinger, maxFingers: m.fingersMax }
        : { kind: 'face', threshold, minimumQuality, tries: m.tries };
    });
  const finger = fingerModality(policy);
  const decided = (['photo', 'override'] as const)
    .filter((kind) => policy.fallbacks[kind].enabled && used[kind] < (policy.fallbacks[kind].cap ?? Infinity))
    .map((kind): ModalityRule => ({ kind, approvers: policy.fallbacks[kind].approvers }));
  return {
    modalities: [...measured, ...decided],
    findByFinger: finger !== null && policy.findByFinger.enabled ? { minimumQuality: finger.qualityMinimum } : null,
    ballots: election.ballots.map(({ id, declinable, constituencies }) => ({
      ...{ ballot: id, mayBeDeclined: declinable, constituencies },
    })),
    attemptTimeoutMs: policy.timeouts.attemptSeconds * 1000,
  };
}

/** Whether a ballot is printed by the kiosk for a voter of this category; outside the room none ever is. */
export function isPrinted(election: Election, ballot: string, category: 'home' | 'remote' | 'outside'): boolean {
  const medium = election.ballots.find(({ id }) => id === ballot)?.medium;
  return category !== 'outside' && medium?.[category] === 'printed';
}

/** Whether the kiosk prints a ballot for anybody at a station of this kind. */
export const printsBallots = ({ ballots }: Election, kind: 'home' | 'remote' | 'abroad'): boolean =>
  ballots.some(({ medium }) => medium.remote === 'printed' || (kind !== 'remote' && medium.home === 'printed'));
