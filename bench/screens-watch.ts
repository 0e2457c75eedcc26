import type { Locator, Page } from 'playwright-core';

/** What a person saw of one press, in milliseconds. */
export interface Answer {
  readonly name: string;
  /** From the touch to the first frame that shows anything of it. */
  readonly answerMs: number;
  /** From the release to the first frame with another content: words of progress, or the end itself. */
  readonly progressMs: number;
  /** From the release to the end. */
  readonly doneMs: number;
}

declare global {
  interface Window {
    /** Times of the last press on the page's own clock; null while it has not happened. */
    press: { down: number | null; up: number | null; answer: number | null; progress: number | null };
  }
}

/**
 * Makes the page take down when it is touched and when what it shows changes. A change counts from the frame in which
 * it is drawn: two animation frames later, because the first runs before its own drawing.
 */
export async function watchAnswers(page: Page): Promise<void> {
  await page.evaluate(() => {
    const none = { down: null, up: null, answer: null, progress: null };
    window.press = { ...none };
    const drawn = (mark: 'answer' | 'progress'): void => {
      const { press } = window;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          press[mark] ??= performance.now();
        }),
      );
    };
    addEventListener(
      'pointerdown',
      (event) => {
        window.press = { ...none, down: event.timeStamp };
      },
      true,
    );
    addEventListener(
      'pointerup',
      (event) => {
        window.press.up = event.timeStamp;
      },
      true,
    );
    /** Whether it is more than the pressed look of a button: words, parts, a field's content, a choice. */
    const says = ({ type, attributeName }: MutationRecord): boolean =>
      type !== 'attributes' || ['aria-pressed', 'open', 'data-theme', 'value'].includes(attributeName ?? '');
    /** The clock of the status bar changes by itself and is no answer. */
    const ofClock = ({ target }: MutationRecord): boolean =>
      (target instanceof Element ? target : target.parentElement)?.closest('time') !== null;
    new MutationObserver((records) => {
      const seen = records.filter((record) => !ofClock(record));
      if (window.press.down === null || seen.length === 0) return;
      drawn('answer');
      if (window.press.up !== null && seen.some(says)) drawn('progress');
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}

/** Presses with the mouse of a real browser, and waits for what the press leads to. */
export async function timed(page: Page, name: string, target: Locator, done: Locator): Promise<Answer> {
  await target.waitFor();
  await target.click();
  await done.waitFor();
  const doneAt = await page.evaluate(
    () => new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now()))),
  );
  const press = await page.evaluate(async () => {
    const { press } = window;
    for (let frames = 0; frames < 600 && (press.answer === null || press.progress === null); frames += 1) {
      await new Promise(requestAnimationFrame);
    }
    return press;
  });
  if (press.down === null || press.up === null || press.answer === null || press.progress === null) {
    throw new Error(`no answer to "${name}": ${JSON.stringify(press)}`);
  }
  return {
    name,
    answerMs: press.answer - press.down,
    progressMs: press.progress - press.up,
    doneMs: Math.max(doneAt, press.progress) - press.up,
  };
}
