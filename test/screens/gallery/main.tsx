import { createRoot } from 'react-dom/client';
import type { Language, Mode } from '../../../main/api/views.ts';
import { Desk } from '../../../renderer/officer/desk.tsx';
import { Connected } from '../../../renderer/parts/connection-screens.tsx';
import { applySettings, settings } from '../../../renderer/parts/settings.ts';
import '../../../renderer/parts/theme/theme.css';
import { languages, startWords } from '../../../renderer/parts/words.ts';
import { ZoneContext } from '../../../renderer/parts/zone.ts';
import { VoterDisplay } from '../../../renderer/voter/voter-display.tsx';
import { scenes } from './scenes.ts';
import { recordedZone } from './zone.ts';

declare global {
  interface Window {
    /** How long the recorded zone takes to answer, in milliseconds. */
    answerAfterMs: number;
    /** Shows the same screen in another mode of the election. */
    inMode: (mode: Mode) => void;
    /** Methods of the zone that the screen called, in order. */
    called: string[];
    /** Changes the language as the switch does: without loading anything. */
    speak: (language: Language) => Promise<unknown>;
  }
}

/** `?scene=finger&lang=ky`; without a scene, links to all of them. */
const query = new URLSearchParams(location.search);
const language: Language = languages.find((one) => one === query.get('lang')) ?? 'ky';
const scene = scenes[query.get('scene') ?? ''];
const words = startWords(language);
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
window.called = [];
window.speak = (next) => words.changeLanguage(next);

if (scene === undefined) {
  createRoot(root).render(
    <ul>
      {Object.keys(scenes).map((name) => (
        <li key={name}>
          <a href={`?scene=${name}&lang=${language}`}>{name}</a>
        </li>
      ))}
    </ul>,
  );
} else {
  settings.setState({ hand: scene.hand ?? 'right', theme: scene.theme ?? 'light' });
  applySettings();
  window.answerAfterMs = 0;
  const zone = recordedZone(
    scene.view,
    (method) => window.called.push(method),
    () => new Promise((resolve) => setTimeout(resolve, window.answerAfterMs)),
  );
  window.inMode = (mode) => {
    const { view } = scene;
    zone.store.setState({ view: { ...view, station: { ...view.station, mode } } });
  };
  createRoot(root).render(
    <ZoneContext value={zone}>
      <Connected>{scene.view.window === 'officer' ? <Desk /> : <VoterDisplay />}</Connected>
    </ZoneContext>,
  );
  void press(scene.press ?? []);
}

/** Presses buttons by their words, as a hand would: each as soon as it is there and can be pressed. */
async function press(labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    const word = label.includes(':') ? words.t(label) : label;
    let button: HTMLButtonElement | undefined;
    while (button === undefined) {
      await new Promise(requestAnimationFrame);
      // What lies under an open sheet cannot be pressed.
      const within = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      const all = [...within.querySelectorAll('button')];
      button = all.findLast((one) => !one.disabled && one.textContent.includes(word));
    }
    button.click();
  }
  document.body.dataset.pressed = 'all';
}
