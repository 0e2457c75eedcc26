import { FolderDown, Usb } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { shownNumber } from '../parts/numbers.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { languageOf } from '../parts/words.ts';
import type { LookingClient } from '../parts/zone.ts';

const askTargets = (client: LookingClient) => client.station.logTargets({});

interface Written {
  readonly file: string;
  readonly sha256: string;
  readonly lines: number;
}

/** The station's log for the commission: written, read back and hashed; the hash is shown to be written down. */
export function Log() {
  const { t } = useTranslation('chair');
  const { act, busy } = useAct();
  const targets = useAnswer(askTargets);
  const [written, setWritten] = useState<Written | null>(null);

  const download = (target: string): void => {
    setWritten(null);
    void act(async (client) => {
      const answer = await client.station.downloadLog({ target });
      if (answer.ok) setWritten(answer.value);
      return answer;
    });
  };

  return (
    <Frame layout="log" waiting={t('log.working')}>
      <h1>{t('page.log')}</h1>
      <p className="lead">{t('log.what')}</p>
      {targets?.length === 0 ? (
        <p className="empty">
          <Usb className="icon" aria-hidden="true" />
          {t('log.no-target')}
        </p>
      ) : null}
      <ul className="choices">
        {targets?.map(({ path, name, removable }) => (
          <li key={path}>
            <Button
              icon={removable ? Usb : FolderDown}
              label={t('log.to', { name })}
              isDisabled={busy}
              onPress={() => download(path)}
            />
          </li>
        ))}
      </ul>
      {written === null ? null : <LogWritten {...written} />}
    </Frame>
  );
}

function LogWritten({ file, sha256, lines }: Written) {
  const { t, i18n } = useTranslation('chair');
  return (
    <section className="log-written" role="status">
      <h2>{t('log.done')}</h2>
      <dl className="identity number">
        <div>
          <dt>{t('log.file')}</dt>
          <dd>{file}</dd>
        </div>
        <div>
          <dt>{t('log.lines')}</dt>
          <dd>{shownNumber(lines, languageOf(i18n))}</dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd className="hash">{sha256.match(/.{1,8}/g)?.join(' ')}</dd>
        </div>
      </dl>
    </section>
  );
}
