import { protocolOf } from '../../../core/ballot/day/day.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { balance, differences } from '../../../core/results/balance.ts';
import { differencesText, numbersText } from '../../../core/results/protocol.ts';
import type { Credential } from '../../api/credential.ts';
import { type Approvers, type AtResults, type Done, notNow } from './at.ts';
import type { ProtocolNumbers } from './numbers.ts';
import { isCountedByHand, isTyped, openNumbers, openProtocol, tooFew } from './protocols.ts';
import { proveSigners, signProtocol, whyNotYet } from './signing.ts';
import type { SittingResults } from './sitting.ts';

interface OfProtocol {
  readonly protocol: string;
}

/** What the commission does to its protocols until they are signed, and when a signed one has to be corrected. */
export class ProtocolDesk {
  readonly #at: AtResults;
  readonly #signed: () => Promise<unknown>;

  /** @param signed something was signed, or said of what is */
  constructor(at: AtResults, signed: () => Promise<unknown>) {
    this.#at = at;
    this.#signed = signed;
  }

  /** A number that persons type; null takes it back. */
  type({ protocol, line, value }: OfProtocol & { readonly line: string; readonly value: number | null }): Done {
    return this.#at.with((results) => {
      const open = openNumbers(this.#at.frame, results, protocol);
      if (!open.ok) return open;
      const found = open.value.lines.find((one) => one.line.id === line);
      const told = results.identificationOf(open.value.style) !== null;
      if (!found || !isTyped(found.line, told)) return notNow;
      return this.#keep(results, protocol, { typed: changed(results.numbers.of(protocol).typed, line, value) });
    });
  }

  /** A number that was counted by hand, of a line or of `part/option`; null takes it back. */
  byHand({ protocol, key, value }: OfProtocol & { readonly key: string; readonly value: number | null }): Done {
    return this.#at.with((results) => {
      const open = openNumbers(this.#at.frame, results, protocol);
      if (!open.ok) return open;
      if (!isCountedByHand(open.value.lines, open.value.style, key)) return notNow;
      return this.#keep(results, protocol, { byHand: changed(results.numbers.of(protocol).byHand, key, value) });
    });
  }

  /** Persons say why a ratio does not hold. What they say is about the numbers as they are then. */
  async discrepancy(
    input: OfProtocol & { readonly ratio: string; readonly words: string; readonly approvers: Approvers },
  ): Promise<Done> {
    const { protocol, ratio, words, approvers } = input;
    const { journal, desk } = this.#at.frame;
    const approved = await this.#at.approved('discrepancy', approvers, (results) => {
      const open = openNumbers(this.#at.frame, results, protocol);
      if (!open.ok) return open;
      const state = balance(results.force.policy.results.form, open.value.lines).find((one) => one.ratio.id === ratio);
      return state?.state === 'broken' ? ok({ results, left: state.left, right: state.right }) : notNow;
    });
    if (!approved.ok) return approved;
    const { results, persons, left, right } = approved.value;
    const body = { protocol, ratio, reason: words, approvers: [...persons] };
    journal.record('ballot.discrepancy-recorded', body, desk.actor);
    const { discrepancies } = results.numbers.of(protocol);
    const said = { words, persons: [...persons], left, right };
    return this.#keep(results, protocol, { discrepancies: { ...discrepancies, [ratio]: said } });
  }

  /** Persons say why the counts by machine and by hand differ, or that the ballots were counted again. */
  async explain(
    input: OfProtocol & {
      readonly how: 'explained' | 'recounted';
      readonly words: string;
      readonly approvers: Approvers;
    },
  ): Promise<Done> {
    const { protocol, how, words, approvers } = input;
    const { journal, desk } = this.#at.frame;
    const approved = await this.#at.approved('discrepancy', approvers, (results) => {
      const open = openNumbers(this.#at.frame, results, protocol);
      if (!open.ok) return open;
      return differences(open.value.lines).length > 0 ? ok({ results, lines: open.value.lines }) : notNow;
    });
    if (!approved.ok) return approved;
    const { results, persons, lines } = approved.value;
    journal.record('ballot.counts-explained', { protocol, how, reason: words, approvers: [...persons] }, desk.actor);
    const counts = { words, persons: [...persons], how, differences: differencesText(lines) };
    return this.#keep(results, protocol, { counts });
  }

  /**
   * Somebody of the commission does not agree. Before the signatures it becomes part of what is signed; a dissent that
   * comes afterwards stands on every paper that is printed from then on, below the signatures.
   */
  async dissent(input: OfProtocol & { readonly by: Credential; readonly words: string }): Promise<Done> {
    const { protocol, by, words } = input;
    const there = (results: SittingResults) => {
      const styles = results.styles();
      if (!styles.ok) return styles;
      return styles.value.some(({ style }) => style.id === protocol) ? ok(results.force.policy.results.form) : notNow;
    };
    const form = this.#at.with(there);
    if (!form.ok) return form;
    const person = await this.#at.frame.desk.prove(by);
    if (!person.ok) return person;
    const { id, role } = person.value;
    if (form.value.signed.every((one) => one.role !== role)) return err({ code: 'access.approver-role' });
    const after = this.#at.with(there);
    if (!after.ok) return after;
    this.#at.frame.journal.record('ballot.dissent', { protocol, person: id, reason: words }, { role, person: id });
    await this.#signed();
    return ok(null);
  }

  /**
   * Signs a protocol in the name of all those who have given their codes.
   * @param seen the numbers that they saw (`numbersText`)
   * @returns `ballot-zone.numbers-changed` where it has others by now, `ballot-zone.numbers-missing`, `ballot-zone.not-balanced` or `ballot-zone.counts-differ` while it cannot be
   */
  async sign({
    protocol,
    by,
    seen,
  }: OfProtocol & { readonly by: Approvers; readonly seen?: string | undefined }): Promise<Done> {
    const ready = (results: SittingResults) => {
      if (this.#at.phase !== 'counted') return notNow;
      const open = openProtocol(this.#at.frame, results, protocol);
      if (!open.ok) return open;
      const { lines } = open.value;
      const now = lines && numbersText(lines.map(({ line, ...figures }) => ({ id: line.id, ...figures })));
      if (now !== null && seen !== undefined && now !== seen)
        return err({ code: 'ballot-zone.numbers-changed' } as const);
      const why = whyNotYet(open.value);
      return why ? err(why) : open;
    };
    const before = this.#at.with(ready);
    if (!before.ok) return before;
    const signers = await proveSigners(this.#at.frame, before.value.results.force.policy.results.form, by);
    if (!signers.ok) return signers;
    // The codes took their time: somebody may have typed or signed meanwhile.
    const after = this.#at.with(ready);
    if (!after.ok) return after;
    const signed = signProtocol(this.#at.frame, after.value, signers.value);
    // Its file is another matter: whether it could be written stands on the screens.
    if (signed.ok) await this.#signed();
    return signed;
  }

  /**
   * Persons correct a signed protocol. Its last version stays as it is, and is what the next one sets out from.
   * @returns `ballot-zone.not-now` for one that is not signed, or is being corrected already; `ballot-zone.too-few-to-show`
   *   for a sealed one: nothing stands in it
   */
  async correct(input: OfProtocol & { readonly words: string; readonly approvers: Approvers }): Promise<Done> {
    const { protocol, words, approvers } = input;
    const { journal, desk } = this.#at.frame;
    const approved = await this.#at.approved('correct', approvers, (results) => {
      const styles = results.styles();
      if (!styles.ok) return styles;
      const { versions, signed } = protocolOf(journal.day, protocol);
      const from = results.numbers.of(protocol).versions[versions.length - 1]?.from;
      const found = styles.value.find(({ style }) => style.id === protocol);
      if (this.#at.phase !== 'counted' || !found || signed === null || from === undefined) return notNow;
      if (found.sealed) return tooFew(results);
      return ok({ results, from, version: versions.length + 1 });
    });
    if (!approved.ok) return approved;
    const { results, persons, from, version } = approved.value;
    // What was typed for a correction that was given up is none of the version in force.
    const kept = this.#keep(results, protocol, from);
    if (!kept.ok) return kept;
    const body = { protocol, version, reason: words, approvers: [...persons] };
    journal.record('ballot.correction-begun', body, desk.actor);
    return ok(null);
  }

  /** The correction is given up: the version that was signed last is in force again. */
  dropCorrection({ protocol }: OfProtocol): Done {
    const { journal, desk } = this.#at.frame;
    const { correcting, versions } = protocolOf(journal.day, protocol);
    if (this.#at.phase !== 'counted' || correcting === null) return notNow;
    journal.record('ballot.correction-dropped', { protocol, version: versions.length + 1 }, desk.actor);
    return ok(null);
  }

  #keep(results: SittingResults, protocol: string, change: Partial<ProtocolNumbers>): Done {
    const kept = results.numbers.replaceOf(protocol, change);
    this.#at.frame.changes.changed();
    return kept;
  }
}

/** Numbers with this one among them, or without it. */
function changed(
  numbers: Readonly<Record<string, number>>,
  name: string,
  value: number | null,
): Record<string, number> {
  const { [name]: _, ...others } = numbers;
  return value === null ? others : { ...others, [name]: value };
}
