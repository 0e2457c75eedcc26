import { NO_DIRECTION } from '../match/features.ts';
import { AT, placesOf } from './flat.ts';
import type { Gallery, Views } from './gallery.ts';
import { cosine, type Glance } from './glance.ts';
import { agreement, type Consensus, consensus } from './votes.ts';

/**
 * The two cheap looks that come before a comparison. Both give one number for each place, 0 and more, of no scale: it
 * is compared within one search only.
 */

/** How many edges agree on how the prints lie on each other. Some ten microseconds a template. */
export function firstLook(glance: Glance, gallery: Gallery, places: readonly number[]): readonly number[] {
  const { views } = gallery;
  return places.map((place) => agreement(glance, views, gallery.startOf(place)));
}

/** The same, weighed by whether the ridges run alike when the prints lie so. Twice as long. */
export function secondLook(glance: Glance, gallery: Gallery, places: readonly number[]): readonly number[] {
  const { views } = gallery;
  return places.map((place) => {
    const template = gallery.startOf(place);
    const lies = consensus(glance, views, template);
    return lies === null ? 0 : lies.agreement * along(glance, views, template, lies);
  });
}

/** Fewer cells of common flow say nothing. */
const FEWEST_CELLS = 12;
/** What flow counts where it is not told: about as much as that of a stranger who is not too unlike. */
const UNKNOWN = 0.5;

/** How alike the ridges run where both prints are, after Tico and Kuosmanen 2003. */
function along({ flow, middle }: Glance, { bytes, shorts }: Views, template: number, { turn, x, y }: Consensus) {
  const [step = 0, columns = 0, rows = 0] = [
    bytes[template + AT.step],
    bytes[template + AT.columns],
    bytes[template + AT.rows],
  ];
  if (flow === null || step === 0) return UNKNOWN;
  const directions = template + placesOf(bytes[template + AT.count]!, shorts[(template + AT.edges) >> 1]!).flow;
  const [cos, sin] = [cosine[turn & 255]!, cosine[(turn - 64) & 255]!];
  let [sum, cells] = [0, 0];
  for (let row = 0; row < flow.rows; row += 1) {
    const v = -(row + 0.5) * flow.step - middle[1];
    for (let column = 0; column < flow.columns; column += 1) {
      const own = flow.directions[row * flow.columns + column]!;
      if (own === NO_DIRECTION) continue;
      const u = (column + 0.5) * flow.step - middle[0];
      const atColumn = Math.floor((cos * u - sin * v + x) / step);
      const atRow = Math.floor(-(sin * u + cos * v + y) / step);
      if (atColumn < 0 || atRow < 0 || atColumn >= columns || atRow >= rows) continue;
      const other = bytes[directions + atRow * columns + atColumn]!;
      if (other === NO_DIRECTION) continue;
      // 128 steps to half a turn, so that a doubled angle has 256 to a whole one.
      sum += cosine[(2 * (other - own - turn)) & 255]!;
      cells += 1;
    }
  }
  return cells < FEWEST_CELLS ? UNKNOWN : 0.1 + Math.max(0, sum / cells) ** 4;
}
