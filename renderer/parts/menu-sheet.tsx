import { LogOut, PackagePlus, Printer, RotateCcw, Undo2, UserCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { LoadPaperSheet } from './load-paper-sheet.tsx';
import { LookChoices } from './look-choices.tsx';
import { ReturnSheet } from './return-sheet.tsx';
import { Sheet } from './sheet.tsx';
import { ShiftChangeSheet } from './shift-change-sheet.tsx';
import { UndoSheet } from './undo-sheet.tsx';
import { useDesk } from './zone.ts';

/** Roles that may ask for an undo, and the stages in which there is something to undo. */
const undoing = { roles: ['officer', 'chair', 'secretary'], stages: ['open', 'suspended', 'finishing'] };

/** Stages in which the next operator may take over. */
const serving = ['open', 'finishing'];

/** What is wanted rarely: language, the look of the screen, undo, the way out. */
export function MenuSheet({ onClose }: { readonly onClose: () => void }) {
  const [sheet, setSheet] = useState<'undo' | 'shift' | 'paper' | 'return' | null>(null);
  if (sheet === 'undo') return <UndoSheet onClose={onClose} />;
  if (sheet === 'paper') return <LoadPaperSheet onClose={onClose} />;
  if (sheet === 'return') return <ReturnSheet onClose={onClose} />;
  if (sheet === 'shift') return <ShiftChangeSheet onClose={onClose} />;
  return (
    <ActScope subject="menu">
      <MenuChoices
        onClose={onClose}
        onUndo={() => setSheet('undo')}
        onShift={() => setSheet('shift')}
        onPaper={() => setSheet('paper')}
        onReturn={() => setSheet('return')}
      />
    </ActScope>
  );
}

interface MenuChoicesProps {
  readonly onClose: () => void;
  readonly onUndo: () => void;
  readonly onShift: () => void;
  readonly onPaper: () => void;
  readonly onReturn: () => void;
}

function MenuChoices({ onClose, onUndo, onShift, onPaper, onReturn }: MenuChoicesProps) {
  const { t } = useTranslation(['parts', 'people', 'sheet']);
  const { person, station, step, shifts, ballotPaper } = useDesk();
  const { act, busy } = useAct();
  const serves = person?.role === 'officer' && serving.includes(station.stage);
  const owed = shifts.findLast(({ until, slip }) => until !== null && (slip === 'no' || slip === null));
  const mayUndo = person && undoing.roles.includes(person.role) && undoing.stages.includes(station.stage);
  const signOut = async (): Promise<void> => {
    if (await act((client) => client.access.signOut({}))) onClose();
  };
  return (
    <Sheet
      title={t('menu')}
      onClose={onClose}
      main={
        person ? (
          <div className="choice-row">
            {owed ? (
              <Button
                icon={Printer}
                label={t('people:shift.print')}
                isDisabled={busy}
                onPress={() => void act((client) => client.shift.print({ shift: owed.number }))}
              />
            ) : null}
            {serves ? (
              <Button
                icon={UserCheck}
                label={t('people:shift.change')}
                // Between voters only: whoever began with a voter ends with her.
                isDisabled={step.at !== 'idle'}
                onPress={onShift}
              />
            ) : null}
            {ballotPaper && person.role === 'officer' ? (
              <Button
                icon={RotateCcw}
                label={t('sheet:return.open')}
                // Her ballot is printed at the desk, where nobody else stands.
                isDisabled={step.at !== 'idle'}
                onPress={onReturn}
              />
            ) : null}
            {ballotPaper ? <Button icon={PackagePlus} label={t('sheet:paper')} onPress={onPaper} /> : null}
            <Button icon={LogOut} label={t('sign-out')} onPress={() => void signOut()} />
          </div>
        ) : undefined
      }
    >
      <LookChoices />
      {mayUndo ? (
        <>
          <h3>{t('undo.title')}</h3>
          <div className="choice-row">
            <Button icon={Undo2} label={t('undo.open')} onPress={onUndo} />
          </div>
        </>
      ) : null}
    </Sheet>
  );
}
