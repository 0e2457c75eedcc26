import { FileKey2, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateFile, CertificateView } from '../../main/api/provisioning-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';

/** Certificates that fit on a sheet. */
const SHOWN = 5;

/** The commission's root key: from which file, and are its words those on the commission's paper? It is taken once. */
export function CertificateSheet({
  files,
  onClose,
}: {
  readonly files: readonly CertificateFile[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('kit');
  const { act, busy } = useAct();
  const [looked, setLooked] = useState<{ readonly path: string; readonly told: CertificateView } | null>(null);
  const look = (path: string): void => {
    void act(async (client) => {
      const told = await client.provisioning.certificate({ path });
      if (told.ok) setLooked({ path, told: told.value });
      return told;
    });
  };
  if (looked === null) {
    return (
      <Sheet title={t('certificate.title')} onClose={onClose}>
        <p className="sheet-question">{t(files.length === 0 ? 'registration.root.none' : 'certificate.which')}</p>
        <ul className="choices">
          {files.slice(0, SHOWN).map(({ path, name }) => (
            <li key={path}>
              <Button icon={FileKey2} label={name} isDisabled={busy} onPress={() => look(path)} />
            </li>
          ))}
        </ul>
      </Sheet>
    );
  }
  const { root, station, sha256 } = looked.told;
  const take = async (): Promise<void> => {
    if (await act((client) => client.provisioning.accept({ path: looked.path, sha256 }))) onClose();
  };
  return (
    <Sheet
      title={t('certificate.title')}
      main={
        <Button
          kind="main"
          icon={KeyRound}
          label={t('certificate.same')}
          isDisabled={busy}
          onPress={() => void take()}
        />
      }
      onClose={onClose}
    >
      <p>{t('certificate.name', { name: root.name })}</p>
      <ol className="registration-compare">
        {root.words.map((word, place) => (
          // A word may come twice; the list never changes its order.
          <li key={`${place} ${word}`}>{word}</li>
        ))}
      </ol>
      <p>{t('certificate.compare')}</p>
      <p className="number">
        {station === null ? t('certificate.spare') : t('certificate.station', { station })}{' '}
        {root.demo ? t('registration.root.demo') : ''}
      </p>
    </Sheet>
  );
}
