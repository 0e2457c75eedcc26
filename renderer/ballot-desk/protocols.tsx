import { EyeOff, FileCheck2, FilePen, FilePenLine, FolderDown, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { ExportSheet } from './export-sheet.tsx';
import { PagesSheet } from './pages-sheet.tsx';
import { useProtocolName } from './protocol-name.ts';
import { useBallotDesk } from './zone.ts';

/** Protocols that the smallest screen holds. */
const ROWS = 4;

const stateOf = ({
  signed,
  sealed,
  missing,
  correcting,
}: ProtocolView): 'signed' | 'sealed' | 'ready' | 'open' | 'correcting' => {
  if (signed !== null) return 'signed';
  if (correcting !== null) return 'correcting';
  if (sealed) return 'sealed';
  return missing.length === 0 ? 'ready' : 'open';
};
const icons = { signed: FileCheck2, sealed: EyeOff, ready: FilePen, open: FilePen, correcting: FilePenLine } as const;

/** One protocol for each ballot and constituency; the first that is not signed is what comes now. */
export function Protocols({ onProtocol }: { readonly onProtocol: (id: string) => void }) {
  const { t } = useTranslation('ballot-desk');
  const { protocols, pages } = useBallotDesk();
  const nameOf = useProtocolName();
  const [exporting, setExporting] = useState(false);
  const [scanning, setScanning] = useState(false);
  const next = protocols.find(({ signed }) => signed === null);
  const toExport = (kind: 'main' | 'plain') => (
    <Button kind={kind} icon={FolderDown} label={t('export')} onPress={() => setExporting(true)} />
  );
  return (
    <Frame
      layout="log"
      other={
        pages === null ? null : <Button icon={ScanLine} label={t('pages.scan')} onPress={() => setScanning(true)} />
      }
      {...(next === undefined
        ? { main: toExport('main') }
        : {
            main: <Button kind="main" icon={FilePen} label={t('protocols.next')} onPress={() => onProtocol(next.id)} />,
          })}
    >
      <h1>{t('page.protocols')}</h1>
      <Paged items={protocols} size={ROWS} className="choices">
        {(protocol) => {
          const state = stateOf(protocol);
          return (
            <li key={protocol.id}>
              <Button
                icon={icons[state]}
                label={nameOf(protocol)}
                detail={t(`protocol.is.${state}`, { count: protocol.missing.length })}
                onPress={() => onProtocol(protocol.id)}
              />
            </li>
          );
        }}
      </Paged>
      {scanning && pages !== null ? <PagesSheet pages={pages} onClose={() => setScanning(false)} /> : null}
      {exporting ? <ExportSheet onClose={() => setExporting(false)} /> : null}
    </Frame>
  );
}
