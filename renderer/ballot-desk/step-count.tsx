import { FileCheck2, FolderDown, Sigma, Stamp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { BoxFacts } from './box-facts.tsx';
import { CallChair } from './call-chair.tsx';
import { ExportSheet } from './export-sheet.tsx';
import { OpenRecountKey } from './recount.tsx';
import { recountSaid } from './recount-said.ts';
import { StepFrame } from './step-frame.tsx';
import { MobileKey } from './step-mobile.tsx';
import { type BallotClient, useBallotDesk, useMay } from './zone.ts';

/** Marks that the reader was not sure of are decided by persons. */
export function DecideStep({ onAdjudicate }: { readonly onAdjudicate: () => void }) {
  const { t } = useTranslation('ballot-desk');
  const { toDecide } = useBallotDesk();
  const { decides } = useMay();
  return (
    <StepFrame
      title={t('now.adjudicate')}
      lead={t('now.adjudicate.what')}
      back={<MobileKey />}
      main={decides ? <Button kind="main" icon={Stamp} label={t('adjudicate.begin')} onPress={onAdjudicate} /> : null}
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{toDecide ?? 0}</strong>
        <span>{t('adjudicate.left')}</span>
      </p>
      {decides ? null : <CallChair />}
      <BoxFacts />
    </StepFrame>
  );
}

/** The totals are made, by two persons, once nothing is fed any more. */
export function CountStep() {
  const { t } = useTranslation('ballot-desk');
  const { station, approvals } = useBallotDesk();
  const { decides } = useMay();
  const [open, setOpen] = useState(false);
  // Then the ballots that are there are counted if persons say why.
  const differs = station.problems.some(({ code }) => code === 'ballot-store.count-differs');
  return (
    <StepFrame
      title={t('now.count')}
      lead={t('now.count.what')}
      back={<MobileKey />}
      main={decides ? <Button kind="main" icon={Sigma} label={t('count')} onPress={() => setOpen(true)} /> : null}
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{station.sheets}</strong>
        <span>{t('sheets.all')}</span>
      </p>
      {decides ? null : <CallChair />}
      <BoxFacts />
      {open ? (
        <ApprovalSheet<BallotClient>
          title={t('count')}
          reasons={differs ? [t('count.differs.hand'), t('count.differs.disk')] : null}
          about={<p className="sheet-question">{t('count.last')}</p>}
          approval={approvals.count}
          action={t('count')}
          ask={(client, { approvers, reason }) => client.results.count({ approvers, ...(differs ? { reason } : {}) })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </StepFrame>
  );
}

/** Protocols that are still open; when all are signed, the files that leave the zone. */
export function ProtocolStep({
  onProtocols,
  onRecount,
}: {
  readonly onProtocols: () => void;
  readonly onRecount: () => void;
}) {
  const { t } = useTranslation('ballot-desk');
  const { protocols, recount } = useBallotDesk();
  const { decides } = useMay();
  const [exporting, setExporting] = useState(false);
  const open = protocols.filter(({ signed }) => signed === null).length;
  const done = open === 0 && protocols.length > 0;
  const toProtocols = (
    <Button kind={done ? 'plain' : 'main'} icon={FileCheck2} label={t('protocols.open')} onPress={onProtocols} />
  );
  return (
    <StepFrame
      title={t(done ? 'now.done' : 'now.protocol')}
      lead={t(done ? 'now.done.what' : 'now.protocol.what')}
      {...(decides
        ? {
            back: done ? toProtocols : null,
            other: recount === null ? null : <OpenRecountKey onOpen={onRecount} />,
            main: done ? (
              <Button kind="main" icon={FolderDown} label={t('export')} onPress={() => setExporting(true)} />
            ) : (
              toProtocols
            ),
          }
        : {})}
    >
      <p className="ballot-counter" role="status">
        <strong className="number">{protocols.length - open}</strong>
        <span>{t('protocols.signed', { all: protocols.length })}</span>
      </p>
      {recount?.recorded ? <p className="number">{recountSaid(recount.recorded, t)}</p> : null}
      {decides ? null : <CallChair />}
      {exporting ? <ExportSheet onClose={() => setExporting(false)} /> : null}
    </StepFrame>
  );
}
