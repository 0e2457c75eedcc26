import { useTranslation } from 'react-i18next';
import type { RehearsalCase } from '../../../core/election/policy-rehearsal.ts';
import type { RehearsalPersonView, RehearsalView } from '../../../main/api/rehearsal-views.ts';
import { fullName } from '../../parts/voter-card.tsx';
import { inLanguage } from '../../parts/words.ts';

/** Cases that are about no voter. */
const withoutVoter: readonly RehearsalCase[] = ['standing-still', 'shift-change'];

/** The case to rehearse: what to do, with whose papers, and what the kiosk will show. */
export function CaseNow({ rehearsal }: { readonly rehearsal: RehearsalView }) {
  const { t } = useTranslation('rehearsal');
  const { own, cases, peopleDecide } = rehearsal;
  if (own === null) return null;
  if (own.now === null) {
    return (
      <section className="case-now">
        <h2>{t('all')}</h2>
        <p className="lead">{t('all.next')}</p>
      </section>
    );
  }
  const { now, take } = own;
  const seen = now === 'no-finger' && peopleDecide ? 'no-finger.people' : now;
  return (
    <section className="case-now">
      <h2>
        {cases.indexOf(now) + 1}. {t(`case.${now}`)}
      </h2>
      <h3>{t('do')}</h3>
      <p>{t(`do.${now}`)}</p>
      {withoutVoter.includes(now) ? null : (
        <>
          <h3>{t('take')}</h3>
          {take === null ? <p>{t('take.none')}</p> : <Person person={take} />}
        </>
      )}
      <h3>{t('see')}</h3>
      <p>{t(`see.${seen}`)}</p>
    </section>
  );
}

function Person({ person }: { readonly person: RehearsalPersonView }) {
  const { t, i18n } = useTranslation(['rehearsal', 'parts']);
  const { number, pin, receipt, paper } = person;
  const facts = [
    ...(receipt === null ? [] : [t('take.receipt', { receipt })]),
    ...(number === null ? [] : [t('take.number', { number })]),
    ...(pin === null ? [] : [`${t('parts:pin')} ${pin}`]),
    ...(paper === null ? [] : [inLanguage(paper, i18n)]),
  ];
  return (
    <p>
      <strong>{fullName(person)}</strong>
      <br />
      <span className="number">{facts.join(' · ')}</span>
    </p>
  );
}
