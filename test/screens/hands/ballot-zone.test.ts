import { expect, it } from 'vitest';
import { underHands } from './hands.fixture.ts';

/** What the hands of the chair do about the ballot zone, and what everybody hears of it. */
const screen = underHands();
const { called, press, show } = screen;

it('the decision to open with an ordinary box is asked for before the opening, with what it leaves', async () => {
  await show('opening-without-box', 'ky');
  const sheet = screen.page.locator('dialog');
  expect(await sheet.textContent()).toContain('Жөнөкөй урна коюлат, бюллетендер кол менен саналат.');
  await press('Ансыз ачуу');
  expect(await called()).toEqual(['day.doWithout']);
});

it('what was not written beside the log stands first among the files, and leads back', async () => {
  await show('log-ballots-files', 'ky');
  const rows = screen.page.locator('.ballot-files li');
  expect(await rows.first().textContent()).toContain('ал жазылган жок');
  expect(await rows.count()).toBe(6);
  await press('Артка');
  await screen.page.getByRole('heading', { name: 'Журнал жазылды жана текшерилди' }).waitFor();
});

it('one sheet too many is heard at the desk, and each further one, and nothing else that changes', async () => {
  await show('idle', 'ky');
  await screen.page.evaluate(() => {
    const heard = { times: 0 };
    Object.assign(window, { heard });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      heard.times += 1;
      start.call(this, when);
    };
  });
  const heard = () => screen.page.evaluate(() => (window as unknown as { heard: { times: number } }).heard.times);
  const sheets = (n: number) =>
    screen.page.evaluate(
      (sheets) =>
        window.becomes({ problems: [{ code: 'ballot-zone.too-many-sheets', params: { sheets, most: 412 } }] }),
      n,
    );
  await sheets(413);
  await screen.page.getByText('Урнадагы барактар өтө көп: 413', { exact: false }).waitFor();
  expect(await heard()).toBe(1);
  await sheets(413);
  await sheets(414);
  await screen.page.getByText('Урнадагы барактар өтө көп: 414', { exact: false }).waitFor();
  expect(await heard()).toBe(2);
});
