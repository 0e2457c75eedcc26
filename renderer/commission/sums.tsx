import { ArrowLeft, CircleAlert, CircleCheck, CircleDashed, FileOutput } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResultsWords } from '../../core/commission/results-words.ts';
import type { ResultsSum } from '../../core/hub/results-sum.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { inLanguage, languageOf, problemWords } from '../parts/words.ts';
import { VotesChart } from './charts/votes-chart.tsx';
import { type Column, Grid } from './grid.tsx';
import { SumsSheet } from './sums-sheet.tsx';
import { useConsole, useResultsSums } from './zone.ts';

/** Protocols added up: of a territory its stations, of the country each constituency. */
export function Sums({
  onBack,
  onStation,
}: {
  readonly onBack: () => void;
  readonly onStation: (station: string) => void;
}) {
  const { t, i18n } = useTranslation(['protocols', 'commission']);
  const shown = useResultsSums();
  const [open, setOpen] = useState<string | null>(null);
  const [writing, setWriting] = useState(false);
  const [files, setFiles] = useState<readonly string[]>([]);
  const language = languageOf(i18n);
  const nameOf = useNames(shown?.words ?? null);
  const columns = useMemo((): readonly Column<ResultsSum>[] => {
    const number = (value: number): string => shownNumber(value, language);
    return [
      { id: 'name', title: t('protocol'), cell: (sum) => <span className="clamp">{nameOf(sum)}</span> },
      {
        id: 'counted',
        title: t('sums.counted'),
        number: true,
        cell: ({ counted, stations }) => (
          <>
            <strong>{number(counted)}</strong> <span>{t('sums.of', { all: number(stations) })}</span>
            <span className="share-bar">
              <i style={{ inlineSize: `${stations === 0 ? 0 : (counted / stations) * 100}%` }} />
            </span>
          </>
        ),
      },
      {
        id: 'aside',
        title: t('sums.aside'),
        number: true,
        cell: ({ aside }) => (aside.length === 0 ? '' : number(aside.length)),
      },
      {
        id: 'sealed',
        title: t('sums.sealed'),
        number: true,
        cell: ({ sealed }) => (sealed.length === 0 ? '' : number(sealed.length)),
      },
      { id: 'state', title: t('sums.state'), cell: (sum) => <SumMark sum={sum} /> },
    ];
  }, [t, language, nameOf]);
  const sums = shown?.sums ?? [];
  const sum = sums.find(({ protocol }) => protocol === open);
  if (sum !== undefined && shown !== null) {
    return <Sum sum={sum} words={shown.words} name={nameOf(sum)} onBack={() => setOpen(null)} onStation={onStation} />;
  }
  const may = sums.filter((one) => one.hindrance === null && one.counted > 0).length;
  return (
    <Frame
      layout="sums"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('commission:back')} onPress={onBack} />}
      main={
        may === 0 ? undefined : (
          <Button kind="main" icon={FileOutput} label={t('sums.write')} onPress={() => setWriting(true)} />
        )
      }
    >
      <header className="room-head">
        <h1>{t('sums')}</h1>
        <p className="number">
          {t('sums.may', { count: shownNumber(may, language), all: shownNumber(sums.length, language) })}
        </p>
      </header>
      {files.length === 0 ? null : <Notice tone="plain" title={t('sums.written')} text={files.join(', ')} />}
      {shown !== null && sums.length === 0 ? <p className="lead">{t('sums.none')}</p> : null}
      {sums.length === 0 ? null : (
        <Grid
          label={t('sums')}
          layout="sums-table"
          columns={columns}
          rows={sums}
          idOf={({ protocol }) => protocol}
          onOpen={({ protocol }) => setOpen(protocol)}
        />
      )}
      {writing ? <SumsSheet onClose={() => setWriting(false)} onWritten={setFiles} /> : null}
    </Frame>
  );
}

/** A protocol by its constituency, and by its ballot where the constituency has several. */
function useNames(words: ResultsWords | null): (sum: ResultsSum) => string {
  const { i18n } = useTranslation();
  const { constituencies } = useConsole();
  return useMemo(
    () =>
      ({ protocol, constituency }) => {
        const where = constituencies.find(({ id }) => id === constituency);
        const title = words?.protocols[protocol]?.title;
        return [where && inLanguage(where.names, i18n), title && inLanguage(title, i18n)]
          .filter((text) => text)
          .join(' · ');
      },
    [constituencies, words, i18n],
  );
}

