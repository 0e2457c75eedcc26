import { FileText, Printer, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HomeListView, ListView } from '../../main/api/reception-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { PageSheet, pagePrinterOf } from '../parts/page-sheet.tsx';
import { Paged } from '../parts/paged.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { languageOf } from '../parts/words.ts';
import { WriteSheet } from '../parts/write-sheet.tsx';
import { useDesk } from '../parts/zone.ts';

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
        // The list as one sealed page: the receipt printer gives the words that open it.
        <WriteSheet
          title={t('list.stick')}
          what={t('list.stick.what')}
          save={(client, target) => client.list.saveHome({ target })}
          done={() => t('list.stick.done')}
          onClose={() => setSaving(false)}
        />
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
