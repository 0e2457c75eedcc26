import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { type ConsoleNews, withNews } from '../../../main/api/console-news.ts';
import type { ConsoleView } from '../../../main/api/console-views.ts';
import type { DayView } from '../../../main/api/day-views.ts';
import type { Language, Mode, StationView } from '../../../main/api/views.ts';
import { BallotDesk } from '../../../renderer/ballot-desk/desk.tsx';
import { BoxScreen } from '../../../renderer/box/box-screen.tsx';
import { Console } from '../../../renderer/commission/console.tsx';
import { Desk } from '../../../renderer/officer/desk.tsx';
import { Connected } from '../../../renderer/parts/connection-screens.tsx';
import { applySettings, settings } from '../../../renderer/parts/settings.ts';
import '../../../renderer/parts/theme/theme.css';
import { languages, startWords } from '../../../renderer/parts/words.ts';
import { type Zone, ZoneContext } from '../../../renderer/parts/zone.ts';
import { VoterDisplay } from '../../../renderer/voter/voter-display.tsx';
import { recordedBallotZone } from './recorded-ballot-zone.ts';
import { recordedConsole } from './recorded-console.ts';
import type { Scene, Shown } from './scene.ts';
import { scenes } from './scenes.ts';
import { recordedZone } from './zone.ts';

declare global {
  interface Window {
    /** How long the recorded zone takes to answer, in milliseconds. */
    answerAfterMs: number;
    /** Shows the same screen in another mode of the election. */
    inMode: (mode: Mode) => void;
    /** The station becomes another one under the same screen: an hour comes, something is counted. */
    becomes: (station: Partial<StationView>, day?: Partial<DayView>) => void;
    /** The console hears news of its country under the same screen. */
    news: (news: ConsoleNews) => void;
    /** What the console of this scene shows now. */
    shown: () => ConsoleView;
    /** Comes when what was told before has been drawn: React draws it behind the script that told it. */
    drawnNow: () => Promise<void>;
    /** Shows another scene in the same page. */
    show: (scene: string, language: Language) => Promise<void>;
    /** Methods of the zone that the screen called, in order. */
    called: string[];
    /** Changes the language as the switch does: without loading anything. */
    speak: (language: Language) => Promise<unknown>;
  }
}

/** `?scene=finger&lang=ky`; without a scene, links to all of them. */
const query = new URLSearchParams(location.search);
const first: Language = languages.find((one) => one === query.get('lang')) ?? 'ky';
const words = startWords(first);
const place = document.getElementById('root');
if (place === null) throw new Error('the page has no root');
let root: Root | null = null;
applySettings();
window.called = [];
window.answerAfterMs = 0;
window.drawnNow = () =>
  new Promise((resolve) => {
    // What React puts off it does in a message to itself: ours comes behind it.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
window.speak = (next) => words.changeLanguage(next);
window.show = async (name, language) => {
  const scene = scenes[name];
  if (scene === undefined) throw new Error(`no scene ${name}`);
  root?.unmount();
  delete document.body.dataset.pressed;
  window.called = [];
  await words.changeLanguage(language);
  document.documentElement.dataset.window = scene.view.window;
  settings.setState({ hand: scene.hand ?? 'right', theme: scene.theme ?? 'light' });
  window.answerAfterMs = 0;
  const zone = recorded(scene);
  window.inMode = (mode) => {
    zone.store.setState({ view: inMode(scene.view, mode) });
  };
  window.becomes = (own, day = {}) => {
    const { view } = zone.store.getState();
    if (view?.window !== 'officer') throw new Error('no desk is shown');
    const station = { ...view.station, ...own };
    zone.store.setState({ view: { ...view, station, day: view.day && { ...view.day, ...day } } });
  };
  window.shown = () => {
    const { view } = zone.store.getState();
    if (view?.window !== 'commission') throw new Error('no console is shown');
    return view;
  };
  window.news = (news) => zone.store.setState({ view: withNews(window.shown(), news) });
  if (scene.lost) zone.store.setState({ connection: { kind: 'reconnecting', attempt: 1 } });
  root = createRoot(place);
  root.render(
    <ZoneContext value={zone}>
      <Connected>{screensOf[scene.view.window]}</Connected>
    </ZoneContext>,
  );
  await press(scene.press ?? []);
};

/** The screens of each window. */
const screensOf: Readonly<Record<Shown['window'], ReactNode>> = {
  officer: <Desk />,
  voter: <VoterDisplay />,
  box: <BoxScreen />,
  'ballot-desk': <BallotDesk />,
  commission: <Console />,
};

/** The recorded zone behind a view: each zone answers its own windows. */
function recorded({ view, refused }: Scene): Zone<unknown, Shown> {
  const called = (method: string): unknown => window.called.push(method);
  const answered = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, window.answerAfterMs));
  if (view.window === 'commission') return recordedConsole(view, called, answered, refused);
  return view.window === 'officer' || view.window === 'voter'
    ? recordedZone(view, called, answered, refused)
    : recordedBallotZone(view, called, answered);
}

/** The same view in another mode of the election. */
function inMode(view: Shown, mode: Mode): Shown {
  switch (view.window) {
    case 'officer':
    case 'voter':
      return { ...view, station: { ...view.station, mode } };
    case 'box':
    case 'ballot-desk':
      return { ...view, station: { ...view.station, mode } };
    case 'commission':
      return { ...view, election: { ...view.election, mode } };
  }
}

const asked = query.get('scene') ?? '';
if (Object.hasOwn(scenes, asked)) {
  void window.show(asked, first);
} else {
  createRoot(place).render(
    <ul>
      {Object.keys(scenes).map((name) => (
        <li key={name}>
          <a href={`?scene=${name}&lang=${first}`}>{name}</a>
        </li>
      ))}
    </ul>,
  );
}

/** Presses buttons by their words, or the first one of a class, as a hand would: each as soon as it is there and can be pressed. */
async function press(labels: readonly string[]): Promise<void> {
  for (const label of labels) {
    const word = label.includes(':') ? words.t(label) : label;
    let button: HTMLButtonElement | HTMLTableRowElement | undefined;
    while (button === undefined) {
      await new Promise(requestAnimationFrame);
      // What lies under an open sheet cannot be pressed.
      const within: ParentNode = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;
      const keys = [...within.querySelectorAll('button')].filter((one) => !one.disabled);
      const rows = within.querySelectorAll<HTMLTableRowElement>('tr[aria-selected]');
      button = label.startsWith('.')
        ? keys.find((one) => one.matches(label))
        : [...rows, ...keys].findLast((one) => one.textContent.includes(word));
    }
    // A row of a long table is opened where the finger is lifted.
    if (button instanceof HTMLTableRowElement) button.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
    else button.click();
  }
  document.body.dataset.pressed = 'all';
}
