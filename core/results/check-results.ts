import type { Crypto } from '../crypto/crypto.ts';
import { fromBase64url } from '../crypto/encoding.ts';
import { precinctOf } from '../election/election.ts';
import { plannedSittings } from '../election/sittings.ts';
import { checkProtocol } from './check-protocol.ts';
import { isSignedResults, type ResultsFile, type ResultsHead, readResultsFile } from './results-file.ts';
import { found, type ResultsFinding, type ResultsReport, verdictOf } from './results-findings.ts';
import type { ResultsTrust } from './results-trust.ts';

/**
 * Everything that can be said of a results file with the signed package at hand: by whom it is, whether it is whole, and
 * whether its numbers agree. Each is looked at, whatever the others came to, as far as the bytes can be read.
 */
export function checkResults(
  bytes: Uint8Array,
  trust: ResultsTrust,
  crypto: Pick<Crypto, 'sha256' | 'ed25519Verify'>,
): ResultsReport {
  const read = readResultsFile(bytes, crypto);
  if (!read.ok) return reportOf(null, [found(read.error)]);
  const { head } = read.value;
  return reportOf(read.value, [
    ...checkWhose(head, trust, crypto),
    ...checkTimes(head, trust),
    ...checkProtocols(head, trust, crypto),
    ...checkBoxes(head, trust),
    ...checkImages(head, trust),
  ]);
}

/** A report of a file with these findings; the hub adds its own (`checkFollows`). */
export function reportOf(file: ResultsFile | null, findings: readonly ResultsFinding[]): ResultsReport {
  const corrected = file?.head.protocols.some(({ versions }) => versions.length > 1) ?? false;
  return { verdict: verdictOf(findings), corrected, findings, file };
}

/**
 * Whether a file may take the place of an earlier one of the same sitting: everything that was signed then is still there,
 * as it was.
 */
export function checkFollows(
  before: Pick<ResultsFile, 'head' | 'sha256'>,
  after: Pick<ResultsFile, 'head' | 'sha256'>,
): readonly ResultsFinding[] {
  const [old, now] = [before.head, after.head];
  const isNext = now.number === old.number + 1;
  if (now.number <= old.number || (isNext && now.previous !== before.sha256) || now.device !== old.device) {
    return [found('not-later', { found: now.number, expected: old.number + 1 })];
  }
  return old.protocols.flatMap(({ protocol, versions }) => {
    const kept = now.protocols.find((one) => one.protocol === protocol)?.versions ?? [];
    return versions.flatMap(({ code, content: { version } }, at) =>
      kept[at]?.code === code ? [] : [found('version-gone', { protocol, version })],
    );
  });
}

function checkWhose(
  head: ResultsHead,
  { election, station, devices, packages }: ResultsTrust,
  crypto: Pick<Crypto, 'ed25519Verify'>,
): readonly ResultsFinding[] {
  const device = devices.find((one) => one.device === head.device && one.key === head.key);
  const publicKey = device && fromBase64url(device.signing);
  // A device that was taken out of use signs nothing from then on; one of another station nothing of this one.
  const revoked = device?.revoked !== undefined && Date.parse(device.revoked) <= Date.parse(head.at);
  const serves = device !== undefined && !revoked && (device.station === null || device.station === station);
  // Of a device that nobody knows nobody can say whether it signed.
  const isSigned = !device || (publicKey !== undefined && isSignedResults(head, publicKey, crypto));
  const planned = plannedSittings(election).some(({ id, kind }) => id === head.sitting && kind !== 'outside');
  return [
    ...(serves ? [] : [found('unknown-device', { found: head.device })]),
    ...(isSigned ? [] : [found('bad-signature')]),
    ...(head.election === election.id && head.mode === election.mode
      ? []
      : [
          found('other-election', {
            found: `${head.election} (${head.mode})`,
            expected: `${election.id} (${election.mode})`,
          }),
        ]),
    ...(head.station === station && precinctOf(election, station)
      ? []
      : [found('other-station', { found: head.station, expected: station })]),
    ...(planned ? [] : [found('other-sitting', { found: head.sitting })]),
    ...(packages?.includes(head.package) === false ? [found('other-package', { found: head.package })] : []),
  ];
}

