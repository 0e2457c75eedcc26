import { describe, expect, it } from 'vitest';
import { underHands } from './hands.fixture.ts';

/** What hands do at the box and at the commission's desk beside it. */
const screen = underHands();
const { called, press, show } = screen;

/** Both persons give their codes: the chair first. */
async function twoCodes(): Promise<void> {
  for (const [place, name] of [
    ['first', 'Тестбаев Эмил'],
    ['last', 'Мисалова Назгүл'],
  ] as const) {
    await screen.page.locator('.approver')[place]().getByRole('button', { name }).click();
    await screen.page.keyboard.type('1111');
  }
}

describe('the voter at the box', () => {
  it('takes her sheet back, or puts it in as it is, and nobody signs in for that', async () => {
    await show('box-ask', 'ky');
    await press('Кайра алуу');
    expect(await called()).toEqual(['voter.takeBack']);
    await show('box-ask', 'ky');
    await press('Ушул бойдон салуу');
    expect(await called()).toEqual(['voter.insist']);
  });

  it('is told in both languages, and has no key where the policy lets her do nothing', async () => {
    await show('box-other-election', 'ky');
    await screen.page.getByText('Это бюллетень других выборов').waitFor();
    await screen.page.getByText('Бул — башка шайлоонун бюллетени').waitFor();
    expect(await screen.page.getByRole('button').count()).toBe(0);
  });

  it('sees the same picture whatever the reason: who stands behind her learns nothing from it', async () => {
    const drawn = async (scene: string) => {
      await show(scene, 'ky');
      return screen.page.locator('.box-picture').innerHTML();
    };
    const none = await drawn('box-none');
    for (const scene of ['box-too-many', 'box-unsure', 'box-damaged', 'box-foreign']) {
      expect(await drawn(scene), scene).toBe(none);
    }
  });
});

describe('before the opening', () => {
  it('the box and its seal are typed, in Latin letters where there are any, and two persons agree', async () => {
    await show('ballots-box', 'ky');
    await press('Урнаны киргизүү');
    await screen.page.getByLabel('Урнанын номери').pressSequentially('u-147');
    expect(await screen.page.getByLabel('Урнанын номери').inputValue()).toBe('U-147');
    expect(await screen.page.getByRole('button', { name: 'Улантуу' }).isDisabled()).toBe(true);
    await screen.page.getByLabel('Пломбанын номери').fill('0093218');
    await press('Тамгалар');
    expect(await screen.page.getByRole('button', { name: 'q', exact: true }).count()).toBe(1);
    await press('Улантуу');
    expect(await called()).toEqual([]);
    await twoCodes();
    await press('Ырастоо');
    expect(await called()).toEqual(['box.assign']);
  });

  it('a test that differs is fed anew by one key, and taken as it is only with a reason and codes', async () => {
    await show('ballots-test-differs', 'ky');
    await press('Айырма менен улантуу');
    const next = screen.page.getByRole('button', { name: 'Улантуу', exact: true });
    expect(await next.isDisabled()).toBe(true);
    await press('Сыноо барагы жетпейт');
    await next.click();
    await twoCodes();
    await press('Ырастоо');
    expect(await called()).toEqual(['test.accept']);
    await press('Сыноону кайра баштоо');
    expect(await called()).toEqual(['test.accept', 'test.begin']);
  });
});

