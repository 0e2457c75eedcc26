import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../image.ts';
import { compare } from '../match/compare.ts';
import { chanceOf } from '../synthetic/chance.ts';
import { syntheticFinger } from '../synthetic/finger.ts';
import { type Condition, impression } from '../synthetic/impression.ts';
import { extract } from './extract.ts';

const finger = syntheticFinger({ seed: 'extract', voter: 4, finger: 1 });
const touch = (capture: number, dpi = 500, condition: Condition = 'good'): GrayImage =>
  impression(finger, { capture, condition, dpi, width: Math.round(0.6 * dpi), height: Math.round(0.76 * dpi) });

function plain(width: number, height: number, gray: (i: number) => number): GrayImage {
  return { width, height, dpi: 500, pixels: Uint8Array.from({ length: width * height }, (_, i) => gray(i)) };
}

describe('extract', () => {
  it('gives the same template every time', () => {
    expect(extract(touch(1))).toEqual(extract(touch(1)));
  });

  it('puts every minutia inside the image, the best first', () => {
    const { template, quality } = extract(touch(1));
    expect(template.minutiae.length).toBeGreaterThan(15);
    expect(template.quality).toBe(quality);
    for (const { x, y, angle } of template.minutiae) {
      expect(x >= 0 && x < template.width && y >= 0 && y < template.height).toBe(true);
      expect(angle >= 0 && angle < 2 * Math.PI).toBe(true);
    }
    const qualities = template.minutiae.map((one) => one.quality);
    expect(qualities).toEqual([...qualities].sort((a, b) => b - a));
  });

  it('finds the minutiae that the finger was made with', () => {
    const { minutiae, width, height } = extract(touch(1)).template;
    // The touch is a little turned and shifted: what counts is that ridges end where the spirals are, and hardly elsewhere.
    const visible = finger.spirals.filter((one) => Math.hypot(one.x / 100, one.y / 140) < 1).length;
    const inner = minutiae.filter((one) => Math.hypot((one.x - width / 2) / 100, (one.y - height / 2) / 140) < 1);
    expect(inner.length).toBeGreaterThan(0.6 * visible);
    expect(inner.length).toBeLessThan(1.6 * visible);
  });

  it.each([360, 400, 450])('brings a sensor of %i dpi to the same size', (dpi) => {
    const { template } = extract(touch(2, dpi));
    expect(template.width).toBe(Math.round((Math.round(0.6 * dpi) * 500) / dpi));
    expect(compare(extract(touch(1)).template, template)).toBeGreaterThan(30);
  });

  it('takes the resolution from the ridges where a sensor does not tell it', () => {
    const silent = (capture: number) => extract({ ...touch(capture, 400), dpi: undefined }).template;
    expect(silent(1).width).toBeGreaterThan(240);
    expect(compare(silent(1), silent(2))).toBeGreaterThan(30);
  });

  it('believes the caller more than the image', () => {
    const { template } = extract({ ...touch(1, 400), dpi: 1000 }, { dpi: 400 });
    expect(template).toEqual(extract(touch(1, 400)).template);
  });

  it('reads 16 gray levels nearly as well as 256', () => {
    const image = touch(2);
    const coarse = { ...image, pixels: image.pixels.map((gray) => (gray >> 4) * 17) };
    expect(compare(extract(image).template, extract(coarse).template)).toBeGreaterThan(40);
  });

  it('does not care for brightness and contrast', () => {
    const image = touch(2);
    const faint = { ...image, pixels: image.pixels.map((gray) => 90 + gray / 3) };
    expect(compare(extract(image).template, extract(faint).template)).toBeGreaterThan(40);
  });
});

describe('images that show no finger', () => {
  const noise = chanceOf('noise');
  it.each([
    ['white', plain(256, 288, () => 255)],
    ['black', plain(256, 288, () => 0)],
    ['a gray ramp', plain(256, 288, (i) => i % 256)],
    ['faint noise', plain(256, 288, () => 240 + 10 * noise.next())],
  ])('%s: quality 0, and why', (_, image) => {
    expect(extract(image)).toMatchObject({ quality: 0, why: ['no-finger'], template: { minutiae: [] } });
  });

  it.each([
    [0, 0],
    [1, 1],
    [3, 200],
    [200, 2],
    [16, 16],
  ])('%i × %i pixels are no capture either', (width, height) => {
    expect(extract(plain(width, height, (i) => (i * 37) % 256)).quality).toBe(0);
  });

  it.each([245, 130])(
    'the largest image that is read, said to be of %i dpi, is no finger and is not worked on',
    (dpi) => {
      const large = { ...plain(2000, 2000, (i) => (i * 37) % 256), dpi };
      expect(extract(large)).toMatchObject({ quality: 0, why: ['no-finger'], template: { minutiae: [] } });
    },
  );

  it.each([0, 20, 45, 90, 110])(
    'ridges that run on beyond the image, at %i degrees, do not end at its edge',
    (degrees) => {
      const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const across = (i: number) => (i % 257) * sin + Math.floor(i / 257) * cos;
      const image = plain(257, 290, (i) => 128 + 100 * Math.cos((2 * Math.PI * across(i)) / 9));
      expect(extract(image).template.minutiae).toEqual([]);
    },
  );

  it('strong noise is of low quality', () => {
    expect(extract(plain(256, 288, () => 255 * noise.next())).quality).toBeLessThan(30);
  });
});

describe('the reasons', () => {
  it.each([
    ['dry', 'too-dry'],
    ['wet', 'too-wet'],
    ['partial', 'too-small'],
  ] as const)('a %s finger is mostly said to be %s', (condition, reason) => {
    const whys = Array.from({ length: 10 }, (_, voter) =>
      extract(
        impression(syntheticFinger({ seed: 'why', voter, finger: 1 }), {
          capture: 1,
          condition,
          width: 256,
          height: 288,
          dpi: 400,
        }),
      ),
    );
    const poor = whys.filter((one) => one.why.length > 0);
    expect(poor.length).toBeGreaterThanOrEqual(4);
    expect(poor.filter((one) => one.why.includes(reason)).length).toBeGreaterThan(poor.length / 2);
  });
});
