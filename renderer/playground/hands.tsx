import type { CSSProperties } from 'react';
import type { FingerPosition } from '../../core/admission/facts.ts';

export const hands = ['left', 'right'] as const;
export type Hand = (typeof hands)[number];

/** One finger as the line of its bone, in the drawing's units, and its width. */
interface Bone {
  readonly root: readonly [number, number];
  readonly tip: readonly [number, number];
  readonly width: number;
}

/** The right hand spread out on the table, thumb first; the left is its mirror image. Spread, so that each can be hit. */
const bones: readonly Bone[] = [
  { root: [66, 186], tip: [26, 126], width: 31 },
  { root: [82, 130], tip: [64, 42], width: 28 },
  { root: [112, 124], tip: [112, 22], width: 29 },
  { root: [141, 128], tip: [160, 38], width: 28 },
  { root: [163, 144], tip: [200, 80], width: 25 },
];
const palm = 'M80 134 C92 118 148 118 166 142 C176 172 168 206 158 236 L92 236 C84 216 74 204 64 190 Z';
const size = { width: 470, height: 236 } as const;
const rightAt = 240;
const leftAt = 230;

/** ISO positions of a hand's fingers, thumb first. */
export function fingersOf(hand: Hand): readonly FingerPosition[] {
  return hand === 'right' ? [1, 2, 3, 4, 5] : [6, 7, 8, 9, 10];
}

/** Where a finger's tip lies in the drawing. */
export function tipOf(finger: FingerPosition): CSSProperties {
  const right = finger <= 5;
  const [x, y] = bones[right ? finger - 1 : finger - 6]?.tip ?? [0, 0];
  const across = right ? rightAt + x : leftAt - x;
  return { left: `${(across / size.width) * 100}%`, top: `${(y / size.height) * 100}%` };
}

/** Both hands as their owner sees them, palms down. */
export function HandsDrawing() {
  return (
    <svg viewBox={`0 0 ${size.width} ${size.height}`} aria-hidden="true">
      <g transform={`matrix(-1 0 0 1 ${leftAt} 0)`}>
        <HandDrawing />
      </g>
      <g transform={`translate(${rightAt} 0)`}>
        <HandDrawing />
      </g>
    </svg>
  );
}

function HandDrawing() {
  return (
    <>
      {/* Twice the same lines: the wider ones show only as the outline. */}
      <path d={palm} className="hand-edge" strokeWidth="5" />
      {bones.map((bone) => (
        <path key={lineOf(bone)} d={lineOf(bone)} className="hand-edge" strokeWidth={bone.width + 5} />
      ))}
      <path d={palm} className="hand-palm" />
      {bones.map((bone) => (
        <path key={lineOf(bone)} d={lineOf(bone)} className="hand-skin" strokeWidth={bone.width} />
      ))}
    </>
  );
}

function lineOf({ root, tip }: Bone): string {
  return `M${root[0]} ${root[1]} L${tip[0]} ${tip[1]}`;
}
