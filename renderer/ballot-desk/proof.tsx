import { ArrowLeft, ChevronDown, ChevronUp, ScrollText, ZoomIn } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BallotDeskView } from '../../main/api/ballot-views.ts';
import { Button } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { Paged } from '../parts/paged.tsx';
import { inLanguage } from '../parts/words.ts';
import { useBallotAct, useBallotDesk } from './zone.ts';

type Style = BallotDeskView['styles'][number];

/** Ballots beside the picture that the smallest screen holds. */
const ROWS = 3;

/** Each ballot as it is printed, official or for the test: whoever signs for them has seen them. */
export function Proof({ large, onLarge }: { readonly large: boolean; readonly onLarge: (large: boolean) => void }) {
  const { t, i18n } = useTranslation('ballot-desk');
  const { styles } = useBallotDesk();
  const { act, busy } = useBallotAct();
  const [style, setStyle] = useState<Style | null>(null);
  const [test, setTest] = useState(false);
  const [picture, setPicture] = useState<string | null>(null);
  const look = (one: Style, forTest: boolean): void => {
    setStyle(one);
    setTest(forTest);
    setPicture(null);
    void act(async (client) => {
      const answer = await client.proof.page({ style: one.id, test: forTest });
      if (answer.ok) setPicture(answer.value.picture);
      return answer;
    });
  };
  const name = style === null ? '' : inLanguage(style.constituency, i18n);
  if (large && picture !== null) return <Large picture={picture} name={name} onBack={() => onLarge(false)} />;
  return (
    <Frame
      layout="proof"
      back={
        <fieldset className="choice-row" aria-label={t('proof.which')}>
          {[false, true].map((one) => (
            <Button
              key={String(one)}
              label={t(one ? 'proof.test' : 'proof.official')}
              chosen={one === test}
              isDisabled={busy}
              onPress={() => (style === null ? setTest(one) : look(style, one))}
            />
          ))}
        </fieldset>
      }
      main={
        <Button
          kind="main"
          icon={ZoomIn}
          label={t('proof.large')}
          isDisabled={picture === null}
          onPress={() => onLarge(true)}
        />
      }
    >
      <section className="proof-list">
        <h1>{t('page.ballots')}</h1>
        <Paged items={styles} size={ROWS} className="choices">
          {(one) => (
            <li key={one.id}>
              <Button
                icon={ScrollText}
                label={inLanguage(one.constituency, i18n)}
                detail={inLanguage(one.title, i18n)}
                chosen={one.id === style?.id}
                isDisabled={busy}
                onPress={() => look(one, test)}
              />
            </li>
          )}
        </Paged>
      </section>
      <figure className="proof-page">
        {picture === null ? <p>{t('proof.choose')}</p> : <img src={picture} alt={name} draggable={false} />}
      </figure>
    </Frame>
  );
}

/** Parts of a page that is as wide as the screen, from its top to its foot. */
const PARTS = 4;

/** The page as wide as the screen: nothing scrolls, so it is turned part by part. */
function Large({
  picture,
  name,
  onBack,
}: {
  readonly picture: string;
  readonly name: string;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  const [part, setPart] = useState(0);
  return (
    <Frame
      layout="proof-large"
      back={<Button kind="quiet" icon={ArrowLeft} label={t('parts:close')} onPress={onBack} />}
      other={
        <Button icon={ChevronUp} label={t('proof.up')} isDisabled={part === 0} onPress={() => setPart(part - 1)} />
      }
      main={
        <Button
          kind="main"
          icon={ChevronDown}
          label={t('proof.down')}
          isDisabled={part === PARTS - 1}
          onPress={() => setPart(part + 1)}
        />
      }
    >
      <img className={`proof-part proof-part-${part}`} src={picture} alt={name} draggable={false} />
    </Frame>
  );
}
