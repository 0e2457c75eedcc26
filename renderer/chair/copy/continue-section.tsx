import { HardDriveDownload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CopyFileView } from '../../../main/api/copy-views.ts';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { type LookingClient, useDesk } from '../../parts/zone.ts';

const askFiles = (client: LookingClient) => client.copy.predecessors({});

/** A blank kiosk may go on from the copy of one that is gone. Shown where such a copy is plugged in. */
export function ContinueSection() {
  const { t } = useTranslation('copy');
  const { approvals } = useDesk();
  const files = useAnswer(askFiles);
  const [chosen, setChosen] = useState<CopyFileView | null>(null);
  if (!files || files.length === 0) return null;
  return (
    <section>
      <h2>{t('continue')}</h2>
      <p>{t('continue.what')}</p>
      <ul className="choices">
        {files.map((file) => (
          <li key={`${file.folder}/${file.name}`}>
            <Button
              icon={HardDriveDownload}
              label={t('continue.from', { device: file.device })}
              onPress={() => setChosen(file)}
            />
          </li>
        ))}
      </ul>
      {chosen ? (
        <ApprovalSheet
          title={t('continue.from', { device: chosen.device })}
          reasons={null}
          approval={approvals.open}
          action={t('continue')}
          ask={(client, { approvers }) => client.copy.continue({ file: `${chosen.folder}/${chosen.name}`, approvers })}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </section>
  );
}
