import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BallotApproval } from '../../core/election/policy-results.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import type { Credential } from '../../main/api/credential.ts';
import { ActScope } from '../parts/act.tsx';
import { ApprovalSheet } from '../parts/approval-sheet.tsx';
import { Button } from '../parts/button.tsx';
import { NumberFields } from '../parts/number-fields.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { type BallotClient, useBallotDesk } from './zone.ts';

interface Typed {
  readonly box: string;
  readonly seal: string;
}

/** What is told of a box once it was typed and agreed to. */
export interface GivenBox {
  readonly box: string;
  /** Null where the box has none. */
  readonly seal: string | null;
  readonly reason: string;
  readonly approvers: Credential[];
}

/** The most letters that the name of a box or a seal has. */
const LETTERS = 20;

/** Numbers on boxes and seals are of Latin letters and digits; journals name them so. */
const typedName = (text: string): string =>
  text
    .replaceAll(/[^A-Za-z0-9-]/g, '')
    .toUpperCase()
    .slice(0, LETTERS);

/** Which box, and which seal is on it; then why, where that is asked; then the persons. */
export function BoxSheet({
  title,
  asksSeal,
  reasons = null,
  kind,
  ask,
  onClose,
}: {
  readonly title: string;
  readonly asksSeal: boolean;
  readonly reasons?: readonly string[] | null;
  readonly kind: BallotApproval;
  readonly ask: (client: BallotClient, given: GivenBox) => Promise<Result<unknown, Problem>>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  const { approvals } = useBallotDesk();
  const [typed, setTyped] = useState<Typed>({ box: '', seal: '' });
  const [done, setDone] = useState(false);
  const seal = typed.seal === '' ? null : typed.seal;
  if (!done) {
    const fields = [
      { name: 'box', label: t('box.number'), value: typed.box, letters: true, latin: true },
      ...(asksSeal ? [{ name: 'seal', label: t('box.seal'), value: typed.seal, letters: true, latin: true }] : []),
    ];
    return (
      <ActScope subject={title}>
        <Sheet
          title={title}
          onClose={onClose}
          main={
            <Button
              kind="main"
              icon={ArrowRight}
              label={t('parts:next')}
              isDisabled={typed.box === '' || (asksSeal && seal === null)}
              onPress={() => setDone(true)}
            />
          }
        >
          <NumberFields fields={fields} onField={(name, value) => setTyped({ ...typed, [name]: typedName(value) })} />
        </Sheet>
      </ActScope>
    );
  }
  return (
    <ApprovalSheet<BallotClient>
      {...{ title, reasons, onClose }}
      about={
        <p className="sheet-question number">
          {t('box.one', { box: typed.box })}
          {seal === null ? null : `, ${t('box.sealed', { seal })}`}
        </p>
      }
      approval={approvals[kind]}
      action={t('confirm')}
      ask={(client, given) => ask(client, { box: typed.box, seal, ...given })}
    />
  );
}
