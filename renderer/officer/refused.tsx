import { ArrowRight, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Elsewhere, PrecinctFacts, Refusal } from '../../core/admission/step.ts';
import { shortDate } from '../../core/person/dates.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Verdict } from '../parts/verdict.tsx';
import { inLanguage, problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { RefusalSlipButton, RefusalSlipOutcome } from './refusal-slip.tsx';

/** Not admitted here and now: the reason in one line, where to go, what the officer may offer. */
export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const { t } = useTranslation('officer');
  const { t: p } = useTranslation('papers');
  const { voter, papers } = useDesk();
  const out = papers.refusal?.out ?? null;
  // Without the slip the screen makes room for what the officer then says instead.
  const unprinted = out === 'no' || out === 'maybe';
  const { act } = useAct();
  return (
    <Frame
      layout="full"
      waiting={p('refusal.printing')}
      other={<RefusalSlipButton />}
      main={
        <Button
          kind="main"
          icon={ArrowRight}
          label={t('next-voter')}
          onPress={() => void act((client) => client.voter.finish({}))}
        />
      }
    >
      <Verdict verdict="bad" word={t(`refused.${refusal.reason}`)}>
        {voter && !unprinted ? (
          <p className="verdict-name">
            {voter.surname} {voter.given} {voter.patronymic ?? ''}
          </p>
        ) : null}
        <Known refusal={refusal} />
        {unprinted ? null : <p className="verdict-next">{t(`offer.${refusal.reason}`)}</p>}
        <RefusalSlipOutcome />
      </Verdict>
    </Frame>
  );
}

/** What the kiosk knows besides the reason: where to go, when and where it happened. */
function Known({ refusal }: { readonly refusal: Refusal }) {
  const { t, i18n } = useTranslation('officer');
  switch (refusal.reason) {
    case 'other-precinct':
      return <Place place={refusal.precinct} />;
    case 'remote-needs-link':
      return (
        <>
          <p className="verdict-place">{t(`refused.why.${refusal.why}`)}</p>
          <Place place={refusal.precinct} />
        </>
      );
    case 'needs-link':
      return <p className="verdict-place">{t(`refused.why.${refusal.why}`)}</p>;
    case 'locked-elsewhere':
    case 'voted-elsewhere':
      return <Where {...refusal} />;
    case 'listed-remote':
      return refusal.to === undefined ? null : <Place place={refusal.to} />;
    case 'already-admitted': {
      const facts = [
        refusal.at,
        refusal.station && t('refused.station', { number: refusal.station }),
        refusal.device && t('refused.device', { device: refusal.device }),
      ].filter((fact) => fact !== null);
      return facts.length === 0 ? null : <p className="verdict-place">{facts.join(' · ')}</p>;
    }
    case 'served-elsewhere':
    case 'other-share':
      return <p className="verdict-kiosk number">{t('kiosks:kiosk', { device: refusal.device })}</p>;
    case 'kiosks-apart':
      return <p className="verdict-place number">{t('kiosks:kiosk.unseen', { device: refusal.device })}</p>;
    case 'admitted-outside':
      return refusal.date === null ? null : <p className="verdict-place">{shortDate(refusal.date)}</p>;
    case 'document-expired':
      return <p className="verdict-place">{t('refused.expired', { date: shortDate(refusal.expired) })}</p>;
    case 'storage':
      return <p className="verdict-place">{problemWords(refusal.problem, 'happened', i18n)}</p>;
    default:
      return null;
  }
}

/** Where and when it was, as far as it may be told. */
function Where({ at, station, device }: Elsewhere) {
  const { t } = useTranslation('officer');
  const facts = [at, device && t('refused.device', { device })].filter((fact) => fact !== null);
  return (
    <>
      {facts.length === 0 ? null : <p className="verdict-place number">{facts.join(' · ')}</p>}
      {station === null ? null : <Place place={station} />}
    </>
  );
}

/** Where to go, or where it was. */
export function Place({ place }: { readonly place: PrecinctFacts }) {
  const { t, i18n } = useTranslation('officer');
  return (
    <p className="verdict-place">
      <MapPin className="icon" aria-hidden="true" />
      <span>
        <strong>{t('refused.station', { number: place.number })}</strong>
        <br />
        {inLanguage(place.address, i18n)}
      </span>
    </p>
  );
}
