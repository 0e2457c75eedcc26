import { OctagonX, PackageCheck, PackagePlus, PenLine, SendToBack, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MakingRows } from '../../main/api/console-views.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Making } from './making.tsx';
import { PackagePage } from './package-page.tsx';
import { PlaceSheet } from './place-sheet.tsx';
import { SignSheet } from './sign-sheet.tsx';
import { type ConsoleLooking, useConsole, useConsoleAct } from './zone.ts';

/** Sources that the smallest screen holds. */
const SOURCES = 3;

const askSources = (client: ConsoleLooking) => client.packages.sources({});
const askRows = (client: ConsoleLooking): Promise<MakingRows | null> => client.packages.rows({});

/** Packages: made of a folder, looked at, signed by two, and sent out. */
export function Packages() {
  const { t } = useTranslation('commission');
  const { packages, stations, election } = useConsole();
  const { act, busy } = useConsoleAct();
  const [source, setSource] = useState<string | null>(null);
  const [station, setStation] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const [sheet, setSheet] = useState<'sign' | 'out' | 'take' | null>(null);
  const sources = useAnswer(askSources);
  const state = packages?.making?.state;
  const turn = (packages?.making?.made ?? 0) + (packages?.making?.failed ?? 0) + (packages?.acts.length ?? 0);
  const rows = useAnswer(askRows, turn);
  if (packages === null) return null;
  const { making, signs } = packages;
  const chosen = source ?? (sources?.length === 1 ? (sources[0]?.path ?? null) : null);
  const known = station === '' || stations.some((row) => row.station === station);
  const running = state === 'running';
  const waits = !running && making !== null && making.made > 0 && making.state !== 'signed';
  const row = rows?.packages.find((one) => one.station === open);
  if (open !== null && row) return <PackagePage row={row} onBack={() => setOpen(null)} />;
  return (
    <Frame
      layout="packages-made"
      other={
        <>
          {running ? (
            <Button
              icon={OctagonX}
              label={t('packages.stop')}
              isDisabled={busy}
              onPress={() => void act((client) => client.packages.stop({}))}
            />
          ) : null}
          {waits && signs === 'here' ? (
            <Button icon={PenLine} label={t('packages.sign')} onPress={() => setSheet('sign')} />
          ) : null}
          {waits && signs === 'elsewhere' ? (
            <Button icon={PackageCheck} label={t('packages.take')} onPress={() => setSheet('take')} />
          ) : null}
          {!running && making !== null && making.made > 0 ? (
            <Button icon={SendToBack} label={t('packages.out')} onPress={() => setSheet('out')} />
          ) : null}
        </>
      }
      main={
        <Button
          kind="main"
          icon={PackagePlus}
          label={t('packages.begin')}
          isDisabled={busy || running || chosen === null || !known}
          onPress={() =>
            void act((client) =>
              client.packages.begin({ path: chosen ?? '', station: station === '' ? null : station }),
            )
          }
        />
      }
    >
      <section className="logs-choice">
        <h1>{t('room.packages')}</h1>
        <p>{t('packages.what')}</p>
        {signs === 'here' && election.mode === 'official' ? (
          <Notice tone="warn" title={t('packages.root-here')} />
        ) : null}
        {sources === null ? null : sources.length === 0 ? (
          <p>{t('packages.no-source')}</p>
        ) : (
          <ul className="choices" aria-label={t('packages.source')}>
            {sources.slice(0, SOURCES).map(({ path, name }) => (
              <li key={path}>
                <Button
                  icon={Usb}
                  label={name}
                  detail={path}
                  chosen={path === chosen}
                  onPress={() => setSource(path)}
                />
              </li>
            ))}
          </ul>
        )}
        <Field label={t('packages.station')} value={station} onValue={(typed) => setStation(typed.trim())} />
        {known ? null : <p role="alert">{t('logs.unknown', { numbers: station })}</p>}
      </section>
      <section className="logs-run">
        <Making packages={packages} rows={rows} onPackage={setOpen} />
      </section>
      {sheet === 'sign' && making ? <SignSheet count={making.made} onClose={() => setSheet(null)} /> : null}
      {sheet === 'out' || sheet === 'take' ? (
        <PlaceSheet which={sheet} rows={rows?.packages ?? []} onClose={() => setSheet(null)} />
      ) : null}
    </Frame>
  );
}