/** Whether a sum may be published: by sign and word. */
function SumMark({ sum: { hindrance, counted, aside } }: { readonly sum: ResultsSum }) {
  const { t } = useTranslation('protocols');
  const state = hindrance !== null ? 'hindered' : counted === 0 ? 'none' : aside.length > 0 ? 'partial' : 'whole';
  const Icon = { hindered: CircleAlert, none: CircleDashed, partial: CircleDashed, whole: CircleCheck }[state];
  return (
    <span className={`results-mark sum-${state}`}>
      <Icon className="icon" aria-hidden="true" />
      <span>{t(`sums.is.${state}`)}</span>
    </span>
  );
}

/** One sum: how the options stand, every line, and which stations are not in it and why. */
function Sum({
  sum,
  words,
  name,
  onBack,
  onStation,
}: {
  readonly sum: ResultsSum;
  readonly words: ResultsWords;
  readonly name: string;
  readonly onBack: () => void;
  readonly onStation: (station: string) => void;
}) {
  const { t, i18n } = useTranslation(['protocols', 'commission']);
  const language = languageOf(i18n);
  const number = (value: number): string => shownNumber(value, language);
  const { hindrance, lines, aside, sealed, counted, stations } = sum;
  const options = words.protocols[sum.protocol]?.options ?? {};
  return (
    <Frame layout="sum" back={<Button kind="quiet" icon={ArrowLeft} label={t('commission:back')} onPress={onBack} />}>
      <header className="room-head">
        <h1>{name}</h1>
        <SumMark sum={sum} />
        <p className="number">
          {t('sums.counted')}: <strong>{number(counted)}</strong> {t('sums.of', { all: number(stations) })}
        </p>
      </header>
      {hindrance === null ? null : (
        <Notice
          tone="bad"
          title={problemWords(hindrance, 'happened', i18n)}
          text={problemWords(hindrance, 'officer', i18n)}
          code={hindrance.code}
        />
      )}
      <div className="sum-parts">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what it has below is reached by keys too */}
        <section className="sum-votes" data-scrolls="" tabIndex={0} aria-label={name}>
          {hindrance !== null || counted === 0 ? null : (
            <VotesChart
              votes={lines
                .flatMap((line) => line.options)
                .map(({ option, value }, at) => ({
                  id: option,
                  name:
                    options[option] === undefined
                      ? t('commission:results.option', { number: at + 1 })
                      : inLanguage(options[option], i18n),
                  value,
                }))}
            />
          )}
          <table className="sum-lines number">
            <caption className="unseen">{name}</caption>
            <tbody>
              {lines.map(({ line, number: of, value }) => {
                const label = words.lines[line];
                return (
                  <tr key={line}>
                    <th scope="row">{of}</th>
                    <td>{label === undefined ? '' : inLanguage(label, i18n)}</td>
                    <td>
                      <strong>{counted === 0 ? '…' : number(value)}</strong>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
        <section className="sum-aside" data-scrolls="">
          <h2>{t('sums.left-out', { count: number(aside.length + sealed.length) })}</h2>
          {[...Map.groupBy(aside, ({ state }) => state)].map(([state, some]) => (
            <div key={state}>
              <p>
                {t(`sums.why.${state}`)}: <strong className="number">{number(some.length)}</strong>
              </p>
              <ul className="sum-stations">
                {some.slice(0, MOST).map(({ station }) => (
                  <li key={station}>
                    <Button kind="quiet" label={station} onPress={() => onStation(station)} />
                  </li>
                ))}
              </ul>
              {some.length > MOST ? <p>{t('sums.more', { count: number(some.length - MOST) })}</p> : null}
            </div>
          ))}
          {sealed.length === 0 ? null : (
            <p>
              {t('sums.few')}: <strong className="number">{sealed.join(', ')}</strong>
            </p>
          )}
          {aside.length + sealed.length === 0 ? <p>{t('sums.all-in', { share: shownShare(1, language, 0) })}</p> : null}
        </section>
      </div>
    </Frame>
  );
}

/** Stations of one kind that have a key each; the list of the protocols has all. */
const MOST = 24;
