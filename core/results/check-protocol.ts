import type { BallotStyle } from '../ballot/definition.ts';
import type { Crypto } from '../crypto/crypto.ts';
import { fromBase64url, toHex } from '../crypto/encoding.ts';
import { balance, differences } from './balance.ts';
import { type FilledLine, fillForm, handKey, type Known } from './figures.ts';
import type { IdentificationFigure, ResultsForm } from './form.ts';
import { type ProtocolContent, signedLines } from './protocol.ts';
import { protocolHash, readProtocolCode } from './protocol-code.ts';
import type { ResultsHead } from './results-file.ts';
import { found, type ResultsFinding } from './results-findings.ts';
import type { ResultsTrust } from './results-trust.ts';

type Checking = Pick<Crypto, 'sha256' | 'ed25519Verify'>;

/** All versions of one protocol: each by whom it should be, and the last one with everything that its numbers say. */
export function checkProtocol(
  { protocol, versions }: ResultsHead['protocols'][number],
  head: ResultsHead,
  trust: ResultsTrust,
  crypto: Checking,
): readonly ResultsFinding[] {
  const style = trust.election.papers?.styles.find(({ id }) => id === protocol);
  if (!style) return [found('unknown-protocol', { protocol })];
  const about = versions.flatMap(({ content, code }, at) => {
    const version = at + 1;
    const before = versions[at - 1]?.content ?? null;
    const isLast = version === versions.length;
    return [
      ...(isGenuine(content, code, head, protocol, trust, crypto) ? [] : [found('protocol-forged')]),
      ...checkVersion(content, version, before, trust, crypto),
      ...checkSigners(content, trust),
      ...checkNumbers(content, style, trust.policy.form, isLast),
      ...(isLast ? notes(content, versions.length) : []),
    ].map((one) => ({ ...one, protocol, version }));
  });
  return about;
}

/** The paper's code is by the device that signed the file, and of exactly this content. */
function isGenuine(
  content: ProtocolContent,
  code: string,
  head: ResultsHead,
  protocol: string,
  { devices }: ResultsTrust,
  crypto: Checking,
): boolean {
  const device = devices.find((one) => one.device === head.device && one.key === head.key);
  const publicKey = fromBase64url(device?.signing ?? '');
  const read = publicKey && readProtocolCode(code, publicKey, crypto);
  if (!read) return false;
  const of = [head.election, head.mode, head.station, head.sitting, protocol];
  const said = [content, read].every(({ election, mode, station, sitting, style }) =>
    [election, mode, station, sitting, style].every((one, at) => one === of[at]),
  );
  return (
    said &&
    read.version === content.version &&
    read.key === head.key &&
    toHex(read.hash) === toHex(protocolHash(content, crypto))
  );
}

/** A correction names the version before it by its hash, and who decided it. */
function checkVersion(
  { version, corrects }: ProtocolContent,
  expected: number,
  before: ProtocolContent | null,
  { policy }: ResultsTrust,
  crypto: Checking,
): readonly ResultsFinding[] {
  const follows = before === null ? null : toHex(protocolHash(before, crypto));
  if (version !== expected || (corrects?.sha256 ?? null) !== follows) return [found('versions-broken')];
  const needed = policy.approvals.correct.persons;
  const decided = new Set(corrects?.persons).size;
  return corrects !== null && decided < needed ? [found('deciders-missing', { found: decided, expected: needed })] : [];
}

function checkSigners({ signers }: ProtocolContent, { policy, people }: ResultsTrust): readonly ResultsFinding[] {
  const missing = policy.form.signed.flatMap(({ role, persons }) => {
    const there = new Set(signers.filter((one) => one.role === role).map(({ person }) => person)).size;
    return there < persons ? [found('signers-missing', { at: role, found: there, expected: persons })] : [];
  });
  const strange = signers.filter(
    ({ person, role }) =>
      policy.form.signed.every((one) => one.role !== role) ||
      people?.some((one) => one.id === person && one.role === role) === false,
  );
  return [...missing, ...strange.map(({ person }) => found('signer-unknown', { at: person }))];
}

/** Every number once more from those that it is made of, and what does not agree. */
function checkNumbers(
  content: ProtocolContent,
  style: BallotStyle,
  form: ResultsForm,
  isLast: boolean,
): readonly ResultsFinding[] {
  const isEmpty = content.lines.length === 0 && content.ratios.length === 0 && content.counts === null;
  if (content.fewerThan !== null) return isEmpty ? [] : [found('other-form')];
  const lines = fillForm(form, style, knownOf(content, style, form));
  if (content.form !== form.id || shapeOf(content.lines) !== shapeOf(asSigned(lines))) return [found('other-form')];
  const wrong = content.lines.flatMap((line, at) => {
    const again = lines[at];
    const same = again !== undefined && JSON.stringify(numbersOf(line)) === JSON.stringify(numbersOf(again));
    return same
      ? []
      : [found('number-wrong', { at: line.line, found: line.value ?? '', expected: again?.value ?? '' })];
  });
  const signed = signedLines(content, form);
  return [
    ...wrong,
    ...checkRatios(content, signed, form, isLast),
    ...(isLast ? checkAgreement(content, signed, style) : []),
  ];
}

type SignedLine = ProtocolContent['lines'][number];

