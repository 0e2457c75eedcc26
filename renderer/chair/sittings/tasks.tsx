import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Boxes,
  ClipboardList,
  FileQuestion,
  type LucideIcon,
  PackageCheck,
  Undo2,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SittingsTask, SittingsView } from '../../../main/api/sittings-views.ts';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { useDesk } from '../../parts/zone.ts';
import { ApplicantsSheet } from './applicants.tsx';
import { BatchesSheet } from './batches.tsx';
import { ReturnedSheet } from './returned.tsx';
import { TakeSheet, WriteAdmissions } from './stick.tsx';
import { TakenSheet } from './taken.tsx';

const icons: Readonly<Record<SittingsTask, LucideIcon>> = {
  'take-ballots': Boxes,
  applicants: ClipboardList,
  'return-ballots': Undo2,
  write: ArrowUpFromLine,
  take: ArrowDownToLine,
  'not-await': FileQuestion,
  batches: PackageCheck,
};

/** They are about the sitting outside the room, whichever comes now. */
const ofOutside: readonly SittingsTask[] = ['write', 'take', 'not-await', 'batches'];

/** What can be done about the sittings now, each a button with its sheet. */
export function Tasks({ sittings }: { readonly sittings: SittingsView }) {
  const { t } = useTranslation('sittings');
  const [task, setTask] = useState<SittingsTask | null>(null);
  return (
    <>
      {sittings.tasks.map((one) => (
        <li key={one}>
          <Button
            icon={icons[one]}
            label={t(`task.${one}`)}
            {...(ofOutside.includes(one) ? { detail: t('kind.outside') } : {})}
            onPress={() => setTask(one)}
          />
        </li>
      ))}
      {task && <TaskSheet task={task} sittings={sittings} onClose={() => setTask(null)} />}
    </>
  );
}

interface TaskProps {
  readonly task: SittingsTask;
  readonly sittings: SittingsView;
  readonly onClose: () => void;
}

function TaskSheet({ task, sittings, onClose }: TaskProps) {
  switch (task) {
    case 'take-ballots':
      return <TakenSheet boxesMax={sittings.boxesMax} onClose={onClose} />;
    case 'applicants':
      return <ApplicantsSheet granted={sittings.granted} onClose={onClose} />;
    case 'return-ballots':
      return sittings.ballots && <ReturnedSheet ballots={sittings.ballots} onClose={onClose} />;
    case 'write':
      return <WriteAdmissions onClose={onClose} />;
    case 'take':
      return <TakeSheet onClose={onClose} />;
    case 'not-await':
      return <NotAwaitSheet onClose={onClose} />;
    case 'batches':
      return <BatchesSheet list={sittings.list} onClose={onClose} />;
  }
}

/** The day opens although the admissions from outside the room have not arrived: persons decide, and say why. */
function NotAwaitSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('sittings');
  const { approvals } = useDesk();
  return (
    <ApprovalSheet
      title={t('task.not-await')}
      reasons={[t('not-await.late'), t('not-await.broken'), t('not-await.none')]}
      approval={approvals.sittings}
      action={t('not-await.do')}
      ask={(client, given) => client.sittings.notAwait(given)}
      onClose={onClose}
    />
  );
}
