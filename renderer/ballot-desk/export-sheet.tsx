import { FileCheck2, FolderDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Paged } from '../parts/paged.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useBallotAct, useBallotDesk } from './zone.ts';

/** Files that the smallest screen holds. */
const ROWS = 6;

/** The files of the results leave the zone, sealed or signed; they are named when they lie on the other side. */
export function ExportSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <ActScope subject="export">
      <Export onClose={onClose} />
    </ActScope>
  );
}

function Export({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('ballot-desk');
  const { protocols } = useBallotDesk();
  const { act, busy } = useBallotAct();
  const sealed = protocols.find((one) => one.sealed);
  const [files, setFiles] = useState<readonly string[] | null>(null);
  const write = (): void =>
    void act(async (client) => {
      const answer = await client.results.export({});
      if (answer.ok) setFiles(answer.value.files);
      return answer;
    });
  return (
    <Sheet
      title={t('export')}
      onClose={onClose}
      main={<Button kind="main" icon={FolderDown} label={t('export')} isDisabled={busy} onPress={write} />}
    >
      <p className="sheet-question">{t('export.what')}</p>
      {sealed === undefined ? null : <p>{t(sealed.stays ? 'export.stays' : 'export.sealed')}</p>}
      {files === null ? null : (
        <section role="status">
          <h3>{t('export.done')}</h3>
          <Paged items={files} size={ROWS} className="export-files">
            {(file) => (
              <li key={file} className="number">
                <FileCheck2 className="icon" aria-hidden="true" />
                {file}
              </li>
            )}
          </Paged>
        </section>
      )}
    </Sheet>
  );
}
