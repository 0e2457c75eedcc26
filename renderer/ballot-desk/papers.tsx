import { Printer, ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate, localTime, shortDate } from '../../core/person/dates.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { NoPrinter } from './no-printer.tsx';
import { useBallotAct, useBallotDesk } from './zone.ts';

/** Papers that the smallest screen holds. */
const ROWS = 4;

/** What was printed of the box's day: a paper that jammed, or of which somebody wants another, comes out once more. */
export function Papers() {
  const { t } = useTranslation('ballot-desk');
  const { papers, devices, station } = useBallotDesk();
  const { act, busy } = useBallotAct();
  const [chosen, setChosen] = useState<string | null>(null);
  const hasPrinter = devices.some(({ kind }) => kind === 'page-printer');
  const file = papers.find((paper) => paper.file === chosen)?.file ?? papers[0]?.file;
  return (
    <Frame
      layout="log"
      main={
        <Button
          kind="main"
          icon={Printer}
          label={t('paper.again')}
          isDisabled={busy || !hasPrinter || file === undefined}
          onPress={() => file !== undefined && void act((client) => client.papers.again({ file }))}
        />
      }
    >
      <h1>{t('page.papers')}</h1>
      <Paged items={papers} size={ROWS} className="choices">
        {(paper) => (
          <li key={paper.file}>
            <Button
              icon={ReceiptText}
              label={t(`paper.${paper.paper}`)}
              detail={`${shortDate(localDate(paper.made, station.zone))} ${localTime(paper.made, station.zone)}`}
              chosen={paper.file === file}
              isDisabled={busy}
              onPress={() => setChosen(paper.file)}
            />
          </li>
        )}
      </Paged>
      <NoPrinter />
    </Frame>
  );
}
