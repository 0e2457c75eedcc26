import { DoorClosed, ListTodo } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { useDesk } from '../parts/zone.ts';
import { CloseSheet } from './close-sheet.tsx';
import { QuestionsSheet } from './questions-sheet.tsx';

/** The questions of the close first, as long as one is open; then the close, as soon as nothing is in its way. */
export function CloseButton({ kind }: { readonly kind: 'main' | 'plain' }) {
  const { t } = useTranslation(['chair', 'day']);
  const { closing, day } = useDesk();
  const [sheet, setSheet] = useState<'questions' | 'close' | null>(null);
  const blocked = closing?.some((line) => line.state === 'blocked') ?? false;
  const asks = day?.questions.some(({ settled }) => !settled) ?? false;
  return (
    <>
      {asks ? (
        <Button kind={kind} icon={ListTodo} label={t('day:ask')} onPress={() => setSheet('questions')} />
      ) : (
        <Button
          kind={kind}
          icon={DoorClosed}
          label={t('close')}
          isDisabled={blocked}
          onPress={() => setSheet('close')}
        />
      )}
      {sheet === 'questions' ? <QuestionsSheet onClose={() => setSheet(null)} /> : null}
      {sheet === 'close' ? <CloseSheet onClose={() => setSheet(null)} /> : null}
    </>
  );
}
