import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../core/admission/step.ts';
import { shortDate } from '../../core/person/dates.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';

/** People below each other that the screen holds: all of them alone, with the key to the next page, and with a word more. */
const room = (people: number, more: boolean): number => (more ? 3 : people > 5 ? 4 : 5);

/** Several people answer to what was typed: the officer picks by the document in her hand, or lays it on the reader. */
export function Choose({ candidates, more }: { readonly candidates: readonly Candidate[]; readonly more: boolean }) {
  const { t } = useTranslation('officer');
  const { act } = useAct();
  return (
    <Frame
      layout="choose"
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
    >
      <h1>{t('choose')}</h1>
      <Paged items={candidates} size={room(candidates.length, more)} className="candidates">
        {(one) => (
          <li key={one.record}>
            <AriaButton
              className="candidate"
              onPress={() => void act((client) => client.voter.choose({ record: one.record }))}
            >
              <span className="candidate-name">
                <strong>{one.surname}</strong> {one.given} {one.patronymic ?? ''}
              </span>
              <span className="number">{shortDate(one.birthDate)}</span>
              <span className="number soft">№ {one.number}</span>
            </AriaButton>
          </li>
        )}
      </Paged>
      {more ? <Notice tone="plain" title={t('choose.more')} /> : null}
    </Frame>
  );
}
