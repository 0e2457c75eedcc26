/** Two samples of similarities under one name, as a line of the picture. */
export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly genuine: readonly number[];
  readonly impostors: readonly number[];
}

const [LEFT, TOP, SIDE] = [60, 20, 480];
/** Rates that the axes show, both logarithmic. */
const LEAST = 1e-5;
const DECADES = 5;
const MOST_FNMR = 0.5;
const LEAST_FNMR = 0.005;

const across = (fmr: number): number => LEFT + (SIDE * Math.log10(Math.max(LEAST, fmr) / LEAST)) / DECADES;
const down = (fnmr: number): number =>
  TOP + SIDE * (1 - Math.log10(Math.max(LEAST_FNMR, fnmr) / LEAST_FNMR) / Math.log10(MOST_FNMR / LEAST_FNMR));

/** Detection error trade-off: false non-matches over false matches, a step for each impostor that counts. */
function pathOf({ genuine, impostors }: Line): string {
  const rising = Float64Array.from(genuine).sort();
  const falling = Float64Array.from(impostors).sort().reverse();
  const points: string[] = [];
  let last = -1;
  for (let k = 0; k < falling.length; k = Math.max(k + 1, Math.floor(k * 1.03))) {
    let misses = 0;
    while (misses < rising.length && rising[misses]! <= falling[k]!) misses += 1;
    const fnmr = misses / rising.length;
    if (fnmr === last || fnmr > MOST_FNMR) continue;
    last = fnmr;
    points.push(`${across(k / falling.length).toFixed(1)},${down(fnmr).toFixed(1)}`);
    if (fnmr <= LEAST_FNMR) break;
  }
  return points.join(' ');
}

/** The picture, as SVG. */
export function detSvg(lines: readonly Line[]): string {
  const grid = [
    ...[1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1].map(
      (fmr) =>
        `<path d="M${across(fmr)} ${TOP}v${SIDE}" class="g"/><text x="${across(fmr)}" y="${TOP + SIDE + 18}" text-anchor="middle">${100 * fmr} %</text>`,
    ),
    ...[0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5].map(
      (fnmr) =>
        `<path d="M${LEFT} ${down(fnmr).toFixed(1)}h${SIDE}" class="g"/><text x="${LEFT - 6}" y="${(down(fnmr) + 4).toFixed(1)}" text-anchor="end">${100 * fnmr} %</text>`,
    ),
  ];
  const drawn = lines.map(
    (line, k) =>
      `<polyline points="${pathOf(line)}" fill="none" stroke="${line.colour}" stroke-width="2"/>` +
      `<text x="${LEFT + SIDE - 8}" y="${TOP + 20 + 18 * k}" text-anchor="end" fill="${line.colour}">${line.name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + SIDE + 30}" height="${TOP + SIDE + 50}" font-family="sans-serif" font-size="12">`,
    '<style>.g{stroke:#ddd;fill:none}</style><rect width="100%" height="100%" fill="#fff"/>',
    ...grid,
    ...drawn,
    `<text x="${LEFT + SIDE / 2}" y="${TOP + SIDE + 40}" text-anchor="middle">strangers taken for one finger (FMR)</text>`,
    `<text transform="translate(14 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">one finger missed (FNMR)</text>`,
    '</svg>',
    '',
  ].join('\n');
}