/** Voting ends at its hour and not before, and nothing is signed before the box was closed. */
function checkTimes(head: ResultsHead, { election }: ResultsTrust): readonly ResultsFinding[] {
  const planned = plannedSittings(election).find(({ id }) => id === head.sitting);
  const closed = head.closedAt.slice(0, 16);
  const due = planned && `${planned.date}T${planned.close}`;
  // A training closes when its people are through.
  const early = election.mode === 'official' && due !== undefined && closed < due;
  const instant = Math.floor(Date.parse(head.closedAt) / 60_000) * 60_000;
  const signed = head.protocols.flatMap(({ protocol, versions }) =>
    versions.flatMap(({ content: { at, version } }) =>
      Date.parse(at) < instant
        ? [found('before-close', { protocol, version, found: at, expected: head.closedAt })]
        : [],
    ),
  );
  return [...(early ? [found('before-close', { found: head.closedAt, expected: due })] : []), ...signed];
}

function checkProtocols(
  head: ResultsHead,
  trust: ResultsTrust,
  crypto: Pick<Crypto, 'sha256' | 'ed25519Verify'>,
): readonly ResultsFinding[] {
  const styles = trust.election.papers?.styles ?? [];
  const home = precinctOf(trust.election, trust.station)?.constituency ?? null;
  const there = head.protocols.map(({ protocol }) => protocol);
  const twice = there.filter((protocol, at) => there.indexOf(protocol) !== at);
  // At a station for all constituencies there is one for each of them, elsewhere for its own.
  const due = styles.filter(({ id, constituency }) => (home === null || constituency === home) && !there.includes(id));
  return [
    ...twice.map((protocol) => found('protocol-twice', { protocol })),
    ...due.map(({ id: protocol }) => found('protocol-missing', { protocol })),
    ...head.protocols.flatMap((one) => checkProtocol(one, head, trust, crypto)),
  ];
}

/** Every sheet of a box is in one protocol. A sealed one tells of none, so what is missing then is its own. */
function checkBoxes({ boxes, counted, protocols }: ResultsHead, { policy }: ResultsTrust): readonly ResultsFinding[] {
  const inBoxes = boxes.reduce((sum, { sheets }) => sum + sheets, 0);
  const told = ['box', 'mobile'].flatMap((figure) =>
    policy.form.lines.filter(({ source }) => source.from === 'ballots' && source.figure === figure).slice(0, 1),
  );
  const last = protocols.flatMap(({ versions }) => versions.at(-1)?.content ?? []);
  const sealed = last.some(({ fewerThan }) => fewerThan !== null);
  const inProtocols = last
    .flatMap(({ lines }) => lines.filter(({ line }) => told.some(({ id }) => id === line)))
    .reduce((sum, { machine }) => sum + (machine ?? 0), 0);
  // A form without these lines says nothing of sheets.
  const agree = told.length < 2 || (sealed ? inProtocols <= counted : inProtocols === counted);
  return [
    ...(inBoxes === counted ? [] : [found('boxes-differ', { at: 'boxes', found: counted, expected: inBoxes })]),
    ...(agree ? [] : [found('boxes-differ', { at: 'protocols', found: inProtocols, expected: counted })]),
  ];
}

function checkImages({ images, protocols }: ResultsHead, { policy }: ResultsTrust): readonly ResultsFinding[] {
  const known = (protocol: string, version: number): boolean =>
    protocols.some((one) => one.protocol === protocol && version <= one.versions.length);
  const strange = images.filter(({ what }) => what.of === 'protocol' && !known(what.protocol, what.version));
  const missing = policy.signedPages
    ? protocols.flatMap(({ protocol, versions }) => {
        const version = versions.length;
        const pages = images.filter(
          ({ what }) => what.of === 'protocol' && what.protocol === protocol && what.version === version,
        );
        const have = new Set(pages.map(({ page }) => page)).size;
        const all = pages[0]?.pages ?? 1;
        return have < all ? [found('pages-missing', { protocol, version, found: have, expected: all })] : [];
      })
    : [];
  return [...strange.map(({ sha256 }) => found('image-of-nothing', { at: sha256 })), ...missing];
}
