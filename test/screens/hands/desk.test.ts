import { describe, expect, it } from 'vitest';
import { underHands } from './hands.fixture.ts';

/** What the hands of an officer do, from the document to the slip. */
const screen = underHands();
const { called, press, show } = screen;

describe('a finger that cannot be read', () => {
  const unreadable = 'Бармак изи окулбайт';

  it('leads to the next way at once, and is asked about once where it refuses the voter', async () => {
    await show('finger', 'ky');
    await press(unreadable);
    expect(await called()).toEqual(['voter.cannotReadFinger']);
    await show('finger-refuse', 'ky');
    expect(await screen.page.evaluate(() => document.activeElement?.textContent)).toBe('Артка');
    await screen.page.keyboard.press('Enter');
    expect([await screen.page.locator('dialog').count(), await called()]).toEqual([0, []]);
    await press(unreadable);
    await press('Өткөрүлбөйт');
    expect(await called()).toEqual(['voter.cannotReadFinger']);
  });

  it('leaves the key of another finger where it is when there is none: nothing else moves under the hand', async () => {
    const box = () => screen.page.getByRole('button', { name: 'Башка бармак' }).boundingBox();
    await show('finger', 'ky');
    const before = await box();
    await show('finger-moved', 'ky');
    expect(await box()).toEqual(before);
    expect(await screen.page.getByRole('button', { name: 'Башка бармак' }).isDisabled()).toBe(true);
  });
});

describe('where a document cannot be read', () => {
  it('looks for a finger only where the policy has it, and asks for two codes before it goes on', async () => {
    await show('enter-pin', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Бармак изи боюнча табуу' }).count()).toBe(0);
    await show('enter-pin-or-finger', 'ky');
    await press('Бармак изи боюнча табуу');
    expect(await called()).toEqual(['voter.searchFinger']);
    await show('finger-candidates', 'ky');
    await screen.page.getByRole('button', { name: 'Үлгү кызы' }).click();
    expect(await screen.page.getByRole('button', { name: 'Ырастоо' }).isDisabled()).toBe(true);
    expect(await called()).toEqual([]);
  });
});

describe('at the idle screen', () => {
  it('finds by a PIN typed on the pad, shown in groups and sent without them', async () => {
    await show('idle', 'ky');
    for (const digit of '21203196100023') await screen.page.getByRole('button', { name: digit, exact: true }).click();
    expect(await screen.page.getByLabel('ПИН же тизмедеги номер').inputValue()).toBe('2 12031961 00023');
    await press('Табуу');
    expect(await called()).toEqual(['voter.find']);
  });

  it('takes a real keyboard without a press before, and Enter for the main action', async () => {
    await show('idle', 'ky');
    await screen.page.keyboard.type('418');
    await screen.page.keyboard.press('Enter');
    expect(await called()).toEqual(['voter.find']);
  });

  it('writes ө, ү and ң with the Kyrgyz layout, and goes on to Russian and Latin letters', async () => {
    await show('idle-letters', 'ky');
    for (const letter of ['Ө', 'ң', 'ү']) await screen.page.getByRole('button', { name: letter, exact: true }).click();
    expect(await screen.page.getByLabel('Аты-жөнү').inputValue()).toBe('Өңү');
    await press('РУС');
    expect(await screen.page.getByRole('button', { name: 'ө', exact: true }).count()).toBe(0);
    await press('LAT');
    await screen.page.getByRole('button', { name: 'q', exact: true }).click();
    expect(await screen.page.getByLabel('Аты-жөнү').inputValue()).toBe('Өңүq');
  });

  it('begins anew with other keys: the rest of a name is no part of a PIN', async () => {
    await show('idle-letters', 'ky');
    await screen.page.getByRole('button', { name: 'Ө', exact: true }).click();
    await press('Сандарга кайтуу');
    expect(await screen.page.getByLabel('ПИН же тизмедеги номер').inputValue()).toBe('');
  });

  it('asks for nothing while nothing is typed', async () => {
    await show('idle', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Табуу' }).isDisabled()).toBe(true);
    await screen.page.keyboard.press('Enter');
    expect(await called()).toEqual([]);
  });
});

describe('several ballots', () => {
  it('are named in the language of the screen, and only one that may be declined can be left out', async () => {
    await show('ballots', 'en');
    expect(await screen.page.locator('.choices').textContent()).toContain('Election of the Saruu village council');
    expect(await screen.page.getByRole('button', { name: 'Election of the Saruu village council' }).count()).toBe(0);
    await press('Referendum');
    await press('Print receipts: 2');
    expect(await called()).toEqual(['voter.takeBallots']);
  });
});
