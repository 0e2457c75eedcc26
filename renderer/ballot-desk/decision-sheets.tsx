import { ListRestart, MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { ActScope } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { inLanguage } from '../parts/words.ts';
import { Ratios } from './ratios.tsx';
import { type BallotClient, useBallotDesk } from './zone.ts';

interface DecisionProps {
  readonly protocol: ProtocolView;
  readonly onClose: () => void;
}

/** Something does not balance and stays so: the persons say why, ratio by ratio, and it stands in the protocol. */
export function DiscrepancySheet({ protocol, onClose }: DecisionProps) {
  const { t } = useTranslation('ballot-desk');
  const { approvals } = useBallotDesk();
  const waiting = protocol.missing.find((one) => one.why === 'ratio-broken');
  const broken = protocol.ratios.filter(({ ratio }) => waiting?.why === 'ratio-broken' && ratio.id === waiting.ratio);
  const [one] = broken;
  if (one === undefined) return null;
  return (
    <ApprovalSheet<BallotClient>
      key={one.ratio.id}
      title={t('discrepancy')}
      about={<Ratios protocol={protocol} ratios={broken} />}
      reasons={[t('discrepancy.taken'), t('discrepancy.handed-out'), t('discrepancy.counting')]}
      question={t('discrepancy.ask')}
      approval={approvals.discrepancy}
      action={t('record')}
      ask={(client, { reason, approvers }) =>
        client.results.discrepancy({ protocol: protocol.id, ratio: one.ratio.id, words: reason, approvers })
      }
      onClose={onClose}
    />
  );
}

/** The counts by machine and by hand differ: it is explained, or the ballots were counted again. */
export function ExplainSheet({ protocol, onClose }: DecisionProps) {
  const { t } = useTranslation('ballot-desk');
  const { approvals } = useBallotDesk();
  const [how, setHow] = useState<'explained' | 'recounted' | null>(null);
  if (how === null) {
    return (
      <ActScope subject="explain">
        <Sheet title={t('explain')} onClose={onClose}>
          <CountDifferences protocol={protocol} />
          <p className="sheet-question">{t('explain.how')}</p>
          <div className="choice-row">
            <Button icon={ListRestart} label={t('explain.recounted')} onPress={() => setHow('recounted')} />
            <Button icon={MessageSquareText} label={t('explain.explained')} onPress={() => setHow('explained')} />
          </div>
        </Sheet>
      </ActScope>
    );
  }
  return (
    <ApprovalSheet<BallotClient>
      title={t(`explain.${how}`)}
      reasons={[t('explain.reason.dot'), t('explain.reason.two'), t('explain.reason.counting')]}
      question={t('explain.ask')}
      approval={approvals.discrepancy}
      action={t('record')}
      ask={(client, { reason, approvers }) =>
        client.results.explain({ protocol: protocol.id, how, words: reason, approvers })
      }
      onClose={onClose}
    />
  );
}

/** Differences that a sheet holds; more of them stand in the table of the protocol. */
const MOST = 4;

function CountDifferences({ protocol }: { readonly protocol: ProtocolView }) {
  const { t, i18n } = useTranslation('ballot-desk');
  const rows = protocol.lines.flatMap((line) =>
    [line, ...line.options].flatMap((one) =>
      one.machine !== null && one.hand !== null && one.machine !== one.hand && !('id' in one && line.options.length > 0)
        ? [
            {
              key: `${line.id} ${'key' in one ? one.key : ''}`,
              words: inLanguage('names' in one ? one.names : line.label, i18n),
              ...one,
            },
          ]
        : [],
    ),
  );
  return (
    <dl className="act-facts number">
      {rows.slice(0, MOST).map(({ key, words, machine, hand }) => (
        <div key={key}>
          <dt>{words}</dt>
          <dd>{t('explain.both', { machine: machine ?? 0, hand: hand ?? 0 })}</dd>
        </div>
      ))}
      {rows.length > MOST ? (
        <div>
          <dt>{t('explain.more')}</dt>
          <dd>{rows.length - MOST}</dd>
        </div>
      ) : null}
    </dl>
  );
}

/** A member who does not agree says so in her own words; it goes into the protocol and hinders no signature. */
export function DissentSheet({ protocol, onClose }: DecisionProps) {
  const { t } = useTranslation('ballot-desk');
  return (
    <ApprovalSheet<BallotClient>
      title={t('dissent')}
      reasons={[t('dissent.reason.count'), t('dissent.reason.procedure'), t('dissent.reason.access')]}
      question={t('dissent.ask')}
      approval={{ persons: 1, roles: ['member', 'secretary', 'chair'], including: [] }}
      action={t('record')}
      ask={async (client, { reason, approvers: [by] }) =>
        by
          ? client.results.dissent({ protocol: protocol.id, by, words: reason })
          : { ok: false, error: { code: 'access.unknown-person' } }
      }
      onClose={onClose}
    />
  );
}
