import type { Words } from '../../../core/election/common.ts';
import { shownNumber } from '../../../core/journal/acts.ts';
import type { ActFacts } from '../../../core/journal/catalogue/acts.ts';
import type { ActFactsView } from '../../api/acts-views.ts';
import { languages } from '../../problem-words.ts';
import { screenText } from '../../screen-words.ts';
import { called, type Kiosk, localMoment } from '../kiosk.ts';
import { offeredReason } from './reasons.ts';

/** Number of the next act as it is printed: no two of a station are alike, whichever of its kiosks draws them. */
export function nextShown(kiosk: Kiosk, round: number, number: number): string {
  const force = kiosk.inForce();
  const place = force?.place ?? 0;
  return shownNumber({ station: force?.precinct.number ?? '0', place, round, number });
}

/** What the journal tells of an exception, in the station's time and in words. */
export function factsView(kiosk: Kiosk, facts: ActFacts): ActFactsView {
  const { at, until, receipts = [], voided = [], refusal, way, document, listed = null, page, line } = facts;
  const { beside, sheets, most } = facts;
  return {
    happened: localMoment(kiosk, new Date(at)),
    until: until === undefined ? null : localMoment(kiosk, new Date(until)),
    ...{ receipts, voided },
    reason: refusal === undefined ? reasonOf(facts) : screenWords(`acts:refusal.${refusal}`),
    way: way === undefined ? null : screenWords(`chair:modality.${way}`),
    document: document === undefined ? null : documentOf(kiosk, document),
    beside: beside === undefined ? null : called(kiosk, beside),
    sheets: sheets === undefined || most === undefined ? null : { sheets, most },
    listed,
    place: page === undefined || line === undefined ? null : { page, line },
  };
}

/** A reason of the screens in all languages; what somebody wrote herself as she wrote it. */
function reasonOf({ reason, conflict }: ActFacts): Words | null {
  if (conflict !== undefined) return screenWords(`acts:conflict.${conflict}`);
  if (reason === undefined) return null;
  return offeredReason(reason) ?? { ky: reason, ru: reason, en: reason };
}

/** A sort of document as the package in force names it; one of a package before by its plain name. */
function documentOf(kiosk: Kiosk, document: string): Words {
  const known = kiosk.inForce()?.policy.documents.find(({ id }) => id === document);
  return known?.names ?? { ky: document, ru: document, en: document };
}

function screenWords(name: string): Words {
  const [ky = '', ru = '', en = ''] = languages.map((language) => screenText(language, name));
  return { ky, ru, en };
}
