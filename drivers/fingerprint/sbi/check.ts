import type { KeyObject } from 'node:crypto';
import type { FingerPosition } from '../../../core/admission/facts.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { type Biometric, type Captured, readCapture, readCaptured } from './answers.ts';
import { problemOfCode, problemOfJws } from './faults.ts';
import { openDigitalId } from './identity.ts';
import { decoded, openJws } from './jws.ts';
import { type CaptureRequest, fingerOf, purposeNames } from './requests.ts';
import { CHAIN_START, chainHash, unseal } from './secrets.ts';
import type { Trust } from './trust.ts';

/** One finger of a capture, as the scanner signed it. */
export interface FingerRecord {
  /** 0 where the scanner does not know. */
  readonly finger: FingerPosition | 0;
  /** 0–100 as the scanner judges it; null where it does not. */
  readonly quality: number | null;
  /** ISO/IEC 19794-4 or 19794-2, whichever the scanner sends. */
  readonly record: Uint8Array;
}

export interface Expected {
  readonly request: CaptureRequest;
  readonly port: number;
  readonly serial: string;
  readonly trust: Trust;
  /** Milliseconds since 1970, when the answer was there. */
  readonly answeredAt: number;
  /** How far the scanner's clock may be off, in milliseconds. */
  readonly ageMs: number;
  /** Opens answers to CAPTURE. */
  readonly key: KeyObject | null;
}

/**
 * The fingers of an answer to RCAPTURE or CAPTURE. All or nothing: every finger must be signed by the scanner that was
 * asked, answer this very question, be fresh, and stand in the chain. Never throws.
 */
export function checkCapture(answer: string, expected: Expected): Result<readonly FingerRecord[], Problem> {
  const read = readCapture(answer);
  if (!read.ok) return err(wrongAnswer(expected));
  const records: FingerRecord[] = [];
  let previous = CHAIN_START;
  for (const biometric of read.value) {
    if (biometric.error !== '0') return err(problemOfCode(biometric.error));
    const captured = openCaptured(biometric, expected);
    if (!captured.ok) return captured;
    const record = recordOf(biometric, captured.value, expected);
    if (!record.ok) return record;
    const hash = chainHash(record.value, previous);
    if (biometric.hash.toUpperCase() !== hash) return err({ code: 'sbi.hash-wrong' });
    previous = hash;
    const { bioSubType, qualityScore } = captured.value;
    records.push({ finger: fingerOf(bioSubType), quality: qualityScore, record: record.value });
  }
  // A chain whose end was cut off is a chain: only the number tells.
  if (records.length !== expected.request.count) return err({ code: 'sbi.other-request', params: { field: 'count' } });
  return ok(records);
}

const wrongAnswer = ({ port }: Expected): Problem => ({ code: 'sbi.wrong-answer', params: { port } });

/** What was signed for one finger, if it answers this question. */
function openCaptured({ data }: Biometric, expected: Expected): Result<Captured, Problem> {
  const { request, trust, port, serial } = expected;
  const opened = openJws(data, trust);
  if (!opened.ok) return err(problemOfJws(opened.error, port));
  const captured = readCaptured(opened.value);
  if (captured === null) return err(wrongAnswer(expected));
  if (captured.transactionId !== request.transactionId) return err({ code: 'sbi.wrong-transaction' });
  const late = ageProblem(captured.timestamp, expected);
  if (late !== null) return err(late);
  const field = otherField(captured, request);
  if (field !== null) return err({ code: 'sbi.other-request', params: { field } });
  const id = openDigitalId(captured.digitalId, trust, port);
  if (!id.ok) return id;
  if (id.value.serialNo !== serial) {
    return err({ code: 'sbi.wrong-scanner', params: { serial: id.value.serialNo, expected: serial } });
  }
  return ok(captured);
}

function ageProblem(timestamp: string, expected: Expected): Problem | null {
  const { request, answeredAt, ageMs } = expected;
  const at = Date.parse(timestamp);
  if (Number.isNaN(at)) return wrongAnswer(expected);
  const [before, after] = [request.askedAt - at, at - answeredAt];
  const off = Math.max(before, after);
  // Times of SBI are cut to whole seconds.
  return off <= ageMs + 1_000 ? null : { code: 'sbi.answer-old', params: { seconds: Math.round(off / 1_000) } };
}

/** The field in which an answer differs from the question, or null. */
function otherField(captured: Captured, request: CaptureRequest): string | null {
  if (captured.purpose.toLowerCase() !== purposeNames[request.purpose].toLowerCase()) return 'purpose';
  if (captured.bioType.toLowerCase() !== 'finger') return 'bioType';
  if (captured.env.toLowerCase() !== request.env.toLowerCase()) return 'env';
  return captured.requestedScore === request.requestedScore ? null : 'requestedScore';
}

function recordOf(biometric: Biometric, captured: Captured, expected: Expected): Result<Uint8Array, Problem> {
  const value = decoded(captured.bioValue);
  if (value === null) return err(wrongAnswer(expected));
  if (expected.request.purpose === 'registration') return ok(value);
  const sessionKey = decoded(biometric.sessionKey);
  const { timestamp, transactionId } = captured;
  const sealed = sessionKey === null ? null : { sessionKey, value, timestamp, transactionId };
  const record = sealed === null || expected.key === null ? null : unseal(sealed, expected.key);
  return record === null ? err({ code: 'sbi.not-decrypted' }) : ok(record);
}
