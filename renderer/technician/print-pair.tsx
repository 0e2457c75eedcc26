import { useTranslation } from 'react-i18next';
import type { Minutia, Pair } from '../../core/fingerprint/fingerprint.ts';
import type { BenchPrintView } from '../../main/api/views.ts';

/** Pixels at 500 dpi: radius of a mark, length of its direction, and what lies between the two prints. */
const RADIUS = 7;
const REACH = 22;
const BETWEEN = 40;
/** The room of a print that is still to come: what most sensors have. */
const USUAL = { width: 320, height: 360 } as const;

/** Both prints by their minutiae, side by side; what was found in both is filled and joined by a line. */
export function PrintPair({
  prints,
  pairs,
}: {
  readonly prints: readonly BenchPrintView[];
  readonly pairs: readonly Pair[];
}) {
  const { t } = useTranslation('technician');
  const [first, second] = [0, 1].map((at) => {
    const print = prints[at];
    const { width, height } = print !== undefined && print.width > 0 ? print : USUAL;
    return { width, height, minutiae: print?.minutiae ?? [] };
  });
  if (first === undefined || second === undefined) return null;
  const right = first.width + BETWEEN;
  const sides = [
    { ...first, left: 0, paired: new Set(pairs.map(([a]) => a)) },
    { ...second, left: right, paired: new Set(pairs.map(([, b]) => b)) },
  ];
  return (
    <svg
      className="print-pair"
      viewBox={`-2 -2 ${right + second.width + 4} ${Math.max(first.height, second.height) + 4}`}
      role="img"
      aria-label={t('touch.drawing', { number: pairs.length })}
    >
      {sides.map(({ left, width, height }) => (
        <rect key={left} className="print-ground" x={left} y={0} width={width} height={height} />
      ))}
      {pairs.map(([a, b]) => {
        const from = first.minutiae[a];
        const to = second.minutiae[b];
        if (from === undefined || to === undefined) return null;
        return <line key={`${a}-${b}`} className="print-join" x1={from.x} y1={from.y} x2={to.x + right} y2={to.y} />;
      })}
      {sides.map(({ left, minutiae, paired }) => (
        <g key={left} transform={`translate(${left} 0)`}>
          {minutiae.map((minutia, at) => (
            // Their place in the list is what pairs name them by.
            <MinutiaSign key={at} minutia={minutia} paired={paired.has(at)} />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** A minutia as experts draw it: a circle for an ending, a square for a bifurcation, a tail along its direction. */
export function MinutiaSign({
  minutia: { x, y, angle, type },
  paired,
}: {
  readonly minutia: Minutia;
  readonly paired: boolean;
}) {
  const [dx, dy] = [Math.cos(angle), -Math.sin(angle)];
  return (
    <g className={paired ? 'minutia minutia-paired' : 'minutia'}>
      <line x1={x + dx * RADIUS} y1={y + dy * RADIUS} x2={x + dx * REACH} y2={y + dy * REACH} />
      {type === 'bifurcation' ? (
        <rect x={x - RADIUS} y={y - RADIUS} width={2 * RADIUS} height={2 * RADIUS} />
      ) : (
        <circle cx={x} cy={y} r={RADIUS} />
      )}
    </g>
  );
}
