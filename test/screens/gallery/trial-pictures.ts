import { impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import type { TrialPicture, TrialSeen, TrialView } from '../../../main/api/trial-views.ts';
import { zone } from './trials.ts';

/** What a try shows, drawn here: no finger, face or page of anybody. */
export function trialPicture(trial: TrialView | null): TrialPicture | null {
  if (trial === null || trial.picture === 0) return null;
  const { seen, picture: number } = trial;
  return { number, url: drawn(seen).toDataURL('image/png') };
}

function drawn(seen: TrialSeen): HTMLCanvasElement {
  switch (seen.kind) {
    case 'fingerprint':
      return finger(seen.share ?? 1);
    case 'chip':
      return face();
    case 'invitation':
      return hall(1);
    case 'camera':
      return hall(seen.look?.fault === 'dark' ? 0.15 : 1);
    default:
      return page();
  }
}

function canvas(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const made = document.createElement('canvas');
  made.width = width;
  made.height = height;
  const context = made.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  return [made, context];
}

/** As far as it has come. */
function finger(share: number): HTMLCanvasElement {
  const size = { width: 256, height: 288 };
  const { pixels } = impression(syntheticFinger({ seed: 'gallery', voter: 1, finger: 2 }), {
    ...{ capture: 1, condition: 'good', dpi: 400 },
    ...size,
  });
  const [made, context] = canvas(size.width, size.height);
  const shown = context.createImageData(size.width, size.height);
  pixels.forEach((value, at) => {
    const come = at < share * pixels.length ? value : 255;
    shown.data.set([come, come, come, 255], at * 4);
  });
  context.putImageData(shown, 0, 0);
  return made;
}

function face(): HTMLCanvasElement {
  const [made, context] = canvas(300, 400);
  context.fillStyle = '#999';
  context.beginPath();
  context.arc(150, 150, 80, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.ellipse(150, 400, 130, 150, 0, 0, 2 * Math.PI);
  context.fill();
  return made;
}

/** Somebody in a room with a window; `light` 0–1. */
function hall(light: number): HTMLCanvasElement {
  const [made, context] = canvas(1_280, 720);
  const shade = (gray: number): string => `rgb(${[gray, gray, gray].map((one) => Math.round(one * light)).join(' ')})`;
  for (const [gray, x, y, width, height] of [
    [190, 0, 0, 1_280, 720],
    [240, 860, 80, 300, 330],
    [150, 0, 610, 1_280, 110],
  ] as const) {
    context.fillStyle = shade(gray);
    context.fillRect(x, y, width, height);
  }
  context.fillStyle = shade(90);
  context.beginPath();
  context.arc(560, 300, 120, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.ellipse(560, 720, 230, 290, 0, 0, 2 * Math.PI);
  context.fill();
  return made;
}

function page(): HTMLCanvasElement {
  const [made, context] = canvas(620, 877);
  context.strokeRect(60, 60, 430, 270);
  context.fillStyle = '#bbb';
  context.fillRect(80, 90, 110, 140);
  context.fillStyle = '#000';
  context.font = '18px monospace';
  zone.split('\n').forEach((line, at) => {
    context.fillText(line, 80, 265 + at * 24, 390);
  });
  return made;
}
