import type { StationHealth } from '../../main/api/console-views.ts';

/** The worst first. */
export const healths: readonly StationHealth[] = ['alarm', 'silent', 'warning', 'well', 'none-yet'];

/**
 * The shape of a health as the path of an SVG, within a square of this side: each differs from the others without any
 * colour. The worse, the more of the square it fills.
 */
export function healthPath(health: StationHealth, x: number, y: number, side: number): string {
  const at = (across: number, down: number): string => `${round(x + across * side)} ${round(y + down * side)}`;
  switch (health) {
    case 'alarm':
      return `M${at(0.5, -0.06)}L${at(1.06, 0.5)}L${at(0.5, 1.06)}L${at(-0.06, 0.5)}Z`;
    case 'silent':
      return (
        `M${at(0.05, 0.22)}L${at(0.22, 0.05)}L${at(0.5, 0.33)}L${at(0.78, 0.05)}L${at(0.95, 0.22)}L${at(0.67, 0.5)}` +
        `L${at(0.95, 0.78)}L${at(0.78, 0.95)}L${at(0.5, 0.67)}L${at(0.22, 0.95)}L${at(0.05, 0.78)}L${at(0.33, 0.5)}Z`
      );
    case 'warning':
      return `M${at(0.5, 0.04)}L${at(1, 0.94)}L${at(0, 0.94)}Z`;
    case 'well':
      return `M${at(0.16, 0.16)}L${at(0.84, 0.16)}L${at(0.84, 0.84)}L${at(0.16, 0.84)}Z`;
    case 'none-yet':
      // A frame: the inner square is drawn the other way round.
      return (
        `M${at(0.16, 0.16)}L${at(0.84, 0.16)}L${at(0.84, 0.84)}L${at(0.16, 0.84)}Z` +
        `M${at(0.3, 0.3)}L${at(0.3, 0.7)}L${at(0.7, 0.7)}L${at(0.7, 0.3)}Z`
      );
  }
}

const round = (value: number): number => Math.round(value * 10) / 10;
