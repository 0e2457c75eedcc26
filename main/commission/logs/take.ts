import { join } from 'node:path';
import { utf8 } from '../../../core/crypto/encoding.ts';
import type { JournalName } from '../../../core/hub/names.ts';
import { cdfDocumentation, cdfLog, type DeviceFacts } from '../../../core/journal/cdf.ts';
import { csvTable } from '../../../core/journal/csv.ts';
import type { JournalEvent } from '../../../core/journal/event.ts';
import type { Trust } from '../../../core/journal/trust.ts';
import { createVerifier, type Report } from '../../../core/journal/verify.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { ok, type Result } from '../../../core/problem/result.ts';
import type { LogsFinding } from '../../api/console-views.ts';
import { signaturesAhead } from '../../crypto/ahead.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { expectedSignatures } from '../../journal/expected-signatures.ts';
import { makePrivateFolder } from '../../storage/folder.ts';
import { writeWhole } from '../../storage/whole-file.ts';
import type { FoundJournal } from './journals.ts';

/** Lines whose signatures are checked beside each other: enough for all cores, and short enough that others have their turn. */
const AT_ONCE = 256;

/** A journal that was taken: what the verifier says, and the files that were written of it. */
export interface TakenJournal {
  readonly of: Pick<JournalName, 'station' | 'device'>;
  readonly report: Report;
  readonly wrong: readonly LogsFinding[];
  readonly files: readonly { readonly file: string; readonly sha256: string; readonly bytes: number }[];
}

/** Verifies a journal as it comes. @param trust null: no device of the election is known by this name at this station */
export async function verifyJournal(
  { of, last }: Pick<FoundJournal, 'of' | 'last'>,
  lines: readonly string[],
  trust: Trust,
): Promise<{ readonly report: Report; readonly wrong: readonly LogsFinding[]; readonly version: string | null }> {
  const ahead = signaturesAhead(nodeCrypto);
  let version: string | null = null;
  const verifier = createVerifier({
    trust,
    crypto: ahead.crypto,
    onEvent: (event) => {
      if (event.type === 'device.started') version = event.body.version;
    },
  });
  for (let at = 0; at < lines.length && !verifier.finding(); at += AT_ONCE) {
    const bytes = lines.slice(at, at + AT_ONCE).map(utf8);
    await ahead.expect(expectedSignatures(bytes, trust));
    for (const line of bytes) verifier.push(line);
  }
  const report = verifier.finish();
  return { report, version, wrong: wrongWith(of, report, last, trust) };
}

/**
 * What is wrong with a journal. That the head is missing is nothing where no head can be: what it would say, a device tells
 * the hub every half minute (`last`), and slips that are known are checkpoints.
 */
function wrongWith(
  of: FoundJournal['of'],
  { finding, events, identity }: Report,
  last: number | null,
  { checkpoints = [] }: Pick<Trust, 'checkpoints'>,
): readonly LogsFinding[] {
  const told = (cause: LogsFinding['cause'], seq: number | null): LogsFinding => ({ ...of, cause, seq });
  const isWhole = finding === null || (finding.cause === 'truncated' && last !== null);
  if (finding && !isWhole) return [told(finding.cause, finding.seq)];
  if (identity && (identity.device !== of.device || identity.station !== of.station)) return [told('wrong-device', 1)];
  // Where the head is missing the verifier has said so, and no more.
  const beyond = checkpoints.find(({ device, seq }) => device === of.device && seq > events);
  if (beyond) return [told('rolled-back', beyond.seq)];
  return last !== null && last > events ? [told('missing', events + 1)] : [];
}

/**
 * Verifies a journal while it is taken, and writes it: as it is, whatever is wrong with it, and where it is good also as CDF
 * and as a table.
 * @param folder of the download; each station has one of its own in it
 */
export async function takeJournal(
  folder: string,
  found: FoundJournal,
  trust: Trust,
): Promise<Result<TakenJournal, Problem>> {
  const { of } = found;
  const lines = await found.lines();
  const { report, wrong, version } = await verifyJournal(found, lines, trust);
  const own = join(folder, of.station);
  makePrivateFolder(own);
  const files: { readonly file: string; readonly sha256: string; readonly bytes: number }[] = [];
  const write = async (ending: string, pieces: Iterable<string>): Promise<Result<null, Problem>> => {
    const written = await writeWhole(join(own, `${of.device}${ending}`), pieces);
    if (!written.ok) return written;
    const { file, sha256, bytes } = written.value;
    files.push({ file, sha256, bytes });
    return ok(null);
  };
  const raw = await write('.ndjson', ended(lines));
  if (!raw.ok) return raw;
  const { identity, head, to } = report;
  if (wrong.every(({ cause }) => cause === 'missing') && identity) {
    const events = head ? lines.slice(0, -1) : lines;
    const facts: DeviceFacts = { manufacturer: 'Taanuu', model: 'kiosk', version: version ?? '-' };
    const at = head?.at ?? to ?? '';
    for (const [ending, pieces] of [
      ['.json', cdfLog(identity, facts, events, head ? (lines.at(-1) ?? '') : '', at)],
      ['-documentation.json', [`${JSON.stringify(cdfDocumentation(identity, facts, at.slice(0, 10)), null, 1)}\n`]],
      ['.csv', csvTable(parsed(events))],
    ] as const) {
      const written = await write(ending, pieces);
      if (!written.ok) return written;
    }
  }
  return ok({ of, report, wrong, files });
}

function* ended(lines: readonly string[]): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
}

function* parsed(lines: readonly string[]): Iterable<JournalEvent> {
  for (const line of lines) yield JSON.parse(line) as JournalEvent;
}
