import { FileText, FolderDown, Printer, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeListView, ListView } from '../../main/api/reception-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { PageSheet, pagePrinterOf } from '../parts/page-sheet.tsx';
import { Paged } from '../parts/paged.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import { type LookingClient, useDesk } from '../parts/zone.ts';

const askTargets = (client: LookingClient) => client.station.logTargets({});
/** Parts of the list that fit under one another. */
const SHOWN = 4;

/** The list of voters on paper before the day: on A4, some sheets at a time, or sealed on a stick. */
export function HomeList({ list, home }: { readonly list: ListView; readonly home: HomeListView }) {
  const { t } = useTranslation('home');
  const [open, setOpen] = useState(false);
  const [part, setPart] = useState<number | null>(null);
  const [saving, setSaving] = useState(false);
  const close = (): void => {
    setOpen(false);
    setPart(null);
    setSaving(false);
  };
  const sheets = part === null ? undefined : home.parts[part];
  return (
    <>
      <Button icon={Printer} label={t('list.open')} onPress={() => setOpen(true)} />
      {open && part === null && !saving ? (
        <ActScope subject="home-list">
          <Ways list={list} home={home} onPart={setPart} onSave={() => setSaving(true)} onClose={close} />
        </ActScope>
      ) : null}
      {part === null || sheets === undefined ? null : (
        <PageSheet
          title={t('list.sheets', { from: sheets[0], to: sheets[1] })}
          what={t('list.sheets.what')}
          print={(client) => client.list.printHome({ part })}
          onClose={() => setPart(null)}
        />
      )}
      {saving ? (
        <ActScope subject="home-list-stick">
          <Save onClose={() => setSaving(false)} />
        </ActScope>
      ) : null}
    </>
  );
}

function Ways({
  list,
  home,
  onPart,
  onSave,
  onClose,
}: {
  readonly list: ListView;
  readonly home: HomeListView;
  readonly onPart: (part: number) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation('home');
  const { station } = useDesk();
  const shown = (n: number): string => shownNumber(n, languageOf(i18n));
  const parts = home.parts.map((sheets, part) => ({ sheets, part }));
  return (
    <Sheet
      title={t('list.open')}
      onClose={onClose}
      main={<Button kind="main" icon={Usb} label={t('list.stick')} onPress={onSave} />}
    >
      <p className="sheet-question">
        {t('list.what', { voters: shown(list.voters), elsewhere: shown(home.elsewhere) })}
      </p>
      {pagePrinterOf(station) === undefined ? (
        <p className="soft">{t('list.no-printer')}</p>
      ) : (
        <Paged items={parts} size={SHOWN} className="choices">
          {({ sheets: [from, to], part }) => (
            <li key={part}>
              <Button icon={FileText} label={t('list.sheets', { from, to })} onPress={() => onPart(part)} />
            </li>
          )}
        </Paged>
      )}
    </Sheet>
  );
}

/** The list as one sealed page: the receipt printer gives the words that open it. */
function Save({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['home', 'chair']);
  const { act, busy } = useAct();
  const targets = useAnswer(askTargets);
  const [written, setWritten] = useState<string | null>(null);
  const write = (target: string): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await client.list.saveHome({ target });
      if (answer.ok) setWritten(answer.value.file);
      return answer;
    });
  };
  return (
    <Sheet title={t('list.stick')} onClose={onClose}>
      <p className="sheet-question">{t(targets?.length === 0 ? 'chair:log.no-target' : 'list.stick.what')}</p>
      <ul className="choices">
        {targets?.map(({ path, name, removable }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('chair:log.to', { name })}
              isDisabled={busy}
              onPress={() => write(path)}
            />
          </li>
        ))}
      </ul>
      {written === null ? null : <Notice tone="plain" title={t('list.stick.done')} text={written} />}
    </Sheet>
  );
}
