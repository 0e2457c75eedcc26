import { FileLock2, ListPlus, Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../parts/act.tsx';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { problemWords } from '../../parts/words.ts';
import { useDesk } from '../../parts/zone.ts';

/** The list for the paper road: when it was written last, and the words that open it. */
export function PaperListLine({ onEnter }: { readonly onEnter: () => void }) {
  const { t, i18n } = useTranslation('copy');
  const { copy, station, approvals } = useDesk();
  const { act, busy } = useAct();
  const [again, setAgain] = useState(false);
  if (!copy) return null;
  const { written, phrase, problem } = copy.list;
  const said = written === null ? t('list.waiting') : t('list.written', { time: written });
  return (
    <>
      <p className={problem ? 'copy-line copy-line-bad' : 'copy-line'} role="status">
        <FileLock2 className="icon" aria-hidden="true" />
        <span>{problem ? problemWords(problem, 'happened', i18n) : said}</span>
      </p>
      {copy.list.entered + copy.list.conflicts > 0 ? (
        <p>{t('paper.counts', { entered: copy.list.entered, conflicts: copy.list.conflicts })}</p>
      ) : null}
      {station.stage === 'closed' ? null : (
        <ul className="choices">
          <li>
            <Button
              icon={Printer}
              label={t(phrase ? 'phrase.again' : 'phrase.print')}
              isDisabled={busy}
              onPress={() => (phrase ? setAgain(true) : void act((client) => client.copy.printPhrase({})))}
            />
          </li>
          <li>
            <Button icon={ListPlus} label={t('paper.open')} onPress={onEnter} />
          </li>
        </ul>
      )}
      {again ? (
        <ApprovalSheet
          title={t('phrase.again')}
          reasons={[t('phrase.reason.not-out'), t('phrase.reason.torn'), t('phrase.reason.lost')]}
          approval={approvals.open}
          action={t('phrase.again')}
          ask={(client, given) => client.copy.printPhrase(given)}
          onClose={() => setAgain(false)}
        />
      ) : null}
    </>
  );
}
