import { describe, expect, it } from 'vitest';
import { underHands } from './hands.fixture.ts';

/** What the hands of a technician do. */
const screen = underHands();
const { called, press, show } = screen;

describe("at the technician's bench for the sensor", () => {
  it('begins with nothing, asks for a touch, and leaves nothing behind', async () => {
    await show('finger-bench-empty', 'ky');
    expect(await called()).toEqual(['device.leaveTouches']);
    await press('Биринчи жолу коюу');
    await press('Жабдуулар');
    expect(await called()).toEqual(['device.leaveTouches', 'device.takeTouch', 'device.leaveTouches']);
  });
});

describe("with another kiosk's configuration", () => {
  it('is held against the kit once, and again when a hand wants it', async () => {
    await show('configuration', 'ky');
    const compared = async () => (await called()).filter((method) => method === 'configuration.compare').length;
    await screen.page.waitForTimeout(2_500);
    expect(await compared()).toBe(1);
    await press('Кайра издөө');
    await expect.poll(compared).toBe(2);
  });

  it('changes nothing before every device has its place, and takes it then', async () => {
    await show('configuration-plan', 'ky');
    const take = screen.page.getByRole('button', { name: 'Бул жөндөөлөрдү алуу' });
    const asked = (await called()).filter((method) => !/compare|files|discover/.test(method));
    expect([await take.isDisabled(), asked]).toEqual([true, ['configuration.look']]);
    await screen.page.getByRole('button', { name: '(document-2)' }).click();
    await screen.page.getByRole('button', { name: 'usb:05f9:4204#G15B09140' }).click();
    await take.click();
    await screen.page.getByText('Алынды. Жабдуулар иштетилүүдө.').waitFor();
    expect((await called()).filter((method) => method === 'configuration.take')).toHaveLength(1);
  });
});

describe("at the technician's try of a device", () => {
  it('begins with nothing, asks the device of the page, and leaves nothing behind', async () => {
    await show('try-finger', 'ky');
    expect(new Set(await called())).toEqual(new Set(['recording.state', 'device.trace', 'trial.leave']));
    await press('Бармак изин окуу');
    await press('Жабдууга кайтуу');
    await screen.page.getByRole('button', { name: 'Сынап көрүү' }).waitFor();
    expect((await called()).filter((method) => method.startsWith('trial.'))).toEqual([
      'trial.leave',
      'trial.begin',
      'trial.leave',
    ]);
  });

  it('fetches a picture once, and stops what runs', async () => {
    await show('try-finger-reading', 'ky');
    await screen.page.getByRole('img', { name: 'Бармактын сүрөтү' }).waitFor();
    await press('Токтотуу');
    expect((await called()).filter((method) => method.startsWith('trial.'))).toEqual([
      'trial.picture',
      'trial.leave',
      'trial.stop',
    ]);
  });

  it('opens a chip by six digits or by the zone, and by nothing between', async () => {
    await show('try-chip', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Тилке менен ачуу' }).isEnabled()).toBe(true);
    for (const digit of '12345') await screen.page.getByRole('button', { name: digit, exact: true }).click();
    expect(await screen.page.getByRole('button', { name: 'Тилке менен ачуу' }).isDisabled()).toBe(true);
    await screen.page.getByRole('button', { name: '6', exact: true }).click();
    await press('Номер менен ачуу');
    // What the page asks by itself may come after it.
    expect((await called()).filter((method) => method.startsWith('trial.')).at(-1)).toBe('trial.begin');
  });
});

describe('in the guided set-up', () => {
  it('looks for what the step is about alone: again and again on cables, once and when a hand wants it elsewhere', async () => {
    await show('guide', 'ky');
    const looks = async (group: string) => (await called()).filter((one) => one === `device.discover ${group}`).length;
    await expect.poll(() => looks('cable'), { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    expect(await looks('reader')).toBe(1);
    await press('Кайра издөө');
    await expect.poll(() => looks('reader')).toBe(2);
    const asked = (await called()).filter((one) => one.startsWith('device.discover'));
    expect(new Set(asked)).toEqual(new Set(['device.discover cable', 'device.discover reader']));
  });

  it('opens by itself where the sensor is gone, offers what is plugged in for it, and puts it in its place', async () => {
    await show('guide', 'ky');
    await press('FTDI');
    // It may only be the sensor here: the port's other drivers are not offered.
    expect(await screen.page.locator('dialog .choices button').count()).toBe(1);
    await screen.page.locator('dialog .choices button').click();
    await screen.page.waitForFunction(() => window.called.includes('device.assign'));
    expect(await screen.page.locator('dialog').count()).toBe(0);
  });

  it('lets a needed thing wait and comes back to it, and never offers to do without it', async () => {
    await show('guide', 'ky');
    expect(await screen.page.getByRole('button', { name: 'Бул киоскто жок' }).count()).toBe(0);
    await press('Кийинчерээк');
    await screen.page.getByRole('heading', { name: 'Документ окугуч' }).waitFor();
    await press('Жабдуулар');
    await press('Кадам-кадам туташтыруу');
    await screen.page.getByRole('heading', { name: 'Бармак изин окугуч' }).waitFor();
  });

  it('tries the sensor, and takes the touch along when the step is left', async () => {
    await show('guide-touched', 'ky');
    await press('Бармак коюп сыноо');
    await press('Кийинки');
    await screen.page.getByRole('heading', { name: 'Документ окугуч' }).waitFor();
    await screen.page.waitForFunction(() => window.called.includes('device.leaveTouches'));
    expect((await called()).filter((one) => !one.startsWith('device.discover'))).toEqual([
      'device.takeTouch',
      'device.leaveTouches',
    ]);
  });

  it('ends at the readiness report', async () => {
    await show('guide-readiness', 'ky');
    await press('Даярдык отчётуна');
    await screen.page.getByRole('button', { name: 'Отчёт түзүү' }).waitFor();
  });
});

describe('among the pages of the technician', () => {
  it('a page that is pressed again begins anew', async () => {
    await show('kit-map', 'ky');
    await press('Бул киоск');
    await screen.page.getByRole('button', { name: 'Топтомдун паспорту' }).waitFor();
  });

  it('a refusal that one page told is not told on another', async () => {
    await show('kit-map', 'ky');
    await press('Жабдуулар');
    await press('Сыноо чегин басуу');
    await screen.page.locator('.notice-bad').waitFor();
    await press('Даярдык');
    expect(await screen.page.locator('.notice').count()).toBe(0);
  });

  it('paper that came out is said for a moment', async () => {
    await show('readiness', 'ky');
    await press('Басып чыгаруу');
    const said = screen.page.getByText('Басылып чыкты.');
    await said.waitFor();
    await said.waitFor({ state: 'detached' });
  });
});

describe('at a note for the passport', () => {
  it('the way back leads to the question before, and keeps the number that was typed', async () => {
    await show('passport-serial', 'ky');
    const number = screen.page.getByLabel('Сериялык номери');
    await number.fill('SN42');
    const sheet = screen.page.locator('dialog');
    await sheet.getByRole('button', { name: 'Андан ары' }).click();
    await screen.page.getByText('Сериялык номери: SN42').waitFor();
    const back = sheet.getByRole('button', { name: 'Артка' });
    await back.click();
    expect(await number.inputValue()).toBe('SN42');
    await back.click();
    await screen.page.getByText('Кайсы жабдуу?').waitFor();
    await back.click();
    await screen.page.getByText('Эмне болду?').waitFor();
    await back.click();
    expect(await sheet.count()).toBe(0);
  });
});
