import { DoorClosed, DoorOpen, FileDown, FileText, Pause, Play, Printer, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { useStationTime } from '../parts/clock.tsx';
import { Frame } from '../parts/frame.tsx';
import { PageSheet, pagePrinterOf } from '../parts/page-sheet.tsx';
import { useDesk } from '../parts/zone.ts';
import { Checklist } from './checklist.tsx';

type Sheet = 'open' | 'suspend' | 'close' | 'page';

/** What the station's stage asks of the chair: one list to open, one to close, and the way between. */
export function Duty({ onLog }: { readonly onLog: () => void }) {
  const { t } = useTranslation('chair');
  const { station, opening, closing, noticed, approvals } = useDesk();
  const { act, busy } = useAct();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const { stage } = station;
  const closes = station.election?.closes ?? '';
  // Before its hour the end of the day is no next thing to do, and so not the largest button of the screen.
  const over = useStationTime(station) >= closes;
  const list = stage === 'ready' ? opening : closing;
  const blocked = list?.some((line) => line.state === 'blocked') ?? false;

  const slip = (kind: 'start' | 'final') => (
    <>
      <Button
        icon={Printer}
        label={t(`slip.${kind}`)}
        isDisabled={busy}
        onPress={() => void act((client) => client.station.printSlip({ slip: kind }))}
      />
      {pagePrinterOf(station) === undefined ? null : (
        <Button icon={FileText} label={t('slip.on-page')} isDisabled={busy} onPress={() => setSheet('page')} />
      )}
    </>
  );
  // The slip that the stage has: the final one after the close, before it the start one.
  const pageSlip = stage === 'closed' ? 'final' : 'start';
  const suspend = <Button icon={Pause} label={t('suspend')} onPress={() => setSheet('suspend')} />;
  const close = (kind: 'main' | 'plain') => (
    <Button kind={kind} icon={DoorClosed} label={t('close')} isDisabled={blocked} onPress={() => setSheet('close')} />
  );

  const actions = {
    unprovisioned: {},
    ready: {
      main: (
        <Button kind="main" icon={DoorOpen} label={t('open')} isDisabled={blocked} onPress={() => setSheet('open')} />
      ),
    },
    open: {
      back: slip('start'),
      other: suspend,
      main: (
        <Button
          kind={over ? 'main' : 'plain'}
          icon={UsersRound}
          label={t('finish')}
          isDisabled={busy}
          onPress={() => void act((client) => client.station.finish({}))}
        />
      ),
    },
    suspended: {
      back: slip('start'),
      other: close('plain'),
      main: (
        <Button
          kind="main"
          icon={Play}
          label={t('resume')}
          isDisabled={busy}
          onPress={() => void act((client) => client.station.resume({}))}
        />
      ),
    },
    finishing: { back: slip('start'), other: suspend, main: close('main') },
    closed: {
      back: slip('final'),
      main: <Button kind="main" icon={FileDown} label={t('to-log')} onPress={onLog} />,
    },
  }[stage];

  return (
    <Frame layout="duty" {...actions}>
      <h1>{t(`duty.${stage}`)}</h1>
      <p className="lead">{t(`duty.what.${stage}`, { time: closes })}</p>
      {noticed.length === 0 ? null : (
        <section>
          <h2>{t('noticed')}</h2>
          <Checklist lines={noticed} />
        </section>
      )}
      {list === null ? null : <Checklist lines={list} />}
      {sheet === 'open' ? (
        <ApprovalSheet
          title={t('open')}
          reasons={null}
          approval={approvals.open}
          action={t('open')}
          ask={(client, { approvers }) => client.station.open({ approvers })}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'page' ? (
        <PageSheet
          title={t(`slip.${pageSlip}.page`)}
          what={t('slip.on-page.what')}
          print={(client) => client.page.print({ slip: pageSlip })}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'suspend' ? (
        <ApprovalSheet
          title={t('suspend')}
          reasons={[t('suspend.reason.power'), t('suspend.reason.device'), t('suspend.reason.order')]}
          approval={null}
          action={t('suspend')}
          ask={(client, { reason }) => client.station.suspend({ reason })}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'close' ? (
        <ApprovalSheet
          title={t('close')}
          reasons={null}
          approval={approvals.close}
          action={t('close')}
          ask={(client, { approvers }) => client.station.close({ approvers })}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </Frame>
  );
}
