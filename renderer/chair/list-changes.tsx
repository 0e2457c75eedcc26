import { GitCompareArrows, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../core/person/dates.ts';
import type { NumbersShown } from '../../core/receipt/list-slip.ts';
import type { ListView } from '../../main/api/reception-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { Sheet } from '../parts/sheet.tsx';
import { languageOf } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { HomeList } from './home-list.tsx';

/** The list in force, and the way to what it changes since the one before. */
export function TheList({ list }: { readonly list: ListView }) {
  const { t, i18n } = useTranslation(['reception', 'home']);
  const { station, person } = useDesk();
  const [open, setOpen] = useState(false);
  const locked = station.stage === 'ready' && (person?.role === 'chair' || person?.role === 'secretary');
  const { changes, home } = list;
  return (
    <section className="list-now">
      <div>
        <p className="lead">{listName(t, list)}</p>
        <p className="soft">{t('list.now', { voters: shownNumber(list.voters, languageOf(i18n)) })}</p>
        {changes === null ? <p className="soft">{t('list.no-changes')}</p> : null}
        {home === null && locked ? <p className="soft">{t('home:list.locked')}</p> : null}
      </div>
      {home === null ? null : <HomeList list={list} home={home} />}
      {changes === null ? null : (
        <Button
          icon={GitCompareArrows}
          label={t('list.changes')}
          detail={`+${changes.added.count}  −${changes.removed.count}  ~${changes.changed.count}`}
          onPress={() => setOpen(true)}
        />
      )}
      {open && changes !== null ? (
        <ActScope subject="list">
          <ChangesSheet list={list} changes={changes} onClose={() => setOpen(false)} />
        </ActScope>
      ) : null}
    </section>
  );
}

function ChangesSheet({
  list,
  changes,
  onClose,
}: {
  readonly list: ListView;
  readonly changes: NonNullable<ListView['changes']>;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation('reception');
  const { act, busy } = useAct();
  const shown = (n: number): string => shownNumber(n, languageOf(i18n));
  return (
    <Sheet
      title={t('list.title')}
      onClose={onClose}
      main={
        <Button
          kind="main"
          icon={Printer}
          label={t('list.print')}
          isDisabled={busy}
          onPress={() => void act((client) => client.list.print({}))}
        />
      }
    >
      <dl className="list-changes">
        <dt>{t('list.former')}</dt>
        <dd className="number">{shown(changes.former)}</dd>
        <dd>
          {listName(t, changes.list)} · {t('list.package', { version: changes.since })}
        </dd>
        <dt>{t('list.after')}</dt>
        <dd className="number">{shown(list.voters)}</dd>
        <dd>
          {listName(t, list)} · {t('list.package', { version: list.package })}
        </dd>
        <Kind name={t('list.added')} shown={changes.added} />
        <Kind name={t('list.removed')} shown={changes.removed} />
        <Kind
          name={t('list.changed')}
          shown={changes.changed}
          detail={Object.entries(changes.fields)
            .map(([field, n]) => `${t(`list.field.${field}`)} ${n}`)
            .join(' · ')}
        />
        <dt>{t('list.renumbered')}</dt>
        <dd className="number">{shown(changes.renumbered)}</dd>
        <dd />
      </dl>
    </Sheet>
  );
}

function Kind({
  name,
  shown,
  detail = '',
}: {
  readonly name: string;
  readonly shown: NumbersShown;
  readonly detail?: string;
}) {
  const { t } = useTranslation('reception');
  const { count, text, left } = shown;
  const numbers = text !== '' && left > 0 ? `${text} ${t('list.left', { n: left })}` : text;
  return (
    <>
      <dt>{name}</dt>
      <dd className="number">{count}</dd>
      <dd>
        {numbers}
        {detail === '' ? null : <span className="soft list-differs">{detail}</span>}
      </dd>
    </>
  );
}

function listName(
  t: (key: string, values: Record<string, unknown>) => string,
  { stage, version, date }: Pick<ListView, 'stage' | 'version' | 'date'>,
): string {
  return t(`list.stage.${stage}`, { version, date: shortDate(date) });
}
