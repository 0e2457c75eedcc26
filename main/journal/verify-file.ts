import { createReadStream } from 'node:fs';
import type { Crypto } from '../../core/crypto/crypto.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import { type Homecoming, homecomingFold, homecomingsOf } from '../../core/journal/homecomings.ts';
import { type Identified, identifiedFold, identifiedOf } from '../../core/journal/identified.ts';
import { lineSplitter } from '../../core/journal/lines.ts';
import { type SheetsTold, sheetsFold, sheetsOfJournal } from '../../core/journal/sheets.ts';
import type { Trust } from '../../core/journal/trust.ts';
import { createVerifier, type Report } from '../../core/journal/verify.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { signaturesAhead } from '../crypto/ahead.ts';
import { storageProblem } from '../storage/failure.ts';
import { expectedSignatures } from './expected-signatures.ts';

/** The answer about a file: whether it is what was written, and whether what was written is as it must be. */
export interface FileReport extends Report {
  readonly identified: Identified;
  /** Who was admitted at home although listed at a remote station: to be looked for in that one's journal. */
  readonly homecomings: readonly Homecoming[];
  /** Ballots that the kiosk printed, and whether what it says of them can be. */
  readonly sheets: SheetsTold;
}

/** A few hundred lines: enough for all cores, little in memory. */
const CHUNK_BYTES = 1 << 18;

/**
 * Verifies an exported journal (NDJSON) of any length in constant memory. Two thirds of the time are signatures:
 * those of a chunk are checked on all cores while the chunk before is read through.
 * @param onEvent each event as it is read: of a file that is not good, up to where it is
 * @returns the report (see `Report.ok`), or `storage.missing`, `storage.failed` when the file cannot be read
 */
export async function verifyFile(
  file: string,
  trust: Trust,
  crypto: Crypto,
  onEvent: (event: JournalEvent) => void = () => {},
): Promise<Result<FileReport, Problem>> {
  const ahead = signaturesAhead(crypto);
  let told = identifiedFold.start();
  let home = homecomingFold.start();
  let sheets = sheetsFold.start();
  const verifier = createVerifier({
    trust,
    crypto: ahead.crypto,
    onEvent: (event) => {
      told = identifiedFold.step(told, event);
      home = homecomingFold.step(home, event);
      sheets = sheetsFold.step(sheets, event);
      onEvent(event);
    },
  });
  const splitter = lineSplitter();
  let waiting: readonly Uint8Array[] = [];
  let checked = Promise.resolve();
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
      const lines = splitter.push(chunk as Uint8Array);
      await checked;
      checked = ahead.expect(verifier.finding() ? [] : expectedSignatures(lines, trust));
      for (const line of waiting) verifier.push(line);
      waiting = lines;
    }
  } catch (error) {
    const problem = storageProblem(error, file);
    if (problem) return err(problem);
    throw error;
  }
  await checked;
  for (const line of waiting) verifier.push(line);
  const report = verifier.finish(splitter.rest());
  return ok({
    ...report,
    ...{ identified: identifiedOf(told), homecomings: homecomingsOf(home), sheets: sheetsOfJournal(sheets) },
  });
}