/** What the form was filled from, read back out of it: filled in again it comes to the same. */
function knownOf({ lines }: ProtocolContent, style: BallotStyle, form: ResultsForm): Known {
  const sheets = { box: 0, mobile: 0, valid: 0, invalid: 0 };
  const typed: Record<string, number> = {};
  const byHand: Record<string, number> = {};
  const votes: Record<string, Record<string, number>> = {};
  for (const { id, source } of form.lines) {
    const line = lines.find((one) => one.line === id);
    if (line === undefined) continue;
    if (line.hand !== null && source.from !== 'votes') byHand[id] = line.hand;
    if (source.from === 'ballots') sheets[source.figure] = line.machine ?? 0;
    if ((source.from === 'typed' || source.from === 'identification') && line.machine !== null)
      typed[id] = line.machine;
    const part = source.from === 'votes' && style.parts.find((one) => source.part === null || one.id === source.part);
    if (!part) continue;
    for (const { option, machine, hand } of line.options) {
      votes[part.id] = { ...votes[part.id], [option]: machine ?? 0 };
      if (hand !== null) byHand[handKey(part.id, option)] = hand;
    }
  }
  return { identification: null, ballots: { sheets, votes }, typed, byHand };
}

const asSigned = (lines: readonly FilledLine[]) =>
  lines.map(({ line: { id, number }, options }) => ({ line: id, number, options }));

const shapeOf = (
  lines: readonly (Pick<SignedLine, 'line' | 'number'> & {
    readonly options: readonly { readonly option: string }[];
  })[],
): string =>
  JSON.stringify(lines.map(({ line, number, options }) => [line, number, options.map(({ option }) => option)]));

const numbersOf = ({ machine, hand, value, options }: Pick<FilledLine, 'machine' | 'hand' | 'value' | 'options'>) => [
  ...[machine, hand, value],
  options.map((one) => [one.machine, one.hand, one.value]),
];

function checkRatios(
  { ratios }: ProtocolContent,
  lines: readonly FilledLine[],
  form: ResultsForm,
  isLast: boolean,
): readonly ResultsFinding[] {
  return balance(form, lines).flatMap((one, at) => {
    const told = ratios[at];
    const by = one.state === 'broken' ? one.by : 0;
    const { id, required } = one.ratio;
    if (told?.ratio !== id || told.state !== one.state || told.by !== by || ratios.length !== form.ratios.length) {
      return [found('number-wrong', { at: id, found: told?.by ?? '', expected: by })];
    }
    if (!isLast || one.state !== 'broken' || !required) return [];
    const said = told.said === null ? {} : { said: told.said.words };
    return [found('ratio-broken', { at: id, found: one.left, expected: one.right, ...said })];
  });
}

function checkAgreement(
  { counts }: ProtocolContent,
  lines: readonly FilledLine[],
  style: BallotStyle,
): readonly ResultsFinding[] {
  const missing = lines
    .filter(({ value }) => value === null)
    .map(({ line }) => found('number-missing', { at: line.id }));
  const differ = differences(lines).map(({ line, option, machine, hand }) =>
    found(counts === null ? 'counts-differ' : 'counts-explained', {
      ...{ at: option === null ? line : `${line}/${option}`, found: hand, expected: machine },
      ...(counts === null ? {} : { said: counts.words }),
    }),
  );
  return [...missing, ...differ, ...checkList(lines), ...checkVotes(lines, style)];
}

function checkList(lines: readonly FilledLine[]): readonly ResultsFinding[] {
  const more = moreThanList(lines);
  return more ? [found('more-than-list', { found: more.found, expected: more.listed })] : [];
}

/** Nobody can publish more than everybody: voters, and ballots in the boxes, are at most those in the list. Null: they are. */
export function moreThanList(lines: readonly FilledLine[]): { readonly found: number; readonly listed: number } | null {
  const known = (figure: IdentificationFigure): number | null =>
    lines.find(({ line: { source } }) => source.from === 'identification' && source.figure === figure)?.value ?? null;
  const sheets = (figures: readonly string[]): number =>
    lines.reduce(
      (sum, { line: { source }, value }) =>
        source.from === 'ballots' && figures.includes(source.figure) ? sum + (value ?? 0) : sum,
      0,
    );
  const listed = known('voters-in-list');
  if (listed === null) return null;
  const most = Math.max(known('admitted') ?? 0, sheets(['box', 'mobile']), sheets(['valid', 'invalid']));
  return most > listed ? { found: most, listed } : null;
}

/** One option cannot have more votes than there are valid ballots, whatever the ratios of the form say. */
function checkVotes(lines: readonly FilledLine[], style: BallotStyle): readonly ResultsFinding[] {
  const valid = lines.find(({ line: { source } }) => source.from === 'ballots' && source.figure === 'valid')?.value;
  if (valid === undefined || valid === null) return [];
  const known = new Set(style.parts.flatMap(({ options }) => options.map(({ id }) => id)));
  return lines.flatMap(({ line, options }) =>
    options
      .filter(({ option, value }) => known.has(option) && (value ?? 0) > valid)
      .map(({ option, value }) =>
        found('more-votes', { at: `${line.id}/${option}`, found: value ?? 0, expected: valid }),
      ),
  );
}

function notes(
  { corrects, fewerThan, dissents, recounts = [] }: ProtocolContent,
  versions: number,
): readonly ResultsFinding[] {
  return [
    ...(corrects === null ? [] : [found('corrected', { found: versions, said: corrects.words })]),
    ...(fewerThan === null ? [] : [found('few-ballots', { expected: fewerThan })]),
    ...dissents.map(({ person, reason }) => found('dissent', { at: person, said: reason })),
    ...recounts
      .filter(({ matches }) => !matches)
      .map(({ words, sheets, counted }) =>
        found('recount-differs', { found: sheets, expected: counted, ...(words === null ? {} : { said: words }) }),
      ),
  ];
}
