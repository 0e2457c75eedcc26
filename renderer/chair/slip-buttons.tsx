import { FileText, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { CopiesSheet } from '../parts/copies-sheet.tsx';
import { PageSheet, pagePrinterOf } from '../parts/page-sheet.tsx';
import { useDesk } from '../parts/zone.ts';

/** Prints more copies of the slip that the stage has, and sheets of A4 where there is a printer for it. */
export function SlipButtons({ slip }: { readonly slip: 'start' | 'final' }) {
  const { t } = useTranslation(['chair', 'day']);
  const { station, day } = useDesk();
  const { act, busy } = useAct();
  const [sheet, setSheet] = useState<'copies' | 'page' | null>(null);
  const [copies, setCopies] = useState(1);
  return (
    <>
      <Button icon={Printer} label={t(`slip.${slip}`)} isDisabled={busy} onPress={() => setSheet('copies')} />
      {pagePrinterOf(station) === undefined ? null : (
        <Button icon={FileText} label={t('slip.on-page')} isDisabled={busy} onPress={() => setSheet('page')} />
      )}
      {sheet === 'copies' ? (
        <CopiesSheet
          title={t(`day:copies.${slip}`)}
          copies={copies}
          most={day?.slipCopies[slip].most ?? 1}
          onCopies={setCopies}
          action={t('day:copies.print')}
          onNext={() => {
            setSheet(null);
            void act((client) => client.day.printCopies({ slip, copies }));
          }}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet === 'page' ? (
        <PageSheet
          title={t(`slip.${slip}.page`)}
          what={t('slip.on-page.what')}
          print={(client) => client.page.print({ slip })}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
