import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PrinterPicture } from './printer-picture.tsx';

/** What the officer found: a whole slip, a spoiled one or none; or the voter goes without. */
export type TrayAnswer = 'whole' | 'spoiled' | 'none' | 'release';

export function useTrayAnswer(): [TrayAnswer | null, (answer: TrayAnswer | null) => void] {
  return useState<TrayAnswer | null>(null);
}

/** Whether paper came out is unknown to software: the officer looks into the tray and says. */
export function TrayQuestion({
  of = 'officer',
  onAnswer,
}: {
  /** Whose words: a receipt's, or a ballot's. */
  readonly of?: 'officer' | 'sheet';
  readonly onAnswer: (answer: Exclude<TrayAnswer, 'release'>) => void;
}) {
  const { t } = useTranslation([of]);
  return (
    <div className="tray">
      <h1>{t(`${of}:tray.ask`)}</h1>
      <div className="tray-answers">
        <AriaButton className="tray-answer" onPress={() => onAnswer('whole')}>
          <PrinterPicture />
          <span>{t(`${of}:tray.whole`)}</span>
        </AriaButton>
        <AriaButton className="tray-answer" onPress={() => onAnswer('spoiled')}>
          <Tray kind="spoiled" />
          <span>{t(`${of}:tray.spoiled`)}</span>
        </AriaButton>
        <AriaButton className="tray-answer" onPress={() => onAnswer('none')}>
          <Tray kind="none" />
          <span>{t(`${of}:tray.none`)}</span>
        </AriaButton>
      </div>
    </div>
  );
}

/** The printer's mouth with a torn slip, or with nothing. */
function Tray({ kind }: { readonly kind: 'spoiled' | 'none' }) {
  return (
    <svg viewBox="0 0 160 130" className="printer-picture" aria-hidden="true">
      <rect x="14" y="8" width="132" height="34" rx="6" className="picture-body" />
      <path d="M34 34 H126" className="picture-slot" />
      {kind === 'spoiled' ? (
        <>
          <path d="M44 34 V92 L62 76 L72 96 L88 70 L100 90 L116 66 V34" />
          <path d="M56 54 H104" className="picture-line" />
        </>
      ) : null}
      {kind === 'none' ? <path d="M58 66 L102 112 M102 66 L58 112" className="picture-arrow" /> : null}
    </svg>
  );
}
