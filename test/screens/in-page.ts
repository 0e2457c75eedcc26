import type { Language } from '../../main/api/views.ts';
import { type Demands, measure } from './measure.ts';

/** What a screen looks like in one language. */
export interface Seen {
  readonly language: Language;
  readonly width: number;
  readonly faults: readonly string[];
  readonly texts: readonly string[];
}

/** The band of the mode as it is drawn. */
export interface Band {
  readonly text: string;
  readonly top: number;
  readonly wide: boolean;
  readonly covered: boolean;
}

/** A stop on the way around by the Tab key, and how many pixels wide the ring around it is. */
export interface Stop {
  readonly target: string;
  readonly ring: number;
  readonly what: string;
}

declare global {
  interface Window {
    /** What the tests of the screens ask a page, put into it once: a question costs one message to the browser. */
    look: typeof asked;
    /** The stops since the targets were counted. */
    stops: Stop[];
  }
}

/** Two frames: what a change draws has been drawn, and what follows from its room as well. */
const drawn = (): Promise<unknown> =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))));

/**
 * Every text that is drawn, but codes of problems, which are there to be read over the telephone, and the one place where a
 * device's own name is asked for: the commission registers it by it.
 */
function textsNow(): string[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (element === null || element.closest('.notice-code, .registration-id, script, style')) continue;
    found.push(texts.currentNode.textContent ?? '');
  }
  return found;
}

/** The screen in each of these languages, one after the other, at the size that the page has. */
async function inLanguages(languages: readonly Language[], demands: Demands): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const language of languages) {
    if (document.documentElement.lang !== language) await window.speak(language);
    await window.look.drawn();
    const faults = window.look.measure(demands);
    seen.push({ language, width: innerWidth, faults, texts: window.look.textsNow() });
  }
  return seen;
}

/** The band of the mode as it is drawn; a sheet and the shade around it must leave it free. */
function bandOverAll(): Band {
  const band = document.querySelector('.mode-mark');
  if (band === null) return { text: '', top: -1, wide: false, covered: true };
  const box = band.getBoundingClientRect();
  const sheet = document.querySelector('dialog[open]');
  const shade = sheet && Number.parseFloat(getComputedStyle(sheet, '::backdrop').top);
  return {
    text: band.textContent ?? '',
    top: box.top,
    wide: box.width === innerWidth && box.height >= 20,
    covered:
      sheet !== null && (sheet.getBoundingClientRect().top < box.bottom || (shade ?? 0) < Math.floor(box.bottom)),
  };
}

/** The band in a mode in which nobody votes, and whether one is left in official work. */
async function inMode(mode: Parameters<Window['inMode']>[0], language: Language): Promise<[Band, boolean]> {
  await window.speak(language);
  window.inMode(mode);
  await window.look.drawn();
  const band = window.look.bandOverAll();
  window.inMode('official');
  await window.look.drawn();
  return [band, document.querySelector('.mode-mark') !== null];
}

/** Numbers everything that can be pressed or typed into on the sheet or the screen, and notes what the focus comes to. */
function countTargets(): number {
  const scope = document.querySelector('dialog[open]') ?? document.body;
  const targets = [...scope.querySelectorAll<HTMLElement>('button:not([disabled]), input, select, [tabindex="0"]')];
  for (const [index, target] of targets.entries()) target.dataset.target = String(index);
  if (window.stops === undefined) document.addEventListener('focusin', window.look.noteStop);
  window.stops = [];
  return targets.length;
}

function noteStop({ target: focused }: FocusEvent): void {
  if (!(focused instanceof HTMLElement) || focused.dataset.target === undefined) return;
  const style = getComputedStyle(focused);
  const ring = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
  window.stops.push({ target: focused.dataset.target, ring, what: focused.textContent ?? '' });
}

const asked = { measure, drawn, textsNow, inLanguages, bandOverAll, inMode, countTargets, noteStop };

/** A script that puts them into a page; they use nothing but each other. */
export const lookScript = `window.look = { ${Object.entries(asked)
  .map(([name, does]) => `${name}: ${does}`)
  .join(', ')} };`;
