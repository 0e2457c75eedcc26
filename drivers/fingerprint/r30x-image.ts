import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, sleep } from '../clock.ts';
import { CANCELLED, type CaptureOptions, type FingerImage } from '../device.ts';
import { Confirmation, Instruction, PacketKind, SENSOR_IMAGE, unpackImage } from './r30x-codec.ts';
import type { R30xLimits, R30xLine } from './r30x-line.ts';

/** An image that came with holes is asked for again: it is still in the sensor's buffer. */
export const IMAGE_TRIES = 3;

/** What the sensor itself says of a finger; hints for the officer, and no judgement: that is made from the image. */
export type SensorHint =
  /** GenImg 0x03: it saw something that it could not take as a finger. */
  | 'capture-failed'
  /** Img2Tz 0x06: smeared, wet or dirty. */
  | 'too-disorderly'
  /** Img2Tz 0x07: dry, too light a touch, or only the edge of the finger. */
  | 'too-few-features';

export interface SensorImage extends FingerImage {
  /** Empty when the sensor is content. */
  readonly hints: readonly SensorHint[];
}

export const LOCKED: Problem = { code: 'device.fingerprint-locked' };
const BROKEN: Problem = { code: 'device.finger-image-broken' };

/** What takes images off a sensor whose line stands. */
export interface ImageTaker {
  readonly line: R30xLine;
  readonly limits: R30xLimits;
  readonly clock: Clock;
  readonly dpi: number | undefined;
  readonly countRetry: () => void;
  /** The sensor asks for its password (it was without power for a moment): true once it is open again. */
  readonly unlock: (signal: AbortSignal) => Promise<boolean>;
}

/** Waits for a finger, brings its image and asks what the sensor thinks of it. */
export async function takeImage(
  taker: ImageTaker,
  options: CaptureOptions,
  signal: AbortSignal,
): Promise<Result<SensorImage, Problem>> {
  const { line, limits, clock } = taker;
  const until = clock.now() + (options.timeoutMs ?? limits.finger);
  const hints = new Set<SensorHint>();
  let lifted = !options.afterLift;
  options.onProgress?.({ stage: 'waiting' });
  while (clock.now() < until && !signal.aborted) {
    const seen = await line.command(Instruction.genImage, [], signal);
    if (!seen.ok) return seen;
    const { code } = seen.value;
    if (code === Confirmation.noFinger) lifted = true;
    if (code === Confirmation.passwordNeeded && !(await taker.unlock(signal))) return err(LOCKED);
    if (code === Confirmation.captureFailed && lifted) hints.add('capture-failed');
    if (code === Confirmation.ok && lifted) {
      const image = await fetchImage(taker, options, signal);
      if (!image.ok) return image;
      const opinion = await sensorOpinion(taker, signal);
      return ok({ ...image.value, hints: opinion === null ? [...hints] : [...hints, opinion] });
    }
    await sleep(clock, limits.poll, signal);
  }
  return err(signal.aborted ? CANCELLED : { code: 'device.finger-timeout' });
}

async function fetchImage(
  taker: ImageTaker,
  options: CaptureOptions,
  signal: AbortSignal,
): Promise<Result<FingerImage, Problem>> {
  const { line, dpi } = taker;
  for (let tries = 0; tries < IMAGE_TRIES && !signal.aborted; tries++) {
    if (tries > 0) {
      taker.countRetry();
      await line.untilQuiet(signal);
    }
    const answer = await line.command(Instruction.upImage, [], signal);
    if (!answer.ok) return answer;
    if (answer.value.code !== Confirmation.ok) continue;
    const data = await receiveImage(taker, options, signal);
    if (data === null) continue;
    return ok(imageOf(data, dpi));
  }
  return err(BROKEN);
}

function imageOf(data: Uint8Array, dpi: number | undefined): FingerImage {
  const { width, height } = SENSOR_IMAGE;
  const image = { width, height, pixels: unpackImage(data) };
  return dpi === undefined ? image : { ...image, dpi };
}

/** Packets have no numbers: a lost or doubled one shows in the total, a damaged one in its sum. */
async function receiveImage(
  { line, limits, dpi }: ImageTaker,
  options: CaptureOptions,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  // White until it has come.
  const data = new Uint8Array(SENSOR_IMAGE.bytes).fill(0xff);
  let length = 0;
  for (;;) {
    const packet = await line.nextPacket(limits.nextPacket, signal);
    if (packet === null || (packet.kind !== PacketKind.data && packet.kind !== PacketKind.end)) return null;
    if (length + packet.payload.length > data.length) return null;
    data.set(packet.payload, length);
    length += packet.payload.length;
    options.onProgress?.({ stage: 'transfer', share: length / data.length });
    options.onPartial?.(() => imageOf(data, dpi));
    if (packet.kind === PacketKind.end) return length === data.length ? data : null;
  }
}

/** After the image was fetched: making features may spoil the buffer. Whatever goes wrong here costs no image. */
async function sensorOpinion({ line }: ImageTaker, signal: AbortSignal): Promise<SensorHint | null> {
  const answer = await line.command(Instruction.imageToTemplate, [1], signal, { tries: 1 });
  if (!answer.ok) return null;
  if (answer.value.code === Confirmation.tooDisorderly) return 'too-disorderly';
  return answer.value.code === Confirmation.tooFewFeatures ? 'too-few-features' : null;
}
