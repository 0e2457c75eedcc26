/**
 * What a ballot box says of its paper path. The path begins at the slot that the voter sees and ends in one of two
 * compartments; a gate stands between her and them, and behind it a flap lets nothing come back.
 */

/** Where on the path something can be seen, or stick: the slot, under the scanner, before the gate, behind it. */
export const pathPlaces = ['front', 'middle', 'gate', 'back'] as const;
export type PathPlace = (typeof pathPlaces)[number];

export const compartments = ['valid', 'invalid'] as const;
export type Compartment = (typeof compartments)[number];

export const motions = ['still', 'grabbing', 'scanning', 'accepting', 'returning', 'resetting'] as const;
export type Motion = (typeof motions)[number];

export const binStates = ['ok', 'nearly-full', 'full', 'missing'] as const;
export type BinState = (typeof binStates)[number];

/** The last sheet that the box was told to accept, as its non-volatile memory has it. */
export interface LastAccept {
  /** The host's random name of that one sheet, 32 hexadecimal digits: no number and no time, so that it is no order. */
  readonly token: string;
  readonly into: Compartment;
  /** Its whole length is behind the flap: it cannot come back, and it counts. */
  readonly passed: boolean;
}

/** One moment of the box. What it shows is the truth that every decision begins with; nothing older is believed. */
export interface BoxStatus {
  /** Which box this is, as its maker or the commission named it. */
  readonly box: string;
  readonly motion: Motion;
  /** Whether each place is covered by paper. */
  readonly paper: Readonly<Record<PathPlace, boolean>>;
  readonly gate: 'open' | 'closed';
  readonly cover: 'open' | 'closed';
  /** The sensor saw more than one sheet, since the path was last empty. */
  readonly doubleFeed: boolean;
  /** Where paper does not move any more; stays until the box is reset. */
  readonly jam: PathPlace | null;
  /** The sheet that the motor holds. Its number is the box's own and means nothing after a loss of power. */
  readonly sheet: {
    readonly id: number;
    /** Millimetres, once all of it has passed the slot. */
    readonly lengthMm: number | null;
  } | null;
  readonly bins: Readonly<Record<Compartment, BinState>>;
  readonly last: LastAccept | null;
}

/** Whether no place of the path is covered. */
export const pathIsEmpty = ({ paper }: BoxStatus): boolean => pathPlaces.every((place) => !paper[place]);
