import { z } from 'zod';
import { bytesSchema } from '../../../core/election/common.ts';
import { canonical } from '../../../core/journal/canonical.ts';
import { deviceOf, signingKeyOf } from '../../access/keys.ts';
import { fingerprintWords } from '../../access/keys-words.ts';
import type { ReadinessReport } from '../../api/views.ts';
import { nodeCrypto } from '../../crypto/node.ts';

/** What a device signs of its report: the context of its purpose, then the canonical form of everything else. */
export function signedBytes(told: Omit<ReadinessReport, 'key' | 'signature'>): Uint8Array {
  return Buffer.from(`taanuu/readiness/1\n${canonical(told)}`, 'utf8');
}

/** The report as a file: the same report is always the same bytes. */
export const reportFile = (report: ReadinessReport): string => `${canonical(report)}\n`;

/** SHA-256 of the report's file, hex: what its paper bears. */
export const reportHash = (report: ReadinessReport): string =>
  Buffer.from(nodeCrypto.sha256(Buffer.from(reportFile(report), 'utf8'))).toString('hex');

/** What the code on the paper says. */
export const reportCode = (report: ReadinessReport): string =>
  `taanuu:readiness:1:${report.device}:${reportHash(report)}`;

const problemSchema = z.strictObject({
  code: z.string().max(64),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const reportSchema = z.strictObject({
  device: z.string().max(64),
  serial: z.string().max(64),
  words: z.array(z.string().max(16)).max(16),
  at: z.iso.datetime(),
  version: z.string().max(64),
  program: z.string().max(64),
  head: z.string().max(64),
  lines: z
    .array(
      z.strictObject({
        check: z.string().max(100),
        state: z.enum(['bad', 'warn', 'good']),
        problem: problemSchema.nullable(),
        detail: z.string().max(1_000).nullable(),
      }),
    )
    .max(500),
  signing: bytesSchema(32),
  agreement: bytesSchema(65),
  key: z.string().max(64),
  signature: bytesSchema(64),
});

/**
 * Reads the file of a report and checks that whoever holds the keys in it has signed it, and that device and words are
 * those of these keys. Whose keys they are, the words say: two people compare them with the device's own.
 * @returns the report, or null if it is none or was changed
 */
export function checkedReport(text: string): ReadinessReport | null {
  let report: ReadinessReport;
  try {
    const parsed = reportSchema.parse(JSON.parse(text));
    // A code that this version does not know is still what the device signed.
    report = parsed as ReadinessReport;
  } catch {
    return null;
  }
  const { key, signature, ...told } = report;
  const signing = Buffer.from(told.signing, 'base64url');
  const words = fingerprintWords(Buffer.concat([signing, Buffer.from(told.agreement, 'base64url')]));
  const named = told.device === deviceOf(signing) && key === signingKeyOf(signing);
  const same = words.join(' ') === told.words.join(' ');
  const signed = nodeCrypto.ed25519Verify(Buffer.from(signature, 'base64url'), signedBytes(told), signing);
  return named && same && signed ? report : null;
}
