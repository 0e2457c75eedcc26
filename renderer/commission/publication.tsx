import { ArrowLeft, EyeOff, FileOutput } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Published, PublishedGroup } from '../../core/commission/publication/published.ts';
import type { TurnoutPreview } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { inLanguage, languageOf } from '../parts/words.ts';
import { type Column, Grid } from './grid.tsx';
import { useConsole, useConsoleAct } from './zone.ts';

const keyOf = ({ of, id }: PublishedGroup): string => `${of}/${id}`;

/** Whether a number of it is withheld; sex and age only where they are told at all. */
const isWithheld = ({ withheld, byAge }: PublishedGroup, isLast: boolean): boolean =>
  withheld !== null || (isLast && byAge === null);

/** The table as the public would get it, and what is withheld of it: before it is written, and after. */
export function Publication({ preview, onBack }: { readonly preview: TurnoutPreview; readonly onBack: () => void }) {
  const { t, i18n } = useTranslation(['publication', 'commission']);
  const { act, busy } = useConsoleAct();
  const [files, setFiles] = useState<readonly string[]>([]);
  const [some, setSome] = useState(false);
  const { id, published, next } = preview;
  const isDone = id === null || files.length > 0;
  const withheld = published.groups.filter((group) => isWithheld(group, published.isLast));
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  const write = (): void =>
    void act(async (client) => {
      const answer = await client.turnout.export({ id });
      if (answer.ok) setFiles(answer.value.files);
      return answer;
    });
  return (
    <Frame
      layout="publication"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('commission:back')} onPress={onBack} />}
      other={
        withheld.length === 0 ? undefined : (
          <Button
            icon={EyeOff}
            label={t('withheld.only', { count: number(withheld.length) })}
            chosen={some}
            onPress={() => setSome(!some)}
          />
        )
      }
      main={
        <Button
          kind={isDone ? 'plain' : 'main'}
          icon={FileOutput}
          label={t(isDone ? 'write.again' : 'write')}
          isDisabled={busy}
          onPress={write}
        />
      }
    >
      <header className="room-head">
        <h1 className="number">{t('at', { time: published.time })}</h1>
        <p>{t(isDone ? 'is-out' : 'once')}</p>
      </header>
      <Behind />
      {files.length > 0 ? <Notice tone="plain" title={t('written')} text={files.join(', ')} /> : null}
      <ul className="facts-row number">
        <li>
          {t('told')}:{' '}
          <strong>
            {t('of', {
              count: number(published.groups.length - withheld.length),
              all: number(published.groups.length),
            })}
          </strong>
        </li>
        <li>
          {t('fewest')}: <strong>{number(published.fewest)}</strong>
        </li>
        <li>
          {t('next')}: <strong>{next ?? t('next.none')}</strong>
        </li>
      </ul>
      <Table published={published} rows={some ? withheld : published.groups} />
    </Frame>
  );
}

/** How many stations have something that is not in the numbers yet. */
function Behind() {
  const { t, i18n } = useTranslation('publication');
  const { stations } = useConsole();
  const behind = stations.filter(({ backlog, silent }) => backlog > 0 || silent > 0).length;
  if (behind === 0) return null;
  return <p>{t('behind', { count: shownNumber(behind, languageOf(i18n)) })}</p>;
}

function Table({ published, rows }: { readonly published: Published; readonly rows: readonly PublishedGroup[] }) {
  const { t, i18n } = useTranslation(['publication', 'commission']);
  const language = languageOf(i18n);
  const { time, isLast } = published;
  const columns = useMemo((): readonly Column<PublishedGroup>[] => {
    const number = (value: number | null | undefined) =>
      value === null || value === undefined ? <Withheld /> : shownNumber(value, language);
    const earlier = Object.keys(published.groups[0]?.earlier ?? {});
    return [
      {
        id: 'name',
        title: t('area'),
        cell: ({ of, id, names }) => (
          <span className="clamp">
            {of === 'country'
              ? t('country')
              : of === 'kind'
                ? t(`kind.${id as 'home' | 'remote' | 'abroad'}`)
                : names && inLanguage(names, { language })}
          </span>
        ),
      },
      {
        id: 'registered',
        title: t('commission:registered'),
        number: true,
        cell: ({ registered }) => (registered === 0 ? '' : number(registered)),
      },
      ...earlier.map(
        (at): Column<PublishedGroup> => ({ id: at, title: at, number: true, cell: (row) => number(row.earlier[at]) }),
      ),
      {
        id: 'now',
        title: time,
        number: true,
        cell: ({ admitted, asOf }) =>
          admitted === null ? (
            <Withheld />
          ) : asOf === time ? (
            <strong>{number(admitted)}</strong>
          ) : (
            <span className="stale">
              {number(admitted)} <small>{t('as-of', { time: asOf })}</small>
            </span>
          ),
      },
      {
        id: 'percent',
        title: '%',
        number: true,
        cell: ({ percent }) => (percent === null ? '' : shownShare(percent / 100, language)),
      },
      ...(isLast
        ? ((): readonly Column<PublishedGroup>[] => [
            {
              id: 'female',
              title: t('women'),
              number: true,
              cell: (row) => number(row.bySex && (row.bySex.female ?? 0)),
            },
            { id: 'male', title: t('men'), number: true, cell: (row) => number(row.bySex && (row.bySex.male ?? 0)) },
            { id: 'ages', title: t('ages'), number: true, cell: (row) => (row.byAge ? t('ages.told') : <Withheld />) },
          ])()
        : []),
      {
        id: 'why',
        title: t('why'),
        cell: ({ withheld }) => (withheld === null ? '' : <span className="clamp">{t(`withheld.${withheld}`)}</span>),
      },
    ];
  }, [t, language, published, time, isLast]);
  return (
    <Grid
      label={t('at', { time })}
      layout={isLast ? 'publication-table publication-last' : 'publication-table'}
      columns={columns}
      rows={rows}
      idOf={keyOf}
    />
  );
}

/** A cell that the public does not get: by a sign and a word, and never by an empty place alone. */
function Withheld() {
  const { t } = useTranslation('publication');
  return (
    <span className="withheld">
      <EyeOff className="icon" aria-hidden="true" />
      {t('withheld')}
    </span>
  );
}
