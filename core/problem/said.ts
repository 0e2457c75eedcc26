import { catalogue, type Problem, type ProblemCode } from './catalogue.ts';

/**
 * Values of problems that are names of ours (a counter, a field, a mode, a device's place on the table): a person reads
 * them in words, which stand under the name in assets/locales/<language>/values.json.
 */
export const namedValues: Readonly<Partial<Record<ProblemCode, readonly string[]>>> = {
  'station.not-zero': ['counter'],
  'station.journal-differs': ['line'],
  'station.not-balanced': ['line'],
  'station.simulated-device': ['device'],
  'afterwards.act-refused': ['field'],
  'afterwards.order-other': ['field', 'value'],
  'readiness.device-silent': ['device'],
  'readiness.simulated': ['device'],
  'recording.unsaved': ['device'],
};

/** A problem of which only the code was kept: what it filled in then is not known any more, and three points stand for it. */
export function ofCodeAlone(code: ProblemCode): Problem {
  const names = catalogue[code]?.params ?? [];
  return { code, params: Object.fromEntries(names.map((name) => [name, '…'])) };
}

/**
 * What fills the places of a problem's words.
 * @param word the word for a name of ours; for what is none, the same again
 */
export function saidParams(
  { code, params = {} }: Problem,
  word: (name: string) => string,
): Readonly<Record<string, string | number>> {
  const named = namedValues[code] ?? [];
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      named.includes(name) && typeof value === 'string' ? value.split(' ').map(word).join(' ') : value,
    ]),
  );
}
