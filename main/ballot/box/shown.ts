import type { ReturnReason as PathReason } from '../../../core/ballot/path/context.ts';
import type { BoxScreen } from '../../../core/ballot/path/screen.ts';
import type { BoxShow, ReturnReason } from '../../api/ballot-views.ts';
import type { Feeding } from './box.ts';

/** Why a sheet comes back, for the voter: what is not hers to know of the machine is "put it in once more". */
const reasons: Readonly<Record<PathReason, ReturnReason>> = {
  none: 'none',
  'too-many': 'too-many',
  unsure: 'unsure',
  'wrong-election': 'other-election',
  'wrong-constituency': 'other-constituency',
  'test-ballot': 'test-ballot',
  'official-ballot': 'not-a-test-ballot',
  foreign: 'foreign',
  'blank-side': 'blank-side',
  scale: 'scale',
  streak: 'streak',
  damaged: 'damaged',
  double: 'double',
  'wrong-size': 'wrong-size',
  'not-read': 'again',
  interrupted: 'again',
  'not-kept': 'again',
};

/** Why a sheet is refused, as screens say it. */
export const reasonShown = (why: PathReason): ReturnReason => reasons[why];

/** What the box's screen shows of the paper path. Into which compartment a sheet went is told nobody. */
export function shownAs(screen: BoxScreen, feeding: Feeding): BoxShow {
  switch (screen.at) {
    case 'closed':
    case 'starting':
      return { show: 'not-now', why: feeding.takes === 'nothing' ? feeding.why : 'locked' };
    case 'ready':
      return { show: 'ready' };
    case 'reading':
    case 'accepting':
      return { show: 'reading' };
    case 'accepted':
      return { show: 'accepted' };
    case 'asking':
      return { show: 'ask', why: reasons[screen.why] };
    case 'returning':
      return { show: 'take-back', why: reasons[screen.why], afterwards: 'again' };
    case 'take-back':
      return { show: 'take-back', why: reasons[screen.why], afterwards: screen.afterwards };
    case 'one-at-a-time':
      return { show: 'take-back', why: 'double', afterwards: 'again' };
    case 'call':
      return { show: 'wait', problem: screen.problem };
  }
}

/**
 * The same for the commission's desk, where it is known who stands at the box: that somebody is asked, or has her sheet
 * back, says nothing there of what is marked on it.
 */
export function shownAtDesk(show: BoxShow): BoxShow {
  switch (show.show) {
    case 'ask':
      return { show: 'reading' };
    case 'take-back':
      return { show: 'take-back', why: 'again', afterwards: 'again' };
    case 'not-now':
    case 'ready':
    case 'reading':
    case 'accepted':
    case 'wait':
      return show;
  }
}
