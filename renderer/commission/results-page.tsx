import { ArrowLeft, MapPinned } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultsDefault } from '../../core/election/policy-results.ts';
import type { StationProtocol, StationResults } from '../../core/hub/results-state.ts';
import type { ProtocolContent } from '../../core/results/protocol.ts';
import type { StationRow } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { type Column, Grid } from './grid.tsx';
import { ResultsMark } from './results-mark.tsx';
import { useTimes } from './times.ts';
import { useStationResults } from './zone.ts';

/** What came of one station's results: each protocol with machine and hand side by side, and every version of it. */
export function ResultsPage({
  row,
  onBack,
  onStation,
}: {
  readonly row: StationRow;
  readonly onBack: () => void;
  readonly onStation: () => void;
}) {
  const { t, i18n } = useTranslation('commission');
  const results = useStationResults(row);
  return (
    <Frame
      layout="results-page"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('back')} onPress={onBack} />}
      main={<Button icon={MapPinned} label={t('results.station')} onPress={onStation} />}
    >
      <header className="room-head">
        <h1>
          <span className="number">{row.station}</span> · {inLanguage(row.name, i18n)}
        </h1>
        {row.results === null ? null : <ResultsMark state={row.results} />}
      </header>
      {results === null ? (
        <p className="lead">{t('results.nothing')}</p>
      ) : (
        <>
          <Came results={results} />
          {results.said?.protocols.slice(0, 1).map((protocol) => (
            <Protocol key={protocol.protocol} protocol={protocol} />
          ))}
        </>
      )}
    </Frame>
  );
}

/** By what way files came, what the one in force holds, and what is wrong with it. */
function Came({ results: { files, said, findings } }: { readonly results: StationResults }) {
  const { t, i18n } = useTranslation('commission');
  const { said: time } = useTimes();
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const last = files.at(-1);
  const heavy = findings.filter(({ weight }) => weight !== 'note');
  return (
    <ul className="facts-row number">
      <li>
        {t('results.files')}: <strong>{number(files.length)}</strong>
      </li>
      {last === undefined ? null : (
        <li>
          {t(`results.way.${last.way}`)}, {time(last.came)}
        </li>
      )}
      <li>
        {t('results.scans')}: <strong>{number(said?.images.length ?? 0)}</strong>
      </li>
      {(['refused', 'incomplete', 'unbalanced'] as const).map((weight) => {
        const count = heavy.filter((one) => one.weight === weight).length;
        return count === 0 ? null : (
          <li key={weight} className="facts-bad">
            {t(`results.finding.${weight}`)}: <strong>{number(count)}</strong>
          </li>
        );
      })}
    </ul>
  );
}

/** One protocol: the version that is looked at, and keys to the others. The last one counts. */
function Protocol({ protocol: { versions } }: { readonly protocol: StationProtocol }) {
  const { t } = useTranslation('commission');
  const { said } = useTimes();
  const [chosen, setChosen] = useState<number | null>(null);
  const version = versions.find((one) => one.version === chosen) ?? versions.at(-1);
  if (version === undefined) return null;
  return (
    <>
      <div className="choice-row">
        {versions.map((one) => (
          <Button
            key={one.version}
            label={t('results.version', { number: one.version })}
            detail={said(one.at)}
            chosen={one === version}
            onPress={() => setChosen(one.version)}
          />
        ))}
        <p className="results-why">
          {version.corrects === null ? t('results.first') : t('results.corrects', { why: version.corrects.words })}
        </p>
      </div>
      <Lines version={version} />
    </>
  );
}

/** A row of the form: a line, or an option of one in the drawn order. */
interface LineRow {
  readonly id: string;
  readonly number: string;
  readonly words: string;
  readonly machine: number | null;
  readonly hand: number | null;
  readonly value: number | null;
}

const idOf = ({ id }: LineRow): string => id;

function Lines({ version }: { readonly version: ProtocolContent }) {
  const { t, i18n } = useTranslation('commission');
  const language = languageOf(i18n);
  // Of a form that this console does not know the numbers of its lines are there, and no words.
  const form = version.form === resultsDefault.form.id ? resultsDefault.form.lines : [];
  const rows = version.lines.flatMap(({ line, number, options, ...figure }): readonly LineRow[] => {
    const label = form.find(({ id }) => id === line)?.label;
    return [
      { id: line, number, words: label === undefined ? '' : inLanguage(label, i18n), ...figure },
      ...options.map(({ option, ...own }, at) => ({
        ...{ id: `${line}/${option}`, number: '', words: t('results.option', { number: at + 1 }) },
        ...own,
      })),
    ];
  });
  const shown = (value: number | null): string => (value === null ? '…' : shownNumber(value, language));
  const isOff = ({ machine, hand }: LineRow): boolean => machine !== null && hand !== null && machine !== hand;
  const columns: readonly Column<LineRow>[] = [
    { id: 'number', title: t('results.column.line'), cell: ({ number }) => <strong>{number}</strong> },
    { id: 'words', title: t('results.column.words'), cell: ({ words }) => <span className="clamp">{words}</span> },
    { id: 'machine', title: t('results.column.machine'), number: true, cell: (row) => shown(row.machine) },
    {
      id: 'hand',
      title: t('results.column.hand'),
      number: true,
      cell: (row) =>
        row.hand === null ? (
          ''
        ) : isOff(row) ? (
          <strong className="differs">≠ {shown(row.hand)}</strong>
        ) : (
          shown(row.hand)
        ),
    },
    { id: 'value', title: t('results.column.value'), number: true, cell: (row) => <strong>{shown(row.value)}</strong> },
  ];
  return (
    <Grid
      label={t('results.version', { number: version.version })}
      layout="lines-table"
      columns={columns}
      rows={rows}
      idOf={idOf}
    />
  );
}