describe('while people vote', () => {
  it('a member says that the path is clear, and has no other key', async () => {
    await show('ballots-jam-member', 'ky');
    expect(await screen.page.locator('main').getByRole('button').allTextContents()).toEqual(['Жасалды, улантуу']);
    await press('Жасалды, улантуу');
    expect(await called()).toEqual(['box.cleared']);
  });

  it('two persons say where the last sheet is when the box cannot know, and no other key hides it', async () => {
    await show('ballots-unclear', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Жасалды, улантуу' }).count()).toBe(0);
    await press('Барак урнада');
    await twoCodes();
    await press('Ырастоо');
    expect(await called()).toEqual(['box.located']);
  });

  it('ballots of which some are lost are counted with a reason', async () => {
    await show('ballots-count-differs', 'ky');
    await press('Саноо');
    await press('Кагаз бюллетендер кол менен саналат');
    await screen.page.getByRole('button', { name: 'Улантуу', exact: true }).click();
    await twoCodes();
    await screen.page.locator('dialog .actions').getByRole('button', { name: 'Саноо', exact: true }).click();
    expect(await called()).toEqual(['results.count']);
  });

  it('a box that is gone after the close stands in the way of nothing', async () => {
    await show('ballots-count-box-away', 'ky');
    await press('Саноо');
  });
});

describe('a mobile box beside a scanner', () => {
  it('is fed with the number of sheets that persons have counted', async () => {
    await show('ballots-feeder', 'ky');
    await press('Сканерге салуу');
    const begin = screen.page.getByRole('button', { name: 'Баштоо', exact: true });
    expect(await begin.isDisabled()).toBe(true);
    await screen.page.getByLabel('Бул урнадагы барактын саны').fill('23');
    await begin.click();
    expect(await called()).toEqual(['mobile.feed']);
  });

  it('tells the sheet that was not taken, which is laid in again or set aside, and is done once it is', async () => {
    await show('ballots-feeder-refused', 'ky');
    await screen.page.getByText('Бул — башка округдун бюллетени').waitFor();
    await press('Кайра салдым, улантуу');
    await press('Бөлүп койдум, улантуу');
    expect(await called()).toEqual(['mobile.feed', 'mobile.feed']);
    await show('ballots-feeder-feeding', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Бул урна бүттү' }).count()).toBe(0);
    await press('Токтотуу');
    expect(await called()).toEqual(['mobile.stop']);
    await show('ballots-feeder-done', 'ky');
    await press('Бул урна бүттү');
    expect(await called()).toEqual(['mobile.end']);
  });
});

describe('a recount by the scanner', () => {
  it('is offered at the protocols, goes on by one key, and is compared when all came', async () => {
    const does = async (scene: string, key: string) => {
      await show(scene, 'ky');
      await press(key);
      return called();
    };
    expect(await does('recount-offer', 'Баштоо')).toEqual(['recount.begin']);
    expect(await does('recount-feeding', 'Токтотуу')).toEqual(['recount.stop']);
    expect(await does('recount-stopped', 'Улантуу')).toEqual(['recount.feed']);
    expect(await does('recount-stopped', 'Башынан баштоо')).toEqual(['recount.begin']);
    expect(await does('recount-refused', 'Бөлүп койдум, улантуу')).toEqual(['recount.feed']);
    expect(await does('recount-all', 'Саноо менен салыштыруу')).toEqual(['recount.end']);
    expect(await does('recount-empty', 'Токтотуп чыгуу')).toEqual(['recount.drop']);
  });

  it('is on record by two codes where it matches, and only with a reason where it does not', async () => {
    await show('recount-matches', 'ky');
    await press('Жазуу');
    await twoCodes();
    await screen.page.locator('dialog .actions').getByRole('button', { name: 'Жазуу' }).click();
    expect(await called()).toEqual(['recount.record']);
    await show('recount-differs', 'ky');
    await press('Айырманы жазуу');
    const next = screen.page.getByRole('button', { name: 'Улантуу', exact: true });
    expect(await next.isDisabled()).toBe(true);
    await press('Барактар жабышып өткөн');
    await next.click();
    await twoCodes();
    await screen.page.locator('dialog .actions').getByRole('button', { name: 'Жазуу' }).click();
    expect(await called()).toEqual(['recount.record']);
  });

  it('has no keys for a member, who is told whom to call', async () => {
    await show('recount-member', 'ky');
    await screen.page.getByText('Муну төрага же катчы жасайт').waitFor();
    expect(await screen.page.locator('.actions').getByRole('button').count()).toBe(0);
  });
});

describe('doubtful marks', () => {
  it('are decided one by one before two persons give their codes, and the next sheet comes when it is asked for', async () => {
    await show('ballots-decide-sheet', 'ky');
    const decide = screen.page.getByRole('button', { name: 'Чечим кабыл алуу' });
    await press('Белги эмес');
    expect(await decide.isDisabled()).toBe(true);
    await screen.page.getByRole('button', { name: 'Белги', exact: true }).click();
    await decide.click();
    await twoCodes();
    await press('Ырастоо');
    await screen.page.getByRole('button', { name: 'Барак чыгаруу' }).waitFor();
    expect(await called()).toEqual(['adjudication.next', 'adjudication.decide']);
  });
});

describe('the results protocol', () => {
  it('shows a ratio hold as soon as the right number is typed, and tells it on the way to the next line', async () => {
    await show('protocol-fill', 'ky');
    await screen.page.getByText('460 ≠ 457, айырма 3').waitFor();
    const field = screen.page.getByLabel('Саны');
    await field.fill('457');
    await screen.page.getByText('457 = 457').waitFor();
    expect(await called()).toEqual([]);
    await press('Кийинки сап');
    expect(await called()).toEqual(['results.type']);
    await screen.page.getByRole('heading', { name: '3.' }).waitFor();
    // What was not changed is not told again.
    await press('Кийинки сап');
    expect(await called()).toEqual(['results.type']);
  });

  it('is signed once everybody whom the form names has given the own code, each in the own place', async () => {
    await show('protocol-sign', 'ky');
    const sign = screen.page.locator('dialog .actions').getByRole('button', { name: 'Кол коюу' });
    const places = screen.page.locator('.signing section').first().getByRole('button');
    for (const [place, name] of ['Тестбаев Эмил', 'Сыноова Жылдыз', 'Мисалова Назгүл'].entries()) {
      expect(await sign.isDisabled()).toBe(true);
      await places.nth(place).click();
      await screen.page.locator('.signing section').last().getByRole('button', { name }).click();
      await screen.page.keyboard.type('1111');
    }
    await sign.click();
    expect(await called()).toEqual(['results.sign']);
  });

  it('says nothing of the numbers of a constituency with few ballots', async () => {
    await show('protocol-sealed', 'ky');
    expect(await screen.page.locator('.protocol-row').count()).toBe(0);
    expect(await screen.page.locator('.ratio').count()).toBe(0);
  });
});
