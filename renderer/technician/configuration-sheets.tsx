import { FileCog, Link2, QrCode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../main/api/views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { type LookingClient, useDesk } from '../parts/zone.ts';
import type { Looked } from './configuration-plan.tsx';

const askFiles = (client: LookingClient) => client.configuration.files({});
/** Files that fit on a sheet: the newest come first. */
const SHOWN = 6;

interface Writing {
  readonly onClose: () => void;
  /** Another kiosk's scanner is to read it instead. */
  readonly onCodes: (codes: readonly string[]) => void;
}

/** This kiosk's configuration onto a stick: written, read back and hashed; or as codes on its screen. */
export function WriteConfiguration({ onClose, onCodes }: Writing) {
  const { t } = useTranslation('configuration');
  return (
    <WriteSheet
      title={t('export.title')}
      what={t('export.what')}
      save={(client, target) => client.configuration.export({ target })}
      other={<ShowAsCodes onCodes={onCodes} />}
      onClose={onClose}
    />
  );
}

function ShowAsCodes({ onCodes }: Pick<Writing, 'onCodes'>) {
  const { t } = useTranslation('configuration');
  const { act, busy } = useAct();
  const show = (): void => {
    void act(async (client) => {
      const codes = await client.configuration.codes({});
      if (codes.ok) onCodes(codes.value);
      return codes;
    });
  };
  return <Button icon={QrCode} label={t('codes.show')} isDisabled={busy} onPress={show} />;
}

/** What whoever takes another one must know, by the station's stage. */
const rules: Partial<Record<Stage, 'rule.serving' | 'rule.over'>> = {
  open: 'rule.serving',
  suspended: 'rule.serving',
  finishing: 'rule.serving',
  closed: 'rule.over',
  'handed-over': 'rule.over',
};

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
  const rule = rules[useDesk().station.stage];
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
      {rule === undefined ? null : <p>{t(rule)}</p>}
      <ul className="choices">
        {files?.slice(0, SHOWN).map(({ path, name, invited }) => (
          <li key={path}>
            <Button
              icon={invited ? Link2 : FileCog}
              label={invited ? t('import.invited') : shortName(name)}
              {...(invited ? { detail: shortName(name) } : {})}
              isDisabled={busy}
              onPress={() => look(path)}
            />
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
