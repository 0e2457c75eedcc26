import type { i18n } from 'i18next';
import {
  CircleCheck,
  CircleSlash,
  CircleX,
  FolderDown,
  Loader,
  OctagonX,
  Package,
  ReceiptText,
  Usb,
} from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogsFinding, LogsRun } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber, shownShare } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { inLanguage, languageOf, problemWords } from '../parts/words.ts';
import { type Column, Grid } from './grid.tsx';
import { SlipSheet } from './slip-sheet.tsx';
import { type ConsoleLooking, useConsole, useConsoleAct } from './zone.ts';

/** Sticks that the smallest screen holds. */
const STICKS = 2;

const icons = { running: Loader, done: CircleCheck, stopped: CircleSlash, failed: CircleX } as const;

/** Which logs are taken: all that are looked at, those whose numbers are typed, what lies on a stick, or what a kiosk has. */
type Which = 'all' | 'some' | 'stick' | 'kiosk';

const askSticks = (client: ConsoleLooking) => client.logs.sticks({});

/** Logs of stations, verified while they come: what is wrong stands first. */
export function Logs({ onPackages }: { readonly onPackages: (() => void) | null }) {
  const { t, i18n } = useTranslation('commission');
  const { stations, downloads, scope } = useConsole();
  const { act, busy } = useConsoleAct();
  const language = languageOf(i18n);
  const [which, setWhich] = useState<Which>('all');
  const [typed, setTyped] = useState('');
  const [stick, setStick] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [slip, setSlip] = useState(false);
  const known = useMemo(() => new Set(stations.map(({ station }) => station)), [stations]);
  const numbers = typed.split(/[\s,;]+/).filter(Boolean);
  const unknown = numbers.filter((number) => !known.has(number));
  const chosen = which === 'all' ? stations.map(({ station }) => station) : numbers;
  const running = downloads.find(({ state }) => state === 'running');
  const last = running ?? downloads.at(-1);
  const number = (value: number): string => shownNumber(value, language);
  const begin = (): void =>
    void act((client) =>
      which === 'stick'
        ? client.logs.fromStick({ path: stick ?? '' })
        : which === 'kiosk'
          ? client.logs.fromKiosk({ code })
          : client.logs.fromHub({ stations: which === 'all' ? [] : chosen }),
    );
  const nothing =
    which === 'stick'
      ? stick === null
      : which === 'kiosk'
        ? code.trim() === ''
        : chosen.length === 0 || (which === 'some' && unknown.length > 0);
  return (
    <Frame
      layout="logs"
      other={
        <>
          {onPackages === null ? null : <Button icon={Package} label={t('room.packages')} onPress={onPackages} />}
          <Button icon={ReceiptText} label={t('logs.slip')} onPress={() => setSlip(true)} />
          {running ? (
            <Button
              icon={OctagonX}
              label={t('logs.stop')}
              isDisabled={busy}
              onPress={() => void act((client) => client.logs.stop({ id: running.id }))}
            />
          ) : null}
        </>
      }
      main={
        <Button
          kind="main"
          icon={FolderDown}
          label={
            which === 'stick' || which === 'kiosk'
              ? t(`logs.begin-${which}`)
              : t('logs.begin', { count: number(chosen.length) })
          }
          isDisabled={busy || running !== undefined || nothing}
          onPress={begin}
        />
      }
    >
      <section className="logs-choice">
        <h1>{t('room.logs')}</h1>
        {/* A small screen holds both the choices and what is typed. */}
        {which === 'kiosk' || which === 'stick' ? null : <p>{t('logs.what')}</p>}
        <div className="choices">
          <Button
            label={t(scope === null ? 'logs.all' : 'logs.all-here')}
            detail={t('stations.count', { count: number(stations.length) })}
            chosen={which === 'all'}
            onPress={() => setWhich('all')}
          />
          <Button label={t('logs.some')} chosen={which === 'some'} onPress={() => setWhich('some')} />
          <Button label={t('logs.stick')} chosen={which === 'stick'} onPress={() => setWhich('stick')} />
          <Button label={t('logs.kiosk')} chosen={which === 'kiosk'} onPress={() => setWhich('kiosk')} />
        </div>
        {which === 'some' ? (
          <>
            <Field label={t('logs.numbers')} value={typed} onValue={setTyped} focus />
            {unknown.length === 0 ? null : <p role="alert">{t('logs.unknown', { numbers: unknown.join(', ') })}</p>}
          </>
        ) : null}
        {which === 'stick' ? <Sticks chosen={stick} onStick={setStick} /> : null}
        {which === 'kiosk' ? (
          <Field label={t('logs.kiosk.what')} value={code} onValue={setCode} onEnter={begin} focus />
        ) : null}
      </section>
      <section className="logs-run">
        {last === undefined ? <p className="lead">{t('logs.never')}</p> : <Run run={last} />}
      </section>
      {slip ? <SlipSheet onClose={() => setSlip(false)} /> : null}
    </Frame>
  );
}

