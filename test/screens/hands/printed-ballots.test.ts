import { describe, expect, it } from 'vitest';
import { underHands } from './hands.fixture.ts';

/** What hands do at a desk whose kiosk prints the ballots. */
const screen = underHands();
const { called, press, show } = screen;

/** The operator and a member give their codes. */
async function twoCodes(): Promise<void> {
  for (const [place, name] of [
    ['first', 'Үлгү Асан уулу'],
    ['last', 'Мисалова Назгүл'],
  ] as const) {
    await screen.page.locator('.approver')[place]().getByRole('button', { name }).click();
    await screen.page.keyboard.type('1111');
  }
}
const isDisabled = (name: string) => screen.page.getByRole('button', { name, exact: true }).isDisabled();

describe('the voter’s ballot', () => {
  it('is hers by one press, and goes into the envelope by a reason and two persons', async () => {
    await show('ballot-out', 'ky');
    await press('Шайлоочу алды');
    expect(await called()).toEqual(['sheet.delivered']);
    await show('ballot-out', 'ky');
    await press('Барак бузулган');
    expect(await isDisabled('Улантуу')).toBe(true);
    await press('Сыя жайылган же окулбайт');
    await press('Улантуу');
    expect(await isDisabled('Жокко чыгарылып, конвертке салынды')).toBe(true);
    await twoCodes();
    await press('Жокко чыгарылып, конвертке салынды');
    expect(await called()).toEqual(['sheet.cancel']);
  });

  it('is looked for in the printer before anything is printed again: whole, spoiled, or not there', async () => {
    const print = () => screen.page.getByRole('button', { name: 'Бюллетенди басуу' }).count();
    await show('ballot-trouble', 'ky');
    expect(await print()).toBe(0);
    await press('Бүтүн бюллетень');
    expect(await called()).toEqual(['sheet.isOut']);
    await show('ballot-trouble', 'ky');
    await press('Эч нерсе жок');
    await twoCodes();
    await press('Чыккан жок деп жазуу');
    expect(await called()).toEqual(['sheet.cancel']);
    await show('ballot-cancelled', 'ky');
    await press('Бюллетенди басуу');
    expect(await called()).toEqual(['sheet.print']);
  });

  it('that came back is found by the receipt, and two persons put it away before another is printed', async () => {
    await show('ballot-return', 'ky');
    // Whose it is stays in sight until it is decided.
    await screen.page.locator('.whose-slip').waitFor();
    await press('Урна кабыл албай кайтарды');
    await press('Улантуу');
    await screen.page.locator('.whose-slip').waitFor();
    await twoCodes();
    await press('Жокко чыгарылып, конвертке салынды');
    expect((await called()).at(-1)).toBe('sheet.exchange');
  });

  it('that takes the place of another may wait: its voter is not given up, she stands aside', async () => {
    await show('ballot-exchange', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Шайлоочу бюллетенсиз кетет' }).count()).toBe(0);
    await press('Кийинчерээк басуу');
    expect(await called()).toEqual(['voter.finish']);
    await show('ballot-exchange', 'ky');
    await press('Бюллетенди басуу');
    expect(await called()).toEqual(['sheet.print']);
  });
});

describe('the paper of the ballots', () => {
  it('is recorded when it is loaded, and nothing is recorded without a number', async () => {
    await show('menu-paper', 'ky');
    expect(await isDisabled('Жазуу')).toBe(true);
    for (const digit of ['2', '5', '0'])
      await screen.page.locator('dialog').getByRole('button', { name: digit, exact: true }).click();
    await press('Жазуу');
    expect(await called()).toEqual(['sheet.load']);
  });

  it('is counted again by two persons with a reason, and only where the count differs', async () => {
    await show('paper-count', 'ky');
    const field = screen.page.getByLabel('Принтерде канча таза барак бар?');
    await field.fill('87');
    expect(await isDisabled('Улантуу')).toBe(true);
    await field.fill('37');
    await press('Улантуу');
    await press('Салынган кагаздын саны жаңылыш жазылган');
    await press('Улантуу');
    await twoCodes();
    await press('Саналганын жазуу');
    expect(await called()).toEqual(['sheet.count']);
  });
});
