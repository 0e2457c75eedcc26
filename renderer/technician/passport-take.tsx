import { FileCheck, NotebookPen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate, shortDate } from '../../core/person/dates.ts';
import type { PassportFileView, PassportView } from '../../main/api/passport-views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useDesk } from '../parts/zone.ts';

/** Files that fit on a sheet. */
const SHOWN = 5;

/** A passport from another kiosk, or from before a repair: whose it is is seen before it is taken in. */
export function TakePassport({
  files,
  onClose,
}: {
  readonly files: PassportView['files'];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('kit');
  const { zone } = useDesk().station;
  const { act, busy } = useAct();
  const [looked, setLooked] = useState<{ readonly path: string; readonly told: PassportFileView } | null>(null);
  const look = (path: string): void => {
    void act(async (client) => {
      const told = await client.passport.inspect({ path });
      if (told.ok) setLooked({ path, told: told.value });
      return told;
    });
  };
  if (looked === null) {
    return (
      <Sheet title={t('passport.take')} onClose={onClose}>
        <p className="sheet-question">{t(files.length === 0 ? 'passport.take.none' : 'passport.take.which')}</p>
        <ul className="choices">
          {files.slice(0, SHOWN).map(({ path, name }) => (
            <li key={path}>
              <Button icon={NotebookPen} label={name} isDisabled={busy} onPress={() => look(path)} />
            </li>
          ))}
        </ul>
      </Sheet>
    );
  }
  const { by, signer, at, notes, fresh, sha256 } = looked.told;
  const take = async (): Promise<void> => {
    if (await act((client) => client.passport.take({ path: looked.path, sha256 }))) onClose();
  };
  return (
    <Sheet
      title={t('passport.take')}
      main={
        <Button
          kind="main"
          icon={FileCheck}
          label={t('passport.take.do', { fresh })}
          isDisabled={busy || fresh === 0}
          onPress={() => void take()}
        />
      }
      onClose={onClose}
    >
      <Notice tone={signer === 'stranger' ? 'warn' : 'plain'} title={t(`passport.signer.${signer}`)}>
        <p className="number">{t('passport.take.by', { serial: by.serial, day: shortDate(localDate(at, zone)) })}</p>
        <p>
          <strong>{by.words.join(' · ')}</strong>
        </p>
      </Notice>
      <p className="number">{t('passport.take.notes', { notes, fresh })}</p>
    </Sheet>
  );
}
