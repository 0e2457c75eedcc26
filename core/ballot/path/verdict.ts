import type { Judgement } from '../judge.ts';
import type { SheetVerdict } from './ports.ts';

/** What a judgement means for the way of its sheet: whose marks they are stays behind. @param voter she stands before the box */
export function verdictOf(judgement: Judgement, voter: boolean): SheetVerdict {
  switch (judgement.verdict) {
    case 'valid':
      return { verdict: 'fine' };
    case 'invalid':
      return { verdict: 'concern', why: judgement.why, voter };
    case 'persons':
      return { verdict: 'concern', why: 'unsure', voter };
    case 'refused':
      return { verdict: 'refused', why: judgement.why };
  }
}
