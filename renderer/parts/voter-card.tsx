import { useTranslation } from 'react-i18next';
import { shortDate } from '../../core/person/dates.ts';
import type { VoterView } from '../../main/api/views.ts';
import { Portrait } from './portrait.tsx';

/** The person in front of the officer: photo large, name as in print, what tells two people of one name apart. */
export function VoterCard({ voter }: { readonly voter: VoterView }) {
  const { t } = useTranslation('parts');
  return (
    <section className="voter-card" aria-label={t('voter')}>
      <Portrait photo={voter.photo} name={fullName(voter)} />
      <div className="voter-facts">
        <h1 className="voter-name">
          <span className={hasLongWord(voter.surname) ? 'voter-surname voter-surname-long' : 'voter-surname'}>
            {voter.surname}
          </span>
          <span>{voter.given}</span>
          {voter.patronymic === null ? null : <span>{voter.patronymic}</span>}
        </h1>
        <dl className="facts number">
          <div>
            <dt>{t('born')}</dt>
            <dd>{shortDate(voter.birthDate)}</dd>
          </div>
          <div>
            <dt>{t('number')}</dt>
            <dd>{voter.number}</dd>
          </div>
          <div>
            <dt>{t('pin')}</dt>
            <dd>{voter.maskedPin}</dd>
          </div>
        </dl>
      </div>
    </section>
  );
}

/** Letters of a word that stand on one line beside the photo in the usual size. */
const roomForWord = 10;

const hasLongWord = (name: string): boolean => name.split(/[ -]/).some((word) => word.length > roomForWord);

/** A name in the order of the list: surname, given name, patronymic if there is one. */
export function fullName(person: {
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string | null;
}): string {
  return [person.surname, person.given, person.patronymic].filter((part) => part !== null).join(' ');
}
