import { CircleCheck, ClipboardCheck, FileDown, FileText, OctagonX, Printer, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import { ok } from '../../core/problem/result.ts';
import { checkWords } from '../../main/api/readiness-words.ts';
import type { ReadinessLine, ReadinessReport } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { PageSheet, pagePrinterOf } from '../parts/page-sheet.tsx';
import { languageOf, problemWords } from '../parts/words.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { useDesk } from '../parts/zone.ts';
import { useDeviceName } from './device-name.ts';
import { printerIsFree } from './trying.ts';

const icons = { good: CircleCheck, warn: TriangleAlert, bad: OctagonX } as const;
/** A line looks as on the chair's lists. */
const looks = { good: 'check-done', warn: 'check-difference', bad: 'check-blocked' } as const;
const states = ['bad', 'warn', 'good'] as const;

/** Everything that must be well before the station opens, on one page: what is red stands at the top. */
export function Readiness() {
  const { t, i18n } = useTranslation(['technician', 'parts']);
  const { station } = useDesk();
  const { act, busy } = useAct();
  const free = printerIsFree(station.stage);
  const [report, setReport] = useState<ReadinessReport | null>(null);
  const [sheet, setSheet] = useState<'file' | 'page' | null>(null);
  const onPage = pagePrinterOf(station) !== undefined;
  // Screen, paper and file are one report.
  const first = report === null ? t('readiness.first') : undefined;
  const shown = { at: report?.at ?? null, language: languageOf(i18n) };
  return (
    <Frame
      layout="readiness"
      back={
        <>
          <Button
            icon={Printer}
            label={t('readiness.print')}
            {...detailOf(free ? first : t('readiness.print.served'))}
            isDisabled={busy || report === null || !free}
            onPress={() => void act((client) => client.device.printReadiness({ at: shown.at }), t('parts:printed'))}
          />
          {onPage ? (
            <Button
              icon={FileText}
              label={t('readiness.on-page')}
              {...detailOf(first)}
              isDisabled={busy || report === null}
              onPress={() => setSheet('page')}
            />
          ) : null}
        </>
      }
      other={
        <Button
          icon={FileDown}
          label={t('readiness.save')}
          {...detailOf(first)}
          isDisabled={busy || report === null}
          onPress={() => setSheet('file')}
        />
      }
      main={
        <Button
          kind="main"
          icon={ClipboardCheck}
          label={t(report === null ? 'readiness.make' : 'readiness.again')}
          isDisabled={busy}
          onPress={() =>
            void act(async (client) => {
              setReport(await client.device.readiness({}));
              return ok(null);
            })
          }
        />
      }
    >
      <h1>{t('page.readiness')}</h1>
      {sheet === 'file' ? (
        <WriteSheet
          title={t('readiness.save')}
          what={t('readiness.save.what')}
          save={(client, target) => client.device.saveReadiness({ ...shown, target })}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'page' ? (
        <PageSheet
          title={t('readiness.on-page.title')}
          what={t('readiness.on-page.what')}
          print={(client) => client.page.readiness(shown)}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {report === null ? (
        <>
          <p className="lead">{t('readiness.what')}</p>
          {free ? null : <p>{t(onPage ? 'readiness.print.when.page' : 'readiness.print.when')}</p>}
        </>
      ) : (
        <>
          <p className="lead number">
            {t('readiness.found', {
              time: localTime(report.at, station.zone),
              ...Object.fromEntries(states.map((state) => [state, count(report, state)])),
            })}
          </p>
          <ul className="checklist">
            {report.lines
              .filter(({ state }) => state !== 'good')
              .map((line) => (
                <Line key={line.check} line={line} />
              ))}
          </ul>
          {/* What is well needs no room of its own: it is there to be seen that it was looked at. */}
          <ul className="readiness-well">
            {report.lines
              .filter(({ state }) => state === 'good')
              .map((line) => (
                <Well key={line.check} line={line} />
              ))}
          </ul>
          <p className="soft small number">
            {t('readiness.program', { version: report.version, hash: report.program.slice(0, 16) })}
          </p>
        </>
      )}
    </Frame>
  );
}

const detailOf = (detail: string | undefined) => (detail === undefined ? {} : { detail });

const count = ({ lines }: ReadinessReport, state: ReadinessLine['state']): number =>
  lines.filter((line) => line.state === state).length;

function useCheckName(): (check: string) => string {
  const { t } = useTranslation(['technician', 'chair']);
  const deviceName = useDeviceName();
  return (check) => {
    const { key, about } = checkWords(check);
    return t(key, { name: deviceName(about) });
  };
}

function Well({ line: { check } }: { readonly line: ReadinessLine }) {
  const name = useCheckName();
  const Icon = icons.good;
  return (
    <li>
      <Icon className="icon" aria-hidden="true" />
      {name(check)}
    </li>
  );
}

function Line({ line: { check, state, problem, detail } }: { readonly line: ReadinessLine }) {
  const { t, i18n } = useTranslation('technician');
  const name = useCheckName();
  const Icon = icons[state];
  return (
    <li className={`check ${looks[state]}`}>
      <Icon className="icon" aria-hidden="true" />
      <span className="check-item">
        {name(check)}
        {problem === null ? null : (
          <span className="check-problem">
            {problemWords(problem, 'happened', i18n)} {problemWords(problem, 'technician', i18n)}
          </span>
        )}
      </span>
      <span className="check-detail number">{detail ?? ''}</span>
      <span className="check-state">{t(`readiness.${state}`)}</span>
    </li>
  );
}
