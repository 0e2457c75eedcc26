/** Where something is on all displays together, in pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window goes: a whole display as a kiosk, or a plain window for trying things out. */
export type Place = { readonly kind: 'kiosk'; readonly at: Area } | { readonly kind: 'plain'; readonly at: Area };

/** Whose display is the first, the second, … of a kiosk: the two of identification, then the two of the ballot zone. */
const order: readonly string[] = ['officer', 'voter', 'box', 'ballot-desk'];

/**
 * Which window goes where. The officer has the first display and the voter the second; a kiosk with a ballot box has a third
 * one at the box, for voters, and a fourth one for the commission at its desk. A checkout with one display
 * shows plain windows; a packaged kiosk with one display has no voter's window until a second one is plugged in.
 * @param displays bounds of the displays, the primary one first
 * @returns null when the window is not shown
 */
export function placeOf(name: string, displays: readonly Area[], packaged: boolean): Place | null {
  const [first, second] = displays;
  if (first === undefined) return null;
  const kiosk = packaged || second !== undefined;
  if (name === 'officer') {
    return kiosk
      ? { kind: 'kiosk', at: first }
      : { kind: 'plain', at: { x: first.x, y: first.y, width: 1280, height: 800 } };
  }
  const own = displays[order.indexOf(name)];
  if (order.includes(name) && own !== undefined) return { kind: 'kiosk', at: own };
  if (packaged) return null;
  const by = 80 * Math.max(1, order.indexOf(name));
  return { kind: 'plain', at: { x: first.x + by, y: first.y + by, width: 1024, height: 768 } };
}

/** What is to be done with a window now that the displays are others. */
export type Move =
  | { readonly move: 'open' | 'put'; readonly place: Place }
  | { readonly move: 'close' }
  | { readonly move: 'none' };

/**
 * A display that is plugged in again gets its window again, one that is gone gives it up, and one that has become
 * another (it was the primary one, its resolution changed) takes its window along. A plain window stays where whoever
 * tries things out has put it.
 * @param before where the window was put last; null where there is none
 */
export function moveOf(before: Place | null, after: Place | null): Move {
  if (after === null) return before === null ? { move: 'none' } : { move: 'close' };
  if (before === null) return { move: 'open', place: after };
  const same = before.kind === after.kind && sameArea(before.at, after.at);
  return same || (before.kind === 'plain' && after.kind === 'plain') ? { move: 'none' } : { move: 'put', place: after };
}

const sameArea = (a: Area, b: Area): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
