import { protocolOf } from '../../../core/ballot/day/day.ts';
import { toHex } from '../../../core/crypto/encoding.ts';
import { zoneOf } from '../../../core/election/election.ts';
import type { PersonEntry } from '../../../core/election/station.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { localTime } from '../../../core/journal/chain.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { ResultsForm } from '../../../core/results/form.ts';
import { hindrancesOf, type ProtocolOf, protocolContent } from '../../../core/results/protocol.ts';
import { protocolCode, protocolHash } from '../../../core/results/protocol-code.ts';
import type { Credential } from '../../api/credential.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import type { ResultsFrame } from './frame.ts';
import type { OpenProtocol } from './protocols.ts';
import type { SittingResults } from './sitting.ts';

/** Why a protocol cannot be signed yet: what is missing comes first, for nothing else can be judged before. */
export function whyNotYet({ results, style, lines }: OpenProtocol): Problem | null {
  if (lines === null) return null;
  const missing = hindrancesOf(results.force.policy.results.form, lines, results.numbers.of(style.id));
  const numbers = missing.filter(({ why }) => why === 'number-missing').length;
  if (numbers > 0) return { code: 'ballot-zone.numbers-missing', params: { numbers } };
  const ratios = missing.filter(({ why }) => why === 'ratio-broken').length;
  if (ratios > 0) return { code: 'ballot-zone.not-balanced', params: { ratios } };
  const differ = missing.find((one) => one.why === 'counts-differ');
  return differ ? { code: 'ballot-zone.counts-differ', params: { numbers: differ.numbers } } : null;
}

/**
 * Those who sign, each by her own code: as many of every role as the form names, and nobody whose role it does not name.
 * @returns `access.approvers-same`, `access.approver-role`, `access.approvers-missing`, and what `desk.prove` does
 */
export async function proveSigners(
  { desk }: Pick<ResultsFrame, 'desk'>,
  { signed }: ResultsForm,
  credentials: readonly Credential[],
): Promise<Result<readonly PersonEntry[], Problem>> {
  if (new Set(credentials.map(({ person }) => person)).size !== credentials.length) {
    return err({ code: 'access.approvers-same' });
  }
  const present = credentials.flatMap(({ person }) => desk.people.filter(({ id }) => id === person));
  if (present.some(({ role }) => signed.every((one) => one.role !== role)))
    return err({ code: 'access.approver-role' });
  const enough = signed.every(({ role, persons }) => present.filter((one) => one.role === role).length >= persons);
  if (!enough) {
    const needed = signed.reduce((sum, { persons }) => sum + persons, 0);
    return err({ code: 'access.approvers-missing', params: { needed } });
  }
  const proved: PersonEntry[] = [];
  for (const credential of credentials) {
    const person = await desk.prove(credential);
    if (!person.ok) return person;
    proved.push(person.value);
  }
  return ok(proved);
}

/** Writes down what is signed, and signs it by the device's key: first the content, then the journal, which makes it so. */
export function signProtocol(
  frame: ResultsFrame,
  { results, style, lines }: OpenProtocol,
  signers: readonly PersonEntry[],
): Result<null, Problem> {
  const { journal, keys, desk } = frame;
  const { policy, election, precinct } = results.force;
  const { versions, ...from } = results.numbers.of(style.id);
  const before = protocolOf(journal.day, style.id);
  const last = before.versions.at(-1);
  const { correcting } = before;
  const recounts = results.recountsOf({ style, sealed: lines === null });
  const content = protocolContent(protocolOfStyle(results, style.id), policy.results.form, lines, from, {
    version: before.versions.length + 1,
    corrects:
      last && correcting ? { sha256: last.sha256, words: correcting.reason, persons: correcting.persons } : null,
    at: localTime(frame.now().getTime(), zoneOf(election, precinct)).replace(/:\d\d\.\d+/, ''),
    fewerThan: lines === null ? policy.results.smallCount : null,
    ...(recounts.length > 0 && { recounts }),
    dissents: before.dissents,
    signers: signers.map(({ id, role, name }) => ({ person: id, role, name })),
  });
  const code = protocolCode(content, keys.signing.key, nodeCrypto, keys.signing.sign);
  // One of which the journal has never been told was never signed.
  const signed = versions.slice(0, before.versions.length);
  const kept = results.numbers.replaceOf(style.id, {
    versions: [...signed, { content: canonical(content), code, from }],
  });
  if (!kept.ok) return kept;
  const sha256 = toHex(protocolHash(content, nodeCrypto));
  const approvers = signers.map(({ id }) => id);
  journal.record('ballot.protocol-signed', { protocol: style.id, sha256, approvers }, desk.actor);
  return ok(null);
}

const protocolOfStyle = ({ force, sitting }: SittingResults, style: string): ProtocolOf => ({
  ...{ election: force.election.id, mode: force.election.mode, station: force.precinct.number, sitting, style },
  package: force.sha256,
});
