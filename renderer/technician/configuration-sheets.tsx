import { FileCog, FolderDown, QrCode, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigurationWritten } from '../../main/api/configuration-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import type { LookingClient } from '../parts/zone.ts';
import type { Looked } from './configuration-plan.tsx';

const askTargets = (client: LookingClient) => client.station.logTargets({});
const askFiles = (client: LookingClient) => client.configuration.files({});
/** Sticks, or files on them, that fit on a sheet: the newest files come first. */
const SHOWN = 6;

interface Writing {
  readonly onClose: () => void;
  /** Another kiosk's scanner is to read it instead. */
  readonly onCodes: (codes: readonly string[]) => void;
}

/** This kiosk's configuration onto a stick: written, read back and hashed. */
export function WriteSheet(sheet: Writing) {
  return (
    <ActScope subject="write">
      <Write {...sheet} />
    </ActScope>
  );
}

function Write({ onClose, onCodes }: Writing) {
  const { t } = useTranslation('configuration');
  const { act, busy } = useAct();
  const targets = useAnswer(askTargets);
  const [written, setWritten] = useState<ConfigurationWritten | null>(null);
  const write = (target: string): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await client.configuration.export({ target });
      if (answer.ok) setWritten(answer.value);
      return answer;
    });
  };
  const show = (): void => {
    void act(async (client) => {
      const codes = await client.configuration.codes({});
      if (codes.ok) onCodes(codes.value);
      return codes;
    });
  };
  return (
    <Sheet title={t('export.title')} onClose={onClose}>
      <p className="sheet-question">{t(targets?.length === 0 ? 'export.none' : 'export.what')}</p>
      <ul className="choices">
        {targets?.slice(0, SHOWN).map(({ path, name, removable }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('export.to', { name })}
              isDisabled={busy}
              onPress={() => write(path)}
            />
          </li>
        ))}
        <li>
          <Button icon={QrCode} label={t('codes.show')} isDisabled={busy} onPress={show} />
        </li>
      </ul>
      {written === null ? null : (
        <Notice tone="plain" title={t('export.done', { file: written.file })}>
          <p className="hash number">{`SHA-256 ${written.sha256.match(/.{1,8}/g)?.join(' ')}`}</p>
        </Notice>
      )}
    </Sheet>
  );
}

interface Taking {
  readonly onLooked: (looked: Looked) => void;
  /** It stands on another kiosk's screen. */
  readonly onRead: () => void;
  readonly onClose: () => void;
}

/** Which of the configurations on sticks is it? It is looked at first. */
export function TakeSheet(sheet: Taking) {
  return (
    <ActScope subject="take">
      <Take {...sheet} />
    </ActScope>
  );
}

function Take({ onLooked, onRead, onClose }: Taking) {
  const { t } = useTranslation('configuration');
  const { act, busy } = useAct();
  const files = useAnswer(askFiles);
  const look = (path: string): void => {
    void act(async (client) => {
      const plan = await client.configuration.look({ path });
      if (plan.ok) onLooked({ path, plan: plan.value });
      return plan;
    });
  };
  return (
    <Sheet title={t('import.title')} onClose={onClose}>
      <p className="sheet-question">{t(files?.length === 0 ? 'import.none' : 'import.what')}</p>
      <ul className="choices">
        {files?.slice(0, SHOWN).map(({ path, name }) => (
          <li key={path}>
            <Button icon={FileCog} label={shortName(name)} isDisabled={busy} onPress={() => look(path)} />
          </li>
        ))}
        <li>
          <Button icon={QrCode} label={t('scan.read')} isDisabled={busy} onPress={onRead} />
        </li>
      </ul>
    </Sheet>
  );
}

/** What tells files apart: whose it is, and when it was written. */
const shortName = (name: string): string => name.replace(/^taanuu-configuration-?/, '').replace(/\.json$/, '');
