import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ready, statusWhere } from '../../../drivers/testing/bench.ts';
import { encodeJpeg } from '../../images/codecs.fixture.ts';
import { cameraTrial } from './camera.fixture.ts';

/** The technician's try of a camera: the room, the host's side and the driver; the program that it starts is ours. */
const SIZE = { width: 1_000, height: 600 };
const PATIENCE = { timeout: 60_000 };

/** A room with somebody in it, under so much light, 0–1. */
const scene = (light: number, shift = 0) => ({
  ...SIZE,
  pixels: Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => light * (((at + shift) % SIZE.width) / 4)),
});

/** A webcam leaves the Huffman tables of JPEG out: they are always the same. */
function withoutTables(jpeg: Uint8Array): Uint8Array {
  const kept: number[] = [...jpeg.subarray(0, 2)];
  for (let at = 2; at < jpeg.length; ) {
    const end = jpeg[at + 1] === 0xda ? jpeg.length : at + 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
    if (jpeg[at + 1] !== 0xc4) kept.push(...jpeg.subarray(at, end));
    at = end;
  }
  return Uint8Array.from(kept);
}

/** A camera that gives these pictures one after the other; where there are none, it does what `otherwise` says. */
const tried = (pictures: readonly Uint8Array[], otherwise = 'exit 0', pixels = 'MJPG') =>
  cameraTrial(pictures, { size: SIZE, afterwards: otherwise, pixels, kinds: { camera: 'camera' } });

const over = async ({ room }: Awaited<ReturnType<typeof tried>>) => {
  await expect.poll(() => room.view?.running, PATIENCE).toBe(false);
  return room.view;
};

describe('a camera before the technician', { timeout: 120_000 }, () => {
  it('shows one picture, its size, its time and that nothing is wrong with it; then nothing of it is left', async () => {
    const made = await tried([encodeJpeg(scene(1)), encodeJpeg(scene(1, 7))]);
    expect(made.room.begin('camera', { kind: 'camera' }).ok).toBe(true);
    expect(made.room.view?.seen).toEqual({ kind: 'camera', step: 'taking', size: null, tookMs: null, look: null });
    made.world.now = 1_900;
    await expect.poll(() => made.room.view?.seen, PATIENCE).toMatchObject({ step: 'comparing', size: SIZE });
    expect(await over(made)).toMatchObject({
      ...{ problem: null, picture: 1 },
      seen: { step: 'done', size: SIZE, tookMs: 1_900, look: { fault: null, brightness: 49 } },
    });
    const kept = made.room.picture()?.url;
    expect(kept).toMatch(/^data:image\/png;base64,iVBOR/);
    // Our program's own files alone: what the camera gave was written nowhere.
    expect(readdirSync(made.folder).toSorted()).toEqual(['asked', 'given', 'v4l2-ctl']);
    made.room.leave();
    expect([made.room.view, made.room.picture()]).toEqual([null, null]);
  });

  it.each([
    ['frozen', [1, 1], 0],
    ['dark', [0.2, 0.2], 7],
    ['black', [0.01, 0.01], 0],
  ] as const)('says of a picture that is %s that it is', async (fault, [first, second], shift) => {
    const made = await tried([encodeJpeg(scene(first)), encodeJpeg(scene(second, shift))]);
    made.room.begin('camera', { kind: 'camera' });
    expect(await over(made)).toMatchObject({ problem: null, seen: { step: 'done', look: { fault } } });
  });

  it('takes what webcams send: JPEG without its tables, or pixels', async () => {
    const made = await tried([withoutTables(encodeJpeg(scene(1))), withoutTables(encodeJpeg(scene(1, 7)))]);
    made.room.begin('camera', { kind: 'camera' });
    expect(await over(made)).toMatchObject({ problem: null, seen: { size: SIZE, look: { fault: null } } });
    const packed = (shift: number) => Uint8Array.from([...scene(1, shift).pixels].flatMap((gray) => [gray, 128]));
    const raw = await tried([packed(0), packed(7)], 'exit 0', 'YUYV');
    raw.room.begin('camera', { kind: 'camera' });
    expect(await over(raw)).toMatchObject({ problem: null, seen: { size: SIZE, look: { fault: null } } });
  });

  it.each([
    ['busy', "echo 'VIDIOC_STREAMON returned -1 (Device or resource busy)' >&2", 'camera.busy'],
    ['silent in a picture', "printf '\\377\\330\\377\\331'", 'camera.picture-broken'],
  ])('that is %s is named, before a picture and between the two', async (_, otherwise, code) => {
    const none = await tried([], otherwise);
    none.room.begin('camera', { kind: 'camera' });
    expect(await over(none)).toMatchObject({ problem: { code }, picture: 0, seen: { step: 'taking' } });
    const one = await tried([encodeJpeg(scene(1))], otherwise);
    one.room.begin('camera', { kind: 'camera' });
    // What was seen of it stays on the page.
    expect(await over(one)).toMatchObject({ problem: { code }, picture: 1, seen: { look: null } });
  });

  it('that was pulled out is missing, and is not waited for when the page is left', async () => {
    const made = await tried([], 'exec sleep 60');
    made.room.begin('camera', { kind: 'camera' });
    await expect.poll(() => made.camera.status, PATIENCE).toMatchObject({ state: 'working', doing: 'capturing' });
    made.room.leave();
    await statusWhere(made.camera, ready);
    made.pull();
    made.room.begin('camera', { kind: 'camera' });
    expect(await over(made)).toMatchObject({ problem: { code: 'camera.missing' }, picture: 0 });
  });
});
