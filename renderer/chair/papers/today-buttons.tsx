import { FileText, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../parts/act.tsx';
import { Button } from '../../parts/button.tsx';
import { PageSheet, pagePrinterOf } from '../../parts/page-sheet.tsx';
import { useDesk } from '../../parts/zone.ts';

/** The next numbered copy of the station's day, for an observer. */
export function PrintToday() {
  const { t } = useTranslation('papers');
  const { act, busy } = useAct();
  return (
    <Button
      kind="main"
      icon={Printer}
      label={t('today.print')}
      isDisabled={busy}
      onPress={() => void act((client) => client.papers.printToday({ on: 'slip' }))}
    />
  );
}

/** The same on A4, where there is a printer for it. */
export function TodayOnPage() {
  const { t } = useTranslation('papers');
  const { station } = useDesk();
  const { busy } = useAct();
  const [page, setPage] = useState(false);
  if (pagePrinterOf(station) === undefined) return null;
  return (
    <>
      <Button icon={FileText} label={t('today.page')} isDisabled={busy} onPress={() => setPage(true)} />
      {page ? (
        <PageSheet
          title={t('today')}
          what={t('today.page.what')}
          print={(client) => client.papers.printToday({ on: 'page' })}
          onClose={() => setPage(false)}
        />
      ) : null}
    </>
  );
}
