import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ActNote, useAct } from './act.tsx';
import { Button } from './button.tsx';

/**
 * A sheet over the current step: the step stays visible above it and is where one comes back to.
 * The browser's own modal dialog: it keeps the keyboard inside and the rest inert without any script of ours.
 * Its user puts an ActScope around it, so that a refusal is told on the sheet.
 */
export function Sheet({
  title,
  children,
  main,
  backFirst,
  tells = true,
  onClose,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly main?: ReactNode;
  /** The focus begins on the way back: nothing that is typed or pressed at once does what the sheet asks about. */
  readonly backFirst?: boolean;
  /** False where what it holds tells itself why something was not done. */
  readonly tells?: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('parts');
  // What was asked for is under way, and no way back stops it.
  const { busy } = useAct();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    element.showModal();
    if (backFirst) element.querySelector<HTMLElement>('.actions-back button')?.focus();
  }, [backFirst]);
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
    >
      <h2 id={heading} className="sheet-title">
        {title}
      </h2>
      <div className="sheet-body">{children}</div>
      {tells ? <ActNote /> : null}
      <div className="actions">
        <div className="actions-back">
          <Button kind="quiet" icon={X} label={t('close')} isDisabled={busy} onPress={onClose} />
        </div>
        <div className="actions-main">{main}</div>
      </div>
    </dialog>
  );
}
