import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Candidate } from '../../core/admission/step.ts';
import { shortDate } from '../../core/person/dates.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';
import { problemWords } from '../parts/words.ts';

/** People below each other that the screen holds: all of them alone, with the key to the next page, and with a word more. */
const room = (people: number, more: boolean): number => (more ? 3 : people > 5 ? 4 : 5);

/** One word at a time: whose document lies on the reader matters more than that there are others. */
function Word({ more, problem }: { readonly more: boolean; readonly problem: Problem | null }) {
  const { t, i18n } = useTranslation('officer');
  if (problem !== null) {
    const [title, text] = [problemWords(problem, 'happened', i18n), problemWords(problem, 'officer', i18n)];
    return <Notice tone="warn" title={title} text={text} />;
  }
  return more ? <Notice tone="plain" title={t('choose.more')} /> : null;
}

/** Several people answer to what was typed: the officer picks by the document in her hand, or lays it on the reader. */
export function Choose({
  candidates,
  more,
  problem,
}: {
  readonly candidates: readonly Candidate[];
  readonly more: boolean;
  readonly problem: Problem | null;
}) {
  const { t } = useTranslation('officer');
  const { act } = useAct();
  return (
    <Frame
      layout="choose"
      back={<Button kind="quiet" icon={X} label={t('cancel')} onPress={() => void act((c) => c.voter.cancel({}))} />}
    >
      <h1>{t('choose')}</h1>
      <Paged items={candidates} size={room(candidates.length, more || problem !== null)} className="candidates">
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
      <Word more={more} problem={problem} />
    </Frame>
  );
}
