import { FilePenLine, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate } from '../../core/person/dates.ts';
import type { ProtocolVersionView, ProtocolView } from '../../main/api/ballot-views.ts';
import { ActScope } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { Paged } from '../parts/paged.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { inLanguage } from '../parts/words.ts';
import { type BallotClient, useBallotAct, useBallotDesk } from './zone.ts';

interface VersionsProps {
  readonly protocol: ProtocolView;
  readonly onClose: () => void;
}

/** Every version of a protocol that was signed, and the way to another one. */
export function VersionsSheet(props: VersionsProps) {
  const [correcting, setCorrecting] = useState(false);
  if (correcting) return <CorrectSheet {...props} />;
  return (
    <ActScope subject="versions">
      <Versions {...props} onCorrect={() => setCorrecting(true)} />
    </ActScope>
  );
}

function Versions({ protocol, onClose, onCorrect }: VersionsProps & { readonly onCorrect: () => void }) {
  const { t } = useTranslation('ballot-desk');
  const { act, busy } = useBallotAct();
  const { correcting, versions } = protocol;
  const drop = async (): Promise<void> => {
    if (await act((client) => client.results.dropCorrection({ protocol: protocol.id }))) onClose();
  };
  return (
    <Sheet
      title={t('versions.title')}
      onClose={onClose}
      main={
        correcting === null ? (
          <Button icon={FilePenLine} label={t('correct')} onPress={onCorrect} />
        ) : (
          <Button icon={Undo2} label={t('correct.drop')} isDisabled={busy} onPress={() => void drop()} />
        )
      }
    >
      {correcting === null ? null : (
        <p className="sheet-question">
          {t('correct.now')}: {correcting.reason} ({correcting.persons.join(', ')})
        </p>
      )}
      <Paged items={versions} size={1} className="versions">
        {(version) => <Version key={version.version} version={version} />}
      </Paged>
    </Sheet>
  );
}

/** Numbers that a sheet holds; more of them stand on the papers of both versions. */
const MOST = 4;

function Version({
  version: { version, at, sha256, signers, reason, decided, changed },
}: {
  version: ProtocolVersionView;
}) {
  const { t, i18n } = useTranslation('ballot-desk');
  const number = (value: number | null): string => (value === null ? '—' : String(value));
  return (
    <li>
      <h3>{t('versions.one', { version })}</h3>
      <dl className="act-facts">
        <div>
          <dt>{t('protocol.signed-by')}</dt>
          <dd>
            <span className="number">{`${shortDate(at.slice(0, 10))} ${at.slice(11, 16)}`}</span> · {signers.join(', ')}
          </dd>
        </div>
        <div>
          <dt>SHA-256</dt>
          <dd className="number">{sha256.slice(0, 16).toUpperCase()}</dd>
        </div>
        {reason === null ? null : (
          <div>
            <dt>{t('versions.reason')}</dt>
            <dd>{`${reason} (${decided.join(', ')})`}</dd>
          </div>
        )}
        {changed.slice(0, MOST).map(({ number: line, names, from, to }) => (
          <div key={`${line} ${names.ky}`}>
            <dt>{`${line} · ${inLanguage(names, i18n)}`}</dt>
            <dd className="number">{`${number(from)} → ${number(to)}`}</dd>
          </div>
        ))}
        {changed.length > MOST ? (
          <div>
            <dt>{t('explain.more')}</dt>
            <dd className="number">{changed.length - MOST}</dd>
          </div>
        ) : null}
      </dl>
    </li>
  );
}

/** A signed protocol is corrected: the persons say why, and it is signed anew. */
function CorrectSheet({ protocol, onClose }: VersionsProps) {
  const { t } = useTranslation('ballot-desk');
  const { approvals } = useBallotDesk();
  return (
    <ApprovalSheet<BallotClient>
      title={t('correct')}
      about={<p className="sheet-question">{t('correct.what')}</p>}
      reasons={[t('correct.reason.counting'), t('correct.reason.typed'), t('correct.reason.recount')]}
      question={t('correct.ask')}
      approval={approvals.correct}
      action={t('correct')}
      ask={(client, { reason, approvers }) =>
        client.results.correct({ protocol: protocol.id, words: reason, approvers })
      }
      onClose={onClose}
    />
  );
}
