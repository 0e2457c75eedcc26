import { readFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { FingerPosition } from '../../core/admission/facts.ts';
import { fingerPositionSchema } from '../../core/election/common.ts';
import type { RegisterRecord } from '../../core/election/register-record.ts';
import { enrolmentHash } from './sources.ts';

/** An enrolled finger as a record of the register has it. */
export type EnrolledFinger = RegisterRecord['fingers'][number];

/** By which a finger is found among those of everybody. */
export const fingerKey = (record: string, finger: FingerPosition): string => `${record}/${finger}`;

/**
 * Fingers of the demonstration that `node tools/enrol-demo.ts` has enrolled, with the hash of what it did that with. To
 * draw and enrol those of one station takes minutes, and always gives the same bytes.
 */
export const enrolledFile = new URL('../../assets/demo/enrolled.bin', import.meta.url);

/** One line of JSON, then the templates one after the other, all of it as gzip, whose check value holds it. */
const headSchema = z.strictObject({
  sources: z.string(),
  fingers: z.array(z.tuple([z.string(), fingerPositionSchema, z.int(), z.int()])),
});

/**
 * The bytes of that file.
 * @param enrolled the fingers of each record
 * @param sources what they were enrolled with
 */
export function encodeEnrolled(
  enrolled: ReadonlyMap<string, readonly EnrolledFinger[]>,
  sources = enrolmentHash(),
): Uint8Array {
  const all = [...enrolled].flatMap(([record, fingers]) =>
    fingers.map(({ finger, quality, template }) => ({
      ...{ record, finger, quality },
      bytes: Buffer.from(template, 'base64'),
    })),
  );
  const head: z.infer<typeof headSchema> = {
    sources,
    fingers: all.map(({ record, finger, quality, bytes }) => [record, finger, quality, bytes.length]),
  };
  const whole = Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...all.map(({ bytes }) => bytes)]);
  return gzipSync(whole, { level: 9 });
}

/** With what the fingers of the file were enrolled, to be held against `enrolmentHash`. */
export async function enrolledWith(file = enrolledFile): Promise<string> {
  return (await readWhole(file)).head.sources;
}

/**
 * What was enrolled before, by `fingerKey`; empty when it was enrolled with anything else than what is here now, for
 * then every finger has to be enrolled anew.
 * @throws when the file is not whole
 */
export async function enrolledBefore(file = enrolledFile): Promise<ReadonlyMap<string, EnrolledFinger>> {
  const { head, templates } = await readWhole(file);
  const found = new Map<string, EnrolledFinger>();
  if (head.sources !== enrolmentHash()) return found;
  let at = 0;
  for (const [record, finger, quality, length] of head.fingers) {
    const template = templates.toString('base64', at, at + length);
    found.set(fingerKey(record, finger), { finger, quality, template });
    at += length;
  }
  return found;
}

async function readWhole(
  file: URL,
): Promise<{ readonly head: z.infer<typeof headSchema>; readonly templates: Buffer }> {
  const whole = gunzipSync(await readFile(file));
  const end = whole.indexOf('\n');
  return { head: headSchema.parse(JSON.parse(whole.toString('utf8', 0, end))), templates: whole.subarray(end + 1) };
}
