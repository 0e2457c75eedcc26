import { parseArgs } from 'node:util';
import { type RecordFormat, recordFormats } from '../../../core/fingerprint/fingerprint.ts';
import type { Reading } from './read.ts';

/** The command was used wrongly: its usage helps. */
export class WrongUse extends Error {}

const options = {
  out: { type: 'string' },
  format: { type: 'string' },
  plain: { type: 'boolean' },
  dpi: { type: 'string' },
  card: { type: 'string' },
  limit: { type: 'string' },
  search: { type: 'boolean' },
  gallery: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export interface Values {
  readonly out: string | undefined;
  readonly format: RecordFormat;
  readonly plain: boolean;
  readonly reading: Reading;
  readonly limit: number;
  readonly search: boolean;
  readonly gallery: number | undefined;
  readonly json: boolean;
}

/** Options and words of a command line; `WrongUse`, or the complaint of parseArgs, for what is not understood. */
export function valuesOf(args: readonly string[]): { readonly values: Values; readonly words: readonly string[] } {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  const {
    out,
    format = 'iso-2005',
    plain = false,
    dpi,
    card,
    limit = '10',
    search = false,
    gallery,
    json = false,
  } = values;
  const named = recordFormats.find((known) => bare(known) === bare(format));
  if (named === undefined) throw new WrongUse(`--format is one of ${recordFormats.join(', ')}.`);
  if (card !== undefined && card !== 'normal' && card !== 'compact') {
    throw new WrongUse('--card is normal or compact.');
  }
  return {
    words: positionals,
    values: {
      out,
      format: named,
      plain,
      reading: {
        dpi: dpi === undefined ? undefined : number('dpi', dpi, 100, 2000),
        card: card === undefined ? undefined : `card-${card}`,
      },
      limit: number('limit', limit, 1, 1000),
      search: search || gallery !== undefined,
      gallery: gallery === undefined ? undefined : number('gallery', gallery, 1, 200_000),
      json,
    },
  };
}

/** `iso2005` and `ISO-2005` are the same. */
const bare = (name: string): string => name.toLowerCase().replaceAll('-', '');

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new WrongUse(`--${name} is a whole number from ${least} to ${most}.`);
}
