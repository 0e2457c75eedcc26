import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from '../../main/images/codecs.fixture.ts';
import { codeOf, opened, ready, statusWhere, temporaryFolder } from '../testing/bench.ts';
import { need } from '../testing/child.ts';
import { type CameraOptions, V4l2Camera } from './camera.ts';
import { kernel, program } from './far-side.fixture.ts';
import { pictureOf } from './picture.ts';
import { formatOf, problemOfLine } from './v4l2-text.ts';
import { attachedCameras } from './video-nodes.ts';

const quick = { poll: 40, again: 300, format: 20_000, picture: 20_000 };
function camera(sys: string, path: string, options: Partial<CameraOptions> = {}): V4l2Camera {
  const mayUse = async () => true;
  return opened(new V4l2Camera({ path: '/dev/video0', sys, program: path, mayUse, limits: quick, ...options }));
}
const gray = { width: 64, height: 48, pixels: Uint8Array.from({ length: 64 * 48 }, (_, i) => i % 251) };
const failed = (code: string, params?: object) => ({ ok: false, error: { code, ...(params && { params }) } });

describe('cameras of the kernel', () => {
  it('are listed once each, by the node that takes pictures', async () => {
    const { sys, pull } = kernel();
    const listed = await attachedCameras(sys);
    expect(listed).toEqual({
      ok: true,
      value: [
        {
          kind: 'camera',
          path: '/dev/video0',
          name: 'UVC Camera (046d:0825)',
          usb: '046d:0825',
          serial: '9F2C',
          port: '1-4',
        },
      ],
    });
    pull();
    expect(await attachedCameras(sys)).toEqual({ ok: true, value: [] });
    expect(await attachedCameras(temporaryFolder())).toEqual({ ok: true, value: [] });
  });
});

describe('a camera', { timeout: 60_000 }, () => {
  it('takes one picture, is missed when it is pulled out and comes back by itself', async () => {
    const { sys, plug, pull } = kernel();
    const jpeg = encodeJpeg(gray);
    const { path, folder } = program('cat picture; head -c 500 /dev/zero');
    writeFileSync(join(folder, 'picture'), jpeg);
    const device = camera(sys, path);
    await statusWhere(device, ready);
    expect(device.name).toBe('UVC Camera (046d:0825)');
    const taken = await device.picture();
    expect(taken).toEqual({ ok: true, value: { form: 'jpeg', width: 64, height: 48, bytes: new Uint8Array(jpeg) } });

    pull();
    expect(codeOf(await statusWhere(device, ({ state }) => state === 'missing'))).toBe('camera.missing');
    expect(await device.picture()).toEqual(failed('camera.missing', { camera: '/dev/video0' }));
    plug();
    await statusWhere(device, ready);
  });

  it.each([
    ['busy', "echo 'VIDIOC_STREAMON returned -1 (Device or resource busy)' >&2; exit 0", 'camera.busy'],
    ['dead', "echo 'VIDIOC_REQBUFS returned -1 (Input/output error)' >&2; exit 0", 'camera.fault'],
    ['crashed', 'exit 3', 'camera.fault'],
    ['mute', 'exit 0', 'camera.picture-broken'],
    ['half', "printf '\\377\\330\\377'", 'camera.picture-broken'],
    ['endless', 'cat /dev/zero', 'camera.picture-broken'],
  ])('that is %s wants somebody, and comes back by itself', async (_, stream, code) => {
    const { sys } = kernel();
    const { path, folder } = program(`if [ -f well ]; then cat picture; else ${stream}; fi`);
    writeFileSync(join(folder, 'picture'), encodeJpeg(gray));
    const device = camera(sys, path);
    await statusWhere(device, ready);
    expect(await device.picture()).toMatchObject(failed(code));
    expect(codeOf(await statusWhere(device, ({ state }) => state === 'attention'))).toBe(code);
    // Nobody asks for a picture again: the camera is tried by itself.
    writeFileSync(join(folder, 'well'), '');
    await statusWhere(device, ready);
  });

  it('that hangs is given up, with its program; one that is given up by its asker too', async () => {
    const { sys } = kernel();
    const { path } = program('exec sleep 60');
    const device = camera(sys, path, { limits: { ...quick, picture: 500, again: 60_000 } });
    await statusWhere(device, ready);
    expect(await device.picture()).toEqual(failed('camera.silent'));
    const over = new AbortController();
    const waiting = camera(sys, path);
    await statusWhere(waiting, ready);
    const taking = waiting.picture({ signal: over.signal });
    over.abort();
    expect(await taking).toEqual(failed('device.cancelled'));
  });

  it('names what is missing: the right to use it, its program', async () => {
    const { sys } = kernel();
    const refused = camera(sys, 'v4l2-ctl', { mayUse: async () => false });
    const status = await statusWhere(refused, ({ state }) => state === 'attention');
    expect(codeOf(status)).toBe('camera.access-denied');
    const bare = camera(sys, '/nowhere/v4l2-ctl');
    await statusWhere(bare, ready);
    expect(await bare.picture()).toEqual(failed('camera.part-missing', { part: 'v4l-utils' }));
  });

  it('that the kernel lists and whose node is gone is told by the real v4l2-ctl', async () => {
    need('/usr/bin/v4l2-ctl', 'v4l-utils');
    const { sys } = kernel();
    const device = camera(sys, '/usr/bin/v4l2-ctl');
    await statusWhere(device, ready);
    expect(await device.picture()).toEqual(failed('camera.missing', { camera: '/dev/video0' }));
  });
});

describe('what a camera sends', () => {
  it('is gray out of YUYV, and nothing out of half of it or of forms that are not known', () => {
    const bytes = Uint8Array.of(10, 128, 20, 128, 30, 128, 40, 128);
    const format = { width: 2, height: 2, pixels: 'YUYV' };
    const small = { form: 'gray', width: 2, height: 2 };
    expect(pictureOf({ format, bytes })).toEqual({
      ok: true,
      value: { ...small, pixels: Uint8Array.of(10, 20, 30, 40) },
    });
    expect(pictureOf({ format: { ...format, pixels: 'UYVY' }, bytes })).toMatchObject({
      value: { pixels: Uint8Array.of(128, 128, 128, 128) },
    });
    expect(pictureOf({ format, bytes: bytes.subarray(1) })).toEqual(failed('camera.picture-broken'));
    expect(pictureOf({ format: { ...format, pixels: 'H264' }, bytes })).toEqual(failed('camera.picture-broken'));
  });

  it('and what its program says never throws, whatever it is', () => {
    const pixels = fc.constantFrom('MJPG', 'YUYV', 'UYVY', 'GREY', 'XXXX');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), pixels, fc.nat(9), fc.string(), (bytes, form, size, text) => {
        pictureOf({ format: { width: size + 1, height: size + 1, pixels: form }, bytes });
        problemOfLine(text, '/dev/video0');
        expect(formatOf(text)).toBeNull();
      }),
    );
    expect(formatOf("Width/Height : 0/480\nPixel Format : 'MJPG'")).toBeNull();
  });
});
