import { chance, mangled, upTo } from '../../testing/chance.ts';
import { ippRequest, ippResponse } from './ipp-codec.ts';
import { jobState, pageStatus, queueState } from './page-state.ts';

export interface IppFuzzCount {
  readonly cases: number;
  /** Mangled bytes that were still an answer, and that were none. */
  readonly read: number;
  readonly refused: number;
}

const reasons = ['none', 'media-empty-error', 'toner-low-report', 'connecting-to-device', 'x'.repeat(300)];

/**
 * Mangled answers through the IPP decoder and what makes a status of them, `cases` of them; throws at the first that
 * throws there. An answer is one message, so there is nothing to resynchronise with: the next one is read anew.
 * @param seed the same seed makes the same cases
 */
export function fuzzIpp(cases: number, seed: number): IppFuzzCount {
  const random = chance(seed);
  let read = 0;
  for (let n = 0; n < cases; n++) {
    const answer = ippRequest(
      upTo(random, 0x600),
      [{ name: 'printer-state-reasons', keywords: [reasons[upTo(random, reasons.length)] ?? '', 'none'] }],
      [
        { name: 'printer-state', integer: upTo(random, 7) },
        { name: 'job-state', integer: upTo(random, 12) },
        { name: 'printer-is-accepting-jobs', boolean: random() < 0.5 },
      ],
    );
    const response = ippResponse(mangled(answer, random));
    if (response === null) continue;
    read += 1;
    const { state } = pageStatus(queueState(response.attributes, 'A4'));
    if (state !== 'ready' && state !== 'attention') throw new Error(`case ${n} of seed ${seed}: ${state}`);
    jobState(response.attributes);
  }
  return { cases, read, refused: cases - read };
}
