import { afterAll, describe, expect, it } from 'vitest';
import { invitationText } from '../../../core/network/invitation.ts';
import { qrCode } from '../../../core/qr/qr.ts';
import { encodeJpeg } from '../../images/codecs.fixture.ts';
import { PageReading } from '../documents/page-reading.ts';
import { cameraTrial } from './camera.fixture.ts';

/** A camera before which another kiosk's screen is held: the driver, the host's side, the room and the reader of codes. */
const SIZE = { width: 1_280, height: 720 };
const PATIENCE = { timeout: 60_000 };
const text = invitationText({ at: ['192.0.2.11:7422', '[2001:db8::7]:7422'], digits: '048392' });
const pages = new PageReading();
afterAll(() => pages.close());

/** A room, seen by a webcam, and in it a screen that shows a code: turned a little, gray on gray, with noise; null: none. */
function seen(content: string | null): Uint8Array {
  const pixels = new Uint8Array(SIZE.width * SIZE.height);
  const matrix = content === null ? null : qrCode(content);
  const module = 8;
  const [sin, cos] = [Math.sin(0.2), Math.cos(0.2)];
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++) {
      const noise = (x * 7_919 + y * 104_729) % 23;
      let gray = 90 + ((x >> 4) % 60);
      if (matrix !== null) {
        const side = matrix.size * module;
        const [dx, dy] = [x - 600, y - 360];
        const [u, v] = [dx * cos + dy * sin + side / 2, dy * cos - dx * sin + side / 2];
        const border = 4 * module;
        if (u > -border && v > -border && u < side + border && v < side + border) gray = 190;
        const [column, row] = [Math.floor(u / module), Math.floor(v / module)];
        if (matrix.dark[row]?.[column]) gray = 45;
      }
      pixels[y * SIZE.width + x] = gray + noise;
    }
  }
  return encodeJpeg({ ...SIZE, pixels });
}

const before = (pictures: readonly Uint8Array[]) =>
  cameraTrial(pictures, {
    size: SIZE,
    afterwards: 'repeat',
    kinds: { camera: 'camera', sensor: 'fingerprint' },
    pages,
  });

describe('the code of a kiosk that invites, before a camera', { timeout: 120_000 }, () => {
  it('is read off its screen, after pictures on which there is none, and nothing of it is left behind', async () => {
    const { room } = await before([seen(null), seen('https://example.org/0001'), seen(text)]);
    expect(room.begin('camera', { kind: 'invitation' }).ok).toBe(true);
    await expect.poll(() => room.view?.running, PATIENCE).toBe(false);
    expect(room.view).toMatchObject({ problem: null, picture: 3, seen: { kind: 'invitation', code: text } });
    expect(room.picture()?.url).toMatch(/^data:image\/png;base64,iVBOR/);
    room.leave();
    expect([room.view, room.picture()]).toEqual([null, null]);
  });

  it('is looked for on a blank kiosk too, where nothing else is tried, and never while voters are served', async () => {
    const { room, world } = await before([seen(text)]);
    world.stage = 'unprovisioned';
    expect(room.begin('camera', { kind: 'camera' }).ok).toBe(false);
    expect(room.begin('sensor', { kind: 'invitation' }).ok).toBe(false);
    expect(room.begin('camera', { kind: 'invitation' }).ok).toBe(true);
    await expect.poll(() => room.view?.seen, PATIENCE).toMatchObject({ code: text });
    world.stage = 'open';
    expect([room.view, room.picture(), room.begin('camera', { kind: 'invitation' }).ok]).toEqual([null, null, false]);
  });

  it('is given up after two minutes, with the picture', async () => {
    const { room, world } = await before([seen(null)]);
    room.begin('camera', { kind: 'invitation' });
    await expect.poll(() => room.view?.picture, PATIENCE).toBeGreaterThan(0);
    world.now = 120_001;
    await expect.poll(() => room.view?.running, PATIENCE).toBe(false);
    expect(room.view).toMatchObject({ problem: { code: 'network.no-code-seen' }, picture: 0, seen: { code: null } });
  });
});
