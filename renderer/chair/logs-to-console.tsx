import { FolderOutput, OctagonX, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogsOfferView } from '../../main/api/network-views.ts';
import { ActScope, useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Code } from '../parts/device-code.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { Sheet } from '../parts/sheet.tsx';
import { languageOf } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';

/** Opens the logs of the station to the commission's console in the same network; nothing where this kiosk has no network. */
export function LogsToConsole() {
  const { t } = useTranslation('kiosks');
  const { logs } = useDesk();
  const { act, busy } = useAct();
  const [open, setOpen] = useState(false);
  if (logs === null) return null;
  const look = async (): Promise<void> => {
    if (logs.offer !== null || (await act((client) => client.kiosks.openLogs({})))) setOpen(true);
  };
  return (
    <>
      <Button icon={FolderOutput} label={t('logs.open')} isDisabled={busy} onPress={() => void look()} />
      {open ? (
        <ActScope subject="logs">
          <LogsSheet offer={logs.offer} onClose={() => setOpen(false)} />
        </ActScope>
      ) : null}
    </>
  );
}

/** Twelve digits as people read them out. */
const inFours = (digits: string): string => digits.replace(/(\d{4})(?=\d)/g, '$1 ');

function LogsSheet({ offer, onClose }: { readonly offer: LogsOfferView | null; readonly onClose: () => void }) {
  const { t } = useTranslation('kiosks');
  const { act, busy } = useAct();
  const isOver = offer === null || offer.state === 'done' || offer.state === 'port-taken';
  const shut = async (): Promise<void> => {
    if (await act((client) => client.kiosks.shutLogs({}))) onClose();
  };
  // How it ended is told until somebody has seen it.
  const close = (): void => {
    if (offer !== null && isOver) void shut();
    else onClose();
  };
  return (
    <Sheet
      title={t('logs.title')}
      onClose={close}
      main={
        isOver ? (
          <Button
            kind="main"
            icon={RefreshCw}
            label={t('logs.again')}
            isDisabled={busy}
            onPress={() => void act((client) => client.kiosks.openLogs({}))}
          />
        ) : (
          <Button icon={OctagonX} label={t('logs.shut')} isDisabled={busy} onPress={() => void shut()} />
        )
      }
    >
      {isOver ? <Over offer={offer} /> : <Offer offer={offer} />}
    </Sheet>
  );
}

function Over({ offer }: { readonly offer: LogsOfferView | null }) {
  const { t, i18n } = useTranslation('kiosks');
  if (offer?.state === 'done') {
    return (
      <p className="lead" role="status">
        {t('logs.over.done', { of: shownNumber(offer.of, languageOf(i18n)) })}
      </p>
    );
  }
  return (
    <p className="lead" role="alert">
      {t(offer === null ? 'logs.over.time' : 'logs.over.port-taken')}
    </p>
  );
}

function Offer({ offer: { text, at, digits, minutes, state, guessed, given, of } }: { readonly offer: LogsOfferView }) {
  const { t, i18n } = useTranslation('kiosks');
  const number = (value: number): string => shownNumber(value, languageOf(i18n));
  return (
    <div className="invitation">
      <p className="lead">{t('logs.what')}</p>
      <Code content={text} label={t('logs.code')} />
      <dl className="network-facts">
        <div>
          <dt>{t('invite.at')}</dt>
          <dd className="number copyable">{at.join(', ')}</dd>
        </div>
        <div>
          <dt>{t('invite.digits')}</dt>
          <dd className="number invitation-digits">{inFours(digits)}</dd>
        </div>
        <div>
          <dt>{t('logs.state')}</dt>
          <dd>
            <span role="status">
              {state === 'open'
                ? t('logs.state.open', { minutes })
                : t('logs.state.reading', { given: number(given), of: number(of) })}
            </span>
          </dd>
        </div>
      </dl>
      {guessed === 0 ? null : (
        <p className="lead" role="alert">
          {t('logs.guessed', { times: number(guessed) })}
        </p>
      )}
    </div>
  );
}
