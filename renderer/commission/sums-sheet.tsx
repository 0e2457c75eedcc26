import { FileOutput } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useConsoleAct } from './zone.ts';

/** Before sums are written for the public: what goes in, and a note that is kept with them. */
export function SumsSheet(of: {
  readonly onClose: () => void;
  readonly onWritten: (files: readonly string[]) => void;
}) {
  return (
    <ActScope subject="sums">
      <Note {...of} />
    </ActScope>
  );
}

function Note({
  onClose,
  onWritten,
}: {
  readonly onClose: () => void;
  readonly onWritten: (files: readonly string[]) => void;
}) {
  const { t } = useTranslation('protocols');
  const { act, busy } = useConsoleAct();
  const [note, setNote] = useState('');
  const write = async (): Promise<void> => {
    const isDone = await act(async (client) => {
      const answer = await client.results.export({ note: note.trim() });
      if (answer.ok) onWritten(answer.value.files);
      return answer;
    });
    if (isDone) onClose();
  };
  return (
    <Sheet
      title={t('sums.write')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={FileOutput}
          label={t('sums.write-now')}
          isDisabled={busy || note.trim() === ''}
          onPress={() => void write()}
        />
      }
    >
      <p className="lead">{t('sums.what')}</p>
      <Field label={t('sums.note')} value={note} onValue={setNote} onEnter={() => void write()} focus />
    </Sheet>
  );
}