/** The sticks that are plugged in now. */
function Sticks({ chosen, onStick }: { readonly chosen: string | null; readonly onStick: (path: string) => void }) {
  const { t } = useTranslation('commission');
  const sticks = useAnswer(askSticks);
  if (sticks === null || sticks.length === 0) return <p>{t('logs.no-stick')}</p>;
  return (
    <ul className="choices">
      {sticks.slice(0, STICKS).map(({ path, name }) => (
        <li key={path}>
          <Button icon={Usb} label={name} detail={path} chosen={path === chosen} onPress={() => onStick(path)} />
        </li>
      ))}
    </ul>
  );
}

/** A download, running or over: how far it is, and what is wrong. */
function Run({ run }: { readonly run: LogsRun }) {
  const { t, i18n } = useTranslation('commission');
  const language = languageOf(i18n);
  const number = (value: number): string => shownNumber(value, language);
  const Icon = icons[run.state];
  const wrong = useMemo(() => byStation(run.wrong), [run.wrong]);
  return (
    <>
      <h2 className={`run-state run-${run.state}`}>
        <Icon className="icon" aria-hidden="true" /> {t(`logs.is.${run.state}`)}
      </h2>
      <progress className="progress" max={run.stations} value={run.done} aria-label={t('logs.progress')} />
      <ul className="facts-row number">
        <li>
          <strong>{number(run.done)}</strong> {t('logs.of', { all: number(run.stations) })} (
          {shownShare(run.stations === 0 ? 0 : run.done / run.stations, language, 0)})
        </li>
        <li>
          <strong>{number(run.events)}</strong> {t('logs.events')}
        </li>
        <li className={wrong.length > 0 ? 'facts-bad' : ''}>
          <strong>{number(wrong.length)}</strong> {t('logs.wrong')}
        </li>
      </ul>
      {run.problem === null ? null : (
        <p role="alert">
          <strong>{problemWords(run.problem, 'happened', i18n)}</strong> {problemWords(run.problem, 'officer', i18n)}
        </p>
      )}
      <p className="run-folder">{t('logs.folder', { folder: run.folder })}</p>
      {wrong.length > 0 ? (
        <Wrong wrong={wrong} />
      ) : run.state === 'done' ? (
        <p className="lead">{t('logs.sound')}</p>
      ) : null}
    </>
  );
}

interface WrongStation {
  readonly station: string;
  readonly findings: readonly LogsFinding[];
}

const byStation = (findings: readonly LogsFinding[]): readonly WrongStation[] => {
  const stations = Map.groupBy(findings, ({ station }) => station);
  return [...stations]
    .map(([station, own]) => ({ station, findings: own }))
    .sort((a, b) => (a.station < b.station ? -1 : 1));
};

const idOf = ({ station }: WrongStation): string => station;

/** Stations in whose logs something is wrong, each in a sentence. */
function Wrong({ wrong }: { readonly wrong: readonly WrongStation[] }) {
  const { t, i18n } = useTranslation('commission');
  const { stations } = useConsole();
  const language = languageOf(i18n);
  const columns = useMemo((): readonly Column<WrongStation>[] => {
    const names = new Map(stations.map(({ station, name }) => [station, name]));
    return [
      {
        id: 'station',
        title: t('column.station'),
        cell: ({ station }) => {
          const name = names.get(station);
          return (
            <span className="grid-place">
              <strong className="number">{station}</strong>
              {name === undefined ? null : <span className="clamp">{inLanguage(name, { language })}</span>}
            </span>
          );
        },
      },
      {
        id: 'wrong',
        title: t('logs.column.wrong'),
        cell: ({ findings }) => (
          <span className="clamp">{findings.map((finding) => findingWords(finding, i18n)).join('; ')}</span>
        ),
      },
    ];
  }, [stations, language, t, i18n]);
  return <Grid label={t('logs.wrong')} layout="wrong-table" columns={columns} rows={wrong} idOf={idOf} />;
}

function findingWords({ cause, seq }: LogsFinding, instance: i18n): string {
  const word = (key: string, values = {}): string => instance.t(key, { ns: 'commission', ...values });
  if (cause === 'missing' && seq !== null) return word('logs.missing-from', { seq });
  const words = word(`logs.cause.${cause}`, { defaultValue: word('logs.cause.other') });
  return seq === null ? words : word('logs.at', { words, seq });
}
