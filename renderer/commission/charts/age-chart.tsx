import { useTranslation } from 'react-i18next';
import type { Tally } from '../../../core/hub/turnout.ts';
import { ageGroups } from '../../../core/person/dates.ts';
import { shownNumber } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';

/** Women to the left, men to the right, an age to each row: the side and the word tell them apart, not the tone alone. */
export function AgeChart({ bySexAndAge }: { readonly bySexAndAge: Tally }) {
  const { t, i18n } = useTranslation('commission');
  const language = languageOf(i18n);
  const of = (sex: string, age: string): number => bySexAndAge[`${sex} ${age}`] ?? 0;
  const most = Math.max(1, ...ageGroups.flatMap((age) => [of('female', age), of('male', age)]));
  const bar = (sex: 'female' | 'male', age: string) => (
    <td className={`age-bar age-${sex}`}>
      <i style={{ inlineSize: `${(of(sex, age) / most) * 100}%` }} />
    </td>
  );
  return (
    <table className="age-chart number">
      <caption className="unseen">{t('chart.ages')}</caption>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {t('sex.female')}
          </th>
          <th scope="col">{t('age')}</th>
          <th scope="col" colSpan={2}>
            {t('sex.male')}
          </th>
        </tr>
      </thead>
      <tbody>
        {ageGroups.map((age) => (
          <tr key={age}>
            <td>{shownNumber(of('female', age), language)}</td>
            {bar('female', age)}
            <th scope="row">{age.replace('-', '–')}</th>
            {bar('male', age)}
            <td>{shownNumber(of('male', age), language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
