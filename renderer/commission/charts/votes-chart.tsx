import { useTranslation } from 'react-i18next';
import { shownNumber, shownShare } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';

/** Votes by option, in the order of the ballot: all bars of one colour, as long as their number. */
export function VotesChart({
  votes,
}: {
  readonly votes: readonly { readonly id: string; readonly name: string; readonly value: number }[];
}) {
  const { t, i18n } = useTranslation('protocols');
  const language = languageOf(i18n);
  const all = votes.reduce((sum, { value }) => sum + value, 0);
  const most = Math.max(1, ...votes.map(({ value }) => value));
  return (
    <table className="votes-chart number">
      <caption className="unseen">{t('sums.votes')}</caption>
      <tbody>
        {votes.map(({ id, name, value }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td className="votes-bar">
              <i style={{ inlineSize: `${(value / most) * 100}%` }} />
            </td>
            <td>
              <strong>{shownNumber(value, language)}</strong>
            </td>
            <td>{all === 0 ? '' : shownShare(value / all, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
