import { randomInt, randomUUID } from 'node:crypto';
import type { BallotStyle, Part } from '../../../core/ballot/definition.ts';
import type { BallotRecord } from '../../../core/ballot/record.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../../core/problem/result.ts';
import type { UndecidedSheet } from '../../api/ballot-views.ts';
import { encodeGrayPng } from '../../images/png.ts';
import type { PlacedBallot } from '../ballot-store.ts';
import type { ResultsFrame } from './frame.ts';
import type { SittingResults } from './sitting.ts';

/** What persons say of a sheet, by part: the options that count as marked on it. */
export type Marked = readonly { readonly part: string; readonly options: readonly string[] }[];

/**
 * Sheets about which persons decide. They come by chance, from places that were drawn anew after the close, and the ticket
 * under which one is shown is random and kept in memory alone.
 */
export class UndecidedSheets {
  readonly #frame: ResultsFrame;
  #shown: { readonly ticket: string; readonly slot: number } | null = null;

  constructor(frame: ResultsFrame) {
    this.#frame = frame;
  }

  /** The next one, another one each time as far as there are others; null: none is left. */
  next(results: SittingResults): Result<UndecidedSheet | null, Problem> {
    const { ballots } = this.#frame;
    const drawn = ballots.draw();
    if (!drawn.ok) return drawn;
    // Places of before the drawing are none any more.
    if (this.#shown === null) results.forget();
    const undecided = results.undecided();
    if (!undecided.ok) return undecided;
    const slots = undecided.value;
    const slot = slots[slots.length > 0 ? randomInt(slots.length) : 0];
    this.#shown = null;
    if (slot === undefined) return ok(null);
    const read = ballots.cast?.at(slot);
    if (!read?.ok) return read ?? notNow;
    const { record, image } = read.value;
    const style = results.force.papers.styles.find(({ id }) => id === record.style);
    if (!style) return notNow;
    const ticket = randomUUID();
    this.#shown = { ticket, slot };
    const pictures = image && this.#frame.squarePictures(image);
    return ok({
      ...{ ticket, style: style.id, left: slots.length },
      parts: style.parts.map((part) => ({
        ...{ part: part.id, title: part.title },
        squares: part.options.map(({ id: option, names }) => {
          const picture = pictures?.get(`${part.id}/${option}`);
          const zone = zoneOf(record, part, option);
          return {
            ...{ option, names, zone },
            picture: picture ? `data:image/png;base64,${encodeGrayPng(picture).toString('base64')}` : null,
          };
        }),
      })),
    });
  }

  /** The sheet that is shown under this ticket. @returns `ballot-zone.unknown-sheet` where none is any more */
  of(ticket: string): Result<PlacedBallot, Problem> {
    if (this.#shown?.ticket !== ticket) return err({ code: 'ballot-zone.unknown-sheet' });
    return this.#frame.ballots.cast?.at(this.#shown.slot) ?? notNow;
  }

  /** Keeps what persons have decided about it. */
  decide({ slot, record }: PlacedBallot, style: BallotStyle, marked: Marked): Result<null, Problem> {
    this.#shown = null;
    const parts = style.parts.map(({ id: part, options }) => {
      const said = new Set(marked.find((one) => one.part === part)?.options);
      return { part, marked: options.flatMap(({ id }) => (said.has(id) ? [id] : [])), unsure: [] };
    });
    return this.#frame.ballots.decide(slot, { ...record, decided: true, parts });
  }
}

/** Whether every part of the sheet is decided about, each once, by options that it has. */
export const isDecision = ({ parts }: BallotStyle, marked: Marked): boolean =>
  marked.length === parts.length &&
  parts.every(({ id, options }) => {
    const said = marked.find(({ part }) => part === id);
    return said?.options.every((option) => options.some((one) => one.id === option)) ?? false;
  });

function zoneOf({ parts }: BallotRecord, { id }: Part, option: string): 'empty' | 'adjudicate' | 'mark' {
  const part = parts.find((one) => one.part === id);
  if (part?.marked.includes(option)) return 'mark';
  return part?.unsure.includes(option) ? 'adjudicate' : 'empty';
}

const notNow = err({ code: 'ballot-zone.not-now' } as const);
