import type { GrayPicture } from '../../../core/camera/picture-look.ts';
import { decodeImage, type ImageCodecs } from '../../../core/fingerprint/fingerprint.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { Camera } from '../../../drivers/camera/camera.ts';
import type { CameraPicture } from '../../../drivers/camera/picture.ts';
import type { TrialAnswer } from './trial-protocol.ts';

/** More than a camera gives that was asked for 1280 × 720 and has nothing nearer. */
const LIMITS = { side: 4_096, bytes: 8_000_000 } as const;

/** One picture as gray. It is of whoever stands there: what it was made of is overwritten. */
export async function takePicture(camera: Camera, signal: AbortSignal, codecs: ImageCodecs): Promise<TrialAnswer> {
  const taken = await camera.picture({ signal });
  if (!taken.ok) return taken;
  const image = grayOf(taken.value, codecs);
  return image === null ? err({ code: 'camera.picture-broken' }) : ok({ kind: 'picture', image });
}

function grayOf(picture: CameraPicture, codecs: ImageCodecs): GrayPicture | null {
  if (picture.form === 'gray') return { width: picture.width, height: picture.height, pixels: picture.pixels };
  const decoded = decodeImage(picture.bytes, { codecs, limits: LIMITS });
  picture.bytes.fill(0);
  if (!decoded.ok) return null;
  const { width, height, pixels } = decoded.value;
  return { width, height, pixels };
}
