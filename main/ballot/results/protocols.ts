import { protocolOf } from '../../../core/ballot/day/day.ts';
import type { BallotStyle } from '../../../core/ballot/definition.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { balance } from '../../../core/results/balance.ts';
import { type FilledLine, handKey } from '../../../core/results/figures.ts';
import type { FormLine } from '../../../core/results/form.ts';
import { hindrancesOf, signedLines } from '../../../core/results/protocol.ts';
import type { StationStyle } from '../../../core/results/shown.ts';
import type { ProtocolLineView, ProtocolView } from '../../api/ballot-views.ts';
import type { ResultsFrame } from './frame.ts';
import { namesOf } from './option-names.ts';
import { signedProtocol } from './signed.ts';
import type { SittingResults } from './sitting.ts';
import { versionViews } from './versions.ts';

/** A protocol that may be worked on, with its lines as they are now; null for a sealed one. */
export interface OpenProtocol {
  readonly results: SittingResults;
  readonly style: BallotStyle;
  readonly lines: readonly FilledLine[] | null;
}

/** What stands on the desk of every protocol of the station. */
export function protocolViews(frame: ResultsFrame, results: SittingResults): Result<readonly ProtocolView[], Problem> {
  const styles = results.styles();
  if (!styles.ok) return styles;
  const views: ProtocolView[] = [];
  for (const one of styles.value) {
    const lines = one.sealed ? ok([]) : linesOf(frame, results, one.style);
    if (!lines.ok) return lines;
    views.push(viewOf(frame, results, one, lines.value));
  }
  return ok(views);
}

/** As they were signed, or as they are now. */
function linesOf(
  frame: ResultsFrame,
  results: SittingResults,
  style: BallotStyle,
): Result<readonly FilledLine[], Problem> {
  const signed = signedProtocol(frame, results, style.id);
  return signed ? ok(signedLines(signed.content, results.force.policy.results.form)) : results.filled(style);
}

function viewOf(
  frame: ResultsFrame,
  results: SittingResults,
  { style, sealed }: StationStyle,
  lines: readonly FilledLine[],
): ProtocolView {
  const { journal, desk } = frame;
  const { election, policy } = results.force;
  const { form, sealingKey } = policy.results;
  const { dissents, signed, copies, correcting } = protocolOf(journal.day, style.id);
  const told = signed
    ? signedProtocol(frame, results, style.id)?.content.recounts
    : results.recountsOf({ style, sealed });
  const recount = told?.at(-1);
  const nameOf = (person: string) => desk.people.find(({ id }) => id === person)?.name ?? person;
  return {
    ...{ id: style.id, title: form.title, basis: form.basis, sealed, stays: sealed && sealingKey === null },
    ballot: election.ballots.find(({ id }) => id === style.ballot)?.names ?? style.title,
    constituency: election.constituencies.find(({ id }) => id === style.constituency)?.names ?? style.title,
    lines: lines.map((line) => lineView(line, style, results.identificationOf(style) !== null)),
    ratios: sealed ? [] : balance(form, lines),
    missing: sealed ? [] : hindrancesOf(form, lines, results.numbers.of(style.id)),
    recount: recount ? { sheets: recount.sheets, matches: recount.matches } : null,
    dissents: dissents.map(({ person, reason }) => ({ person, name: nameOf(person), reason })),
    signed: signed && { sha256: signed.sha256, persons: signed.persons.map(nameOf) },
    versions: versionViews(frame, results, style, nameOf),
    correcting: correcting && { reason: correcting.reason, persons: correcting.persons.map(nameOf) },
    ...{ copies, counts: form.counts, signs: form.signed },
  };
}

function lineView({ line, options, ...figure }: FilledLine, style: BallotStyle, told: boolean): ProtocolLineView {
  return {
    ...{ id: line.id, number: line.number, label: line.label, typed: isTyped(line, told), byHand: line.byHand },
    ...figure,
    options: options.map((one) => ({
      ...one,
      key: handKey(partOf(line, style), one.option),
      names: namesOf(style, one.option),
    })),
  };
}

/** The part of the ballot that a line of votes is about. */
function partOf({ source }: FormLine, { parts }: BallotStyle): string {
  const asked = source.from === 'votes' ? source.part : null;
  return parts.find(({ id }) => asked === null || id === asked)?.id ?? '';
}

/** Whether persons type this line's number. @param told the identification zone has told its own */
export const isTyped = ({ source }: FormLine, told: boolean): boolean =>
  source.from === 'typed' || (source.from === 'identification' && !told);

/** Whether a number that is counted by hand is asked for under this name: a line's, or `part/option`. */
export function isCountedByHand(lines: readonly FilledLine[], style: BallotStyle, key: string): boolean {
  return lines.some(({ line: { id, source, byHand }, options }) => {
    if (!byHand) return false;
    if (source.from !== 'votes') return id === key;
    const part = style.parts.find((one) => source.part === null || one.id === source.part);
    return part !== undefined && options.some(({ option }) => handKey(part.id, option) === key);
  });
}

/**
 * A protocol on which something is to be changed.
 * @returns `ballot-zone.not-now` before the close and for one that the station does not have, `ballot-zone.already-signed`
 */
export function openProtocol(
  { journal }: ResultsFrame,
  results: SittingResults,
  protocol: string,
): Result<OpenProtocol, Problem> {
  const styles = results.styles();
  if (!styles.ok) return styles;
  const found = styles.value.find(({ style }) => style.id === protocol);
  if (!found) return err({ code: 'ballot-zone.not-now' });
  if (protocolOf(journal.day, protocol).signed) return err({ code: 'ballot-zone.already-signed' });
  const { style, sealed } = found;
  const lines = sealed ? ok(null) : results.filled(style);
  return lines.ok ? ok({ results, style, lines: lines.value }) : lines;
}

/** The same for what is done to numbers. @returns `ballot-zone.too-few-to-show` for a sealed one */
export function openNumbers(
  frame: ResultsFrame,
  results: SittingResults,
  protocol: string,
): Result<OpenProtocol & { readonly lines: readonly FilledLine[] }, Problem> {
  const open = openProtocol(frame, results, protocol);
  if (!open.ok) return open;
  const { lines, style } = open.value;
  return lines ? ok({ results, style, lines }) : tooFew(results);
}

/** Nothing of a sealed protocol is shown or changed. */
export const tooFew = ({ force }: Pick<SittingResults, 'force'>) =>
  err({ code: 'ballot-zone.too-few-to-show', params: { least: force.policy.results.smallCount } } as const);
