import { ArrowLeft, Check, Plus, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperVoterView } from '../../../main/api/copy-views.ts';
import { useAct } from '../../parts/act.tsx';
import { ApprovalSheet } from '../../parts/approval-sheet.tsx';
import { Button } from '../../parts/button.tsx';
import { Field } from '../../parts/field.tsx';
import { Frame } from '../../parts/frame.tsx';
import { Notice } from '../../parts/notice.tsx';
import { NumberPad } from '../../parts/number-pad.tsx';
import { useDesk } from '../../parts/zone.ts';

/** Voters that stand on the screen at once; more are entered in another go. */
const SHOWN = 3;
const same = (a: PaperVoterView, b: PaperVoterView): boolean => a.page === b.page && a.line === b.line;

/** Voters who were admitted by the paper list are entered by page and line; two persons confirm them together. */
export function PaperEntering({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('copy');
  const { approvals } = useDesk();
  const { act, busy } = useAct();
  const [page, setPage] = useState('');
  const [line, setLine] = useState('');
  const [field, setField] = useState<'page' | 'line'>('page');
  const [voters, setVoters] = useState<readonly PaperVoterView[]>([]);
  const [conflicts, setConflicts] = useState<readonly PaperVoterView[]>([]);
  const [sheet, setSheet] = useState<'enter' | PaperVoterView | null>(null);
  const [value, setValue] = field === 'page' ? [page, setPage] : [line, setLine];
  const whole = Number(page) > 0 && Number(line) > 0 && voters.length < SHOWN;

  const add = (): void => {
    void act(async (client) => {
      const found = await client.copy.paperVoter({ page: Number(page), line: Number(line) });
      if (found.ok) {
        setVoters((before) => [...before.filter((one) => !same(one, found.value)), found.value]);
        setLine('');
        setField('line');
        setConflicts([]);
      }
      return found;
    });
  };

  return (
    <Frame
      layout="paper-entering"
      back={<Button icon={ArrowLeft} label={t('paper.back')} onPress={onBack} />}
      main={
        <Button
          kind="main"
          icon={Check}
          label={t('paper.enter', { count: voters.length })}
          isDisabled={voters.length === 0 || busy}
          onPress={() => setSheet('enter')}
        />
      }
    >
      <h1>{t('paper.title')}</h1>
      <p className="lead">{t('paper.what')}</p>
      <div className="paper-place">
        <div>
          <Field
            label={t('paper.page')}
            value={page}
            onValue={setPage}
            focus={field === 'page'}
            onFocus={() => setField('page')}
          />
          <Field
            label={t('paper.line')}
            value={line}
            onValue={setLine}
            focus={field === 'line'}
            onFocus={() => setField('line')}
            onEnter={add}
          />
          <Button icon={Plus} label={t('paper.add')} isDisabled={!whole || busy} onPress={add} />
        </div>
        <NumberPad
          onDigit={(digit) => setValue(`${value}${digit}`.slice(0, 3))}
          onDelete={() => setValue(value.slice(0, -1))}
          onClear={() => setValue('')}
        />
        <ul className="paper-voters">
          {(voters.length > 0 ? voters : conflicts).map((one) => (
            <li key={`${one.page}/${one.line}`}>
              <span>
                <span className="number">
                  {one.page}/{one.line}
                </span>{' '}
                <strong>{one.name}</strong>
                {one.already === null ? null : (
                  <span className="check-problem">{t(`paper.already.${one.already}`)}</span>
                )}
              </span>
              {voters.length === 0 ? null : one.already === 'on-paper' ? (
                <Button icon={Undo2} label={t('paper.undo')} onPress={() => setSheet(one)} />
              ) : (
                <Button
                  icon={X}
                  label={t('paper.take-out')}
                  onPress={() => setVoters(voters.filter((other) => !same(other, one)))}
                />
              )}
            </li>
          ))}
          {voters.length === 0 && conflicts.length > 0 ? (
            <li>
              <Notice tone="warn" title={t('paper.conflict')} />
            </li>
          ) : null}
        </ul>
      </div>
      {sheet === 'enter' ? (
        <ApprovalSheet
          title={t('paper.enter', { count: voters.length })}
          reasons={null}
          approval={approvals.undo}
          action={t('paper.enter', { count: voters.length })}
          ask={async (client, { approvers }) => {
            const places = voters.map(({ page: of, line: at }) => ({ page: of, line: at }));
            const done = await client.copy.enterPaper({ places, approvers });
            if (done.ok) {
              setConflicts(done.value.conflicts);
              setVoters([]);
            }
            return done;
          }}
          onClose={() => setSheet(null)}
        />
      ) : null}
      {sheet !== null && sheet !== 'enter' ? (
        <ApprovalSheet
          title={`${t('paper.undo')}: ${sheet.name}`}
          reasons={[t('paper.undo.reason')]}
          approval={approvals.undo}
          action={t('paper.undo')}
          ask={async (client, { reason, approvers }) => {
            const done = await client.copy.undoPaper({ page: sheet.page, line: sheet.line, reason, approvers });
            if (done.ok) setVoters(voters.filter((one) => !same(one, sheet)));
            return done;
          }}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </Frame>
  );
}
