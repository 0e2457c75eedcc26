import { impression, syntheticFinger } from '../../../core/fingerprint/fingerprint.ts';
import type { TrialPicture, TrialView } from '../../../main/api/trial-views.ts';
import { zone } from './trials.ts';

/** What a try shows, drawn here: no finger, face or page of anybody. */
export function trialPicture(trial: TrialView | null): TrialPicture | null {
  if (trial === null || trial.picture === 0) return null;
  const { seen, picture: number } = trial;
  const draw = seen.kind === 'fingerprint' ? finger(seen.share ?? 1) : seen.kind === 'chip' ? face() : page();
  return { number, url: draw.toDataURL('image/png') };
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
