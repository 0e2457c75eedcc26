import { z } from 'zod';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import { jsonOf, unsignedPayload } from './jws.ts';
import { MOST_DEVICES, MOST_FINGERS } from './limits.ts';

/**
 * What an SBI service answers. Makers differ in what they leave out and in whether a number is a number or text; what is
 * read here is what is needed, everything else is passed over. Nothing throws.
 */
const text = z.string().max(4_096);
const loose = z.union([text, z.number()]).transform(String);
const optional = loose.nullish().transform((value) => value ?? '');
const wholeNumber = z
  .union([z.number(), text])
  .nullish()
  .transform((value) => {
    const number = Number(value === '' ? Number.NaN : (value ?? Number.NaN));
    return Number.isFinite(number) ? number : null;
  });
/** One or several, however they are written. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .union([z.array(item).max(64), item.transform((one) => [one])])
    .nullish()
    .transform((list) => list ?? []);

const error = z
  .looseObject({ errorCode: loose.nullish(), errorcode: loose.nullish(), errorInfo: text.nullish() })
  .nullish()
  .transform((value) => value?.errorCode ?? value?.errorcode ?? '0');

const digitalId = z.object({
  serialNo: loose,
  make: optional,
  model: optional,
  type: text,
  deviceSubType: optional,
  deviceProvider: optional,
});
/** Who a device says it is. */
export type DigitalId = z.infer<typeof digitalId>;

export const statuses = ['ready', 'busy', 'not-ready', 'not-registered'] as const;
export type SbiStatus = (typeof statuses)[number];
const deviceStatus = text.transform((value, context): SbiStatus => {
  const found = statuses.find((status) => status === value.trim().toLowerCase().replaceAll(/[ _]+/g, '-'));
  if (found !== undefined) return found;
  context.addIssue('no status of SBI');
  return z.NEVER;
});

const device = z.object({
  deviceId: loose,
  deviceStatus,
  certification: optional,
  serviceVersion: optional,
  firmware: optional,
  deviceSubId: listOf(loose),
  specVersion: listOf(loose),
  purpose: optional,
  env: optional,
  digitalId: z.string().max(262_144),
});
/** A device as MOSIPDISC and MOSIPDINFO tell it; `digitalId` is still encoded. */
export type SbiDevice = z.infer<typeof device>;

export type AnswerFault = 'not-json' | 'shape';

/** The objects of an answer: services send a list, or one object alone where all they have is an error. */
function objectsOf(answer: string, most: number): Result<readonly unknown[], AnswerFault> {
  const value = jsonOf(answer);
  if (value === undefined) return err('not-json');
  const list = Array.isArray(value) ? value : [value];
  return list.length <= most ? ok(list) : err('shape');
}

const failure = z.object({ error: z.looseObject({ errorCode: loose.optional(), errorcode: loose.optional() }) });
/** The code of an error, where there is one other than 0. */
function errorOf(value: unknown): string | null {
  const parsed = failure.safeParse(value);
  if (!parsed.success) return null;
  const code = parsed.data.error.errorCode ?? parsed.data.error.errorcode ?? '0';
  return code === '0' ? null : code;
}

export interface Discovered {
  readonly device: SbiDevice;
  readonly id: DigitalId;
}

/** Every device of an answer to MOSIPDISC that can be read; nothing here is signed. `error`: why there is none. */
export function readDiscovery(
  answer: string,
): Result<{ readonly devices: readonly Discovered[]; readonly error: string | null }, AnswerFault> {
  const objects = objectsOf(answer, MOST_DEVICES);
  if (!objects.ok) return objects;
  const devices = objects.value.flatMap((value): readonly Discovered[] => {
    const parsed = device.safeParse(value);
    if (!parsed.success) return [];
    const id = readDigitalId(unsignedPayload(parsed.data.digitalId));
    return id === null ? [] : [{ device: parsed.data, id }];
  });
  const code = objects.value.map(errorOf).find((one) => one !== null) ?? null;
  return devices.length === 0 && code === null && objects.value.length > 0
    ? err('shape')
    : ok({ devices, error: code });
}

export const readDigitalId = (payload: unknown): DigitalId | null => digitalId.safeParse(payload).data ?? null;
export const readDevice = (payload: unknown): SbiDevice | null => device.safeParse(payload).data ?? null;

const info = z.object({ deviceInfo: z.string().max(262_144), error });

/** The device infos of an answer to MOSIPDINFO, still signed. */
export function readInfo(
  answer: string,
): Result<{ readonly infos: readonly string[]; readonly error: string | null }, AnswerFault> {
  const objects = objectsOf(answer, MOST_DEVICES);
  if (!objects.ok) return objects;
  const infos = objects.value.flatMap((value) => {
    const parsed = info.safeParse(value);
    return parsed.success && parsed.data.deviceInfo !== '' ? [parsed.data.deviceInfo] : [];
  });
  const code = objects.value.map(errorOf).find((one) => one !== null) ?? null;
  return infos.length === 0 && code === null && objects.value.length > 0 ? err('shape') : ok({ infos, error: code });
}

const biometric = z.object({
  data: z
    .string()
    .nullish()
    .transform((value) => value ?? ''),
  hash: optional,
  sessionKey: optional,
  thumbprint: optional,
  error,
});
/** One finger of an answer, still signed and perhaps encrypted; `error` is '0' where it was captured. */
export type Biometric = z.infer<typeof biometric>;

/** The fingers of an answer to RCAPTURE or CAPTURE. */
export function readCapture(answer: string): Result<readonly Biometric[], AnswerFault> {
  const value = jsonOf(answer);
  if (value === undefined) return err('not-json');
  const parsed = z.object({ biometrics: z.array(biometric).min(1).max(MOST_FINGERS) }).safeParse(value);
  if (parsed.success) return ok(parsed.data.biometrics);
  // An error may come without a list around it.
  const code = errorOf(Array.isArray(value) ? value[0] : value);
  return code === null ? err('shape') : ok([{ data: '', hash: '', sessionKey: '', thumbprint: '', error: code }]);
}

/** The error of an answer that should have been a stream, '0' where the service ended it; null where it is no answer. */
export function readStreamError(answer: string): string | null {
  const objects = objectsOf(answer, MOST_DEVICES);
  if (!objects.ok || !objects.value.some((value) => failure.safeParse(value).success)) return null;
  return objects.value.map(errorOf).find((one) => one !== null) ?? '0';
}

const captured = z.object({
  digitalId: z.string().max(262_144),
  bioType: text,
  bioSubType: optional,
  purpose: text,
  env: optional,
  bioValue: z.string().min(1),
  transactionId: text,
  timestamp: z.string().max(64),
  requestedScore: wholeNumber,
  qualityScore: wholeNumber,
});
/** What was signed for one finger; `bioValue` is the record, encoded, and encrypted in an answer to CAPTURE. */
export type Captured = z.infer<typeof captured>;

export const readCaptured = (payload: unknown): Captured | null => captured.safeParse(payload).data ?? null;
