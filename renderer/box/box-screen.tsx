import { useEffect } from 'react';
import type { BoxShow } from '../../main/api/ballot-views.ts';
import { ActScope } from '../parts/act.tsx';
import { Both } from '../parts/both.tsx';
import { Clock } from '../parts/clock.tsx';
import { ModeMark } from '../parts/mode-mark.tsx';
import { play, type Sound } from '../parts/sound.ts';
import { BoxKeys } from './box-keys.tsx';
import { BoxPicture } from './box-picture.tsx';
import { BoxWords } from './box-words.tsx';
import { useBox } from './zone.ts';

/**
 * The voter's screen at the ballot box. It says what becomes of the paper and nothing of what is on it: what is accepted
 * looks and sounds alike for every ballot, and what comes back too, whatever the reason.
 */
export function BoxScreen() {
  const { station, box, testing } = useBox();
  useBoxSound(box);
  return (
    <div className="voter-display box">
      <ModeMark mode={station.mode} both />
      {testing ? (
        <aside className="box-testing">
          <Both of="box" name="testing" />
        </aside>
      ) : null}
      <header className="box-head">
        <span className="number">№ {station.station?.number ?? '—'}</span>
        <Clock station={station} />
        <span className="box-sheets">
          <strong className="number">{station.sheets}</strong>
          <span>
            <Both of="box" name="sheets" />
          </span>
        </span>
      </header>
      <ActScope subject={subjectOf(box)}>
        <main className={`box-now box-${box.show}`}>
          <BoxPicture box={box} />
          <section className="box-sentence" aria-live="polite">
            <BoxWords box={box} language="ky" />
            <BoxWords box={box} language="ru" />
          </section>
        </main>
        <BoxKeys box={box} />
      </ActScope>
    </div>
  );
}

/** What the screen is about: the keys and the sound of another one are others. */
const subjectOf = (box: BoxShow): string => ('why' in box ? `${box.show} ${box.why}` : box.show);

const sounds: Readonly<Partial<Record<BoxShow['show'], Sound>>> = {
  accepted: 'good',
  'take-back': 'attention',
  ask: 'attention',
  wait: 'help',
};

function useBoxSound(box: BoxShow): void {
  const subject = subjectOf(box);
  const sound = sounds[box.show];
  // The subject is the reason to play again, not a value used.
  useEffect(() => {
    if (sound !== undefined) play(sound);
  }, [sound, subject]);
}
