import { Scale, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../../main/api/views.ts';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { useDesk } from '../../parts/zone.ts';

/** Stages in which nobody is served here, so that the papers can be held against each other. */
const still: readonly Stage[] = ['ready', 'suspended', 'closed', 'handed-over'];

/** Another kiosk served beside this one: it stands here until people have compared the papers of both. */
export function BesideLine() {
  const { t } = useTranslation('copy');
  const { copy, station, approvals } = useDesk();
  const [compared, setCompared] = useState(false);
  if (!copy || copy.beside === null) return null;
  return (
    <>
      <p className="copy-line copy-line-bad" role="status">
        <TriangleAlert className="icon" aria-hidden="true" />
        <span>{t('beside.line', { device: copy.beside })}</span>
      </p>
      {still.includes(station.stage) ? (
        <ul className="choices">
          <li>
            <Button icon={Scale} label={t('beside.do')} onPress={() => setCompared(true)} />
          </li>
        </ul>
      ) : null}
      {compared ? (
        <ApprovalSheet
          title={t('beside.do')}
          question={t('beside.ask')}
          reasons={[t('beside.same'), t('beside.act')]}
          approval={approvals.undo}
          action={t('beside.do')}
          ask={(client, given) => client.copy.reconcile(given)}
          onClose={() => setCompared(false)}
        />
      ) : null}
    </>
  );
}
