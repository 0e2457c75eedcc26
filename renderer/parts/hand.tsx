import type { FingerPosition } from '../../core/admission/facts.ts';

/** One finger as the line of its bone: root and tip, in the drawing's units, and its width. */
interface Bone {
  readonly root: readonly [number, number];
  readonly tip: readonly [number, number];
  readonly width: number;
}

/** The right hand seen from its back, thumb first. The left is its mirror image. */
const bones: readonly Bone[] = [
  { root: [62, 196], tip: [20, 138], width: 30 },
  { root: [74, 138], tip: [64, 52], width: 26 },
  { root: [102, 132], tip: [100, 32], width: 27 },
  { root: [130, 135], tip: [136, 46], width: 26 },
  { root: [155, 147], tip: [170, 82], width: 23 },
];
const palm = 'M74 138 C88 128 140 126 155 147 C162 172 158 206 146 234 L86 234 C80 220 70 208 62 196 Z';

/** Both hands as the voter sees them lying on the table, with the wanted finger marked. */
export function Hands({ finger }: { readonly finger: FingerPosition }) {
  const right = finger <= 5;
  const index = right ? finger - 1 : finger - 6;
  return (
    <svg className="hands" viewBox="0 0 400 250" aria-hidden="true">
      <g transform="matrix(-1 0 0 1 190 0)">
        <Hand marked={right ? null : index} />
      </g>
      <g transform="translate(210 0)">
        <Hand marked={right ? index : null} />
      </g>
    </svg>
  );
}

function Hand({ marked }: { readonly marked: number | null }) {
  const wanted = marked === null ? undefined : bones[marked];
  return (
    <g className={marked === null ? 'hand' : 'hand hand-wanted'}>
      {/* Twice the same lines: the wider ones show only as the outline. */}
      <path d={palm} className="hand-edge" strokeWidth="6" />
      {bones.map((bone) => (
        <path key={bone.width + bone.tip[0]} d={line(bone)} className="hand-edge" strokeWidth={bone.width + 6} />
      ))}
      <path d={palm} className="hand-skin" strokeWidth="1" />
      {bones.map((bone) => (
        <path key={bone.width + bone.tip[0]} d={line(bone)} className="hand-skin" strokeWidth={bone.width} />
      ))}
      {wanted ? (
        <>
          <path d={line(wanted)} className="hand-finger" strokeWidth={wanted.width} />
          <circle cx={wanted.tip[0]} cy={wanted.tip[1]} r={wanted.width / 2 + 10} className="hand-ring" />
        </>
      ) : null}
    </g>
  );
}

function line({ root, tip }: Bone): string {
  return `M${root[0]} ${root[1]} L${tip[0]} ${tip[1]}`;
}
