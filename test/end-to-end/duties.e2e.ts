import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActKind } from '../../core/election/policy-acts.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { shippedCases } from '../../core/election/policy-rehearsal.ts';
import { actWords } from '../../core/receipt/act-words.ts';
import type { Both, SlipLine } from '../../core/receipt/slip.ts';
import { todaySlipWords } from '../../core/receipt/today-words.ts';
import { slipWords } from '../../core/receipt/words.ts';
import { linesMissing } from '../../drivers/simulator/slip-reader.ts';
import type { DemoVoter } from '../../main/demo/voters.ts';
import { screenText } from '../../main/screen-words.ts';
import { root } from '../../tools/say.ts';
import { type Made, makeStation, PRECINCT, type Run, runStation } from './kit/demo-station.ts';
import { colleague, Hands, nameOf } from './kit/hands.ts';
import { type ChromiumKiosk, chromiumKiosk } from './kit/kiosk.ts';
import { dotsOf, papersSince, slipsOf } from './kit/paper.ts';
import { said } from './kit/words.ts';

/** Rows of paper, 8 a millimetre: what is shorter is the scrap that clears the cutter, not a slip. */
const SLIP_ROWS = 300;

/** What the commission and the technician do at one desk, from the first start to the end of the day. */
describe('the duties of a station', () => {
  let made: Made;
  let run: Run;
  let kiosk: ChromiumKiosk;
  let desk: Hands;
  /** The number of the slip that is undone. */
  let receipt = '';

  const pictures = join(root, 'dist/story/duties');
  let taken = 0;
  const picture = async (name: string): Promise<void> => {
    taken += 1;
    await desk.page.screenshot({ path: join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`) });
  };
  const band = (): Locator => desk.page.locator('.mode-note');
  const sheet = (): Locator => desk.page.getByRole('dialog');
  const voter = (n: number): DemoVoter => {
    const found = made.station.voters.filter(({ trait }) => trait === 'ordinary')[n];
    if (!found) throw new Error(`the list has no ordinary voter ${n}`);
    return found;
  };
  const slips = (): number => slipsOf(run.ledger, SLIP_ROWS).length;
  const admitted = async (count: number): Promise<void> => {
    const counted = `${count} ${said('parts:admitted')}`;
    await desk.page.getByRole('banner').filter({ hasText: counted }).waitFor();
  };
  const changePerson = async (id: string): Promise<void> => {
    await desk.signOut();
    await desk.signIn(id);
  };

  beforeAll(async () => {
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    made = await makeStation(8, 'training');
    run = runStation(made, false);
    kiosk = await chromiumKiosk(run.plan);
    desk = new Hands(await kiosk.page('officer'), run.world);
  });
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
    made?.close();
  });

  it('begin with the package on the stick: nobody is known before it', async () => {
    await desk.heading(said('chair:packages.first')).waitFor();
    await desk.page.getByText(said('chair:device.words')).waitFor();
    await picture('unprovisioned');
    await desk.page.getByRole('button', { name: basename(made.station.package) }).click();
    await desk.heading(said('parts:sign-in.who')).waitFor({ timeout: 60_000 });
    await desk.page.getByText(said('parts:station.number', { number: PRECINCT })).waitFor();
    await picture('imported');
  });

  it('let the technician print a test slip before the opening', async () => {
    await desk.signIn('technician');
    await desk.button(said('technician:test-print')).and(desk.page.locator(':enabled')).click();
    await expect.poll(slips, { timeout: 20_000 }).toBe(1);
    await desk.signOut();
  });

  it('let the technician try a device: a finger as it comes, a document field by field, a slip of every letter', async () => {
    await desk.signIn('technician');
    const tryIt = async (kind: 'fingerprint' | 'document' | 'printer'): Promise<void> => {
      const card = desk.page.locator('.device-card').filter({ hasText: said(`parts:device.${kind}`) });
      await card.getByRole('button', { name: said('technician:device.open') }).click();
      await desk.button(said('technician:device.try')).click();
    };
    const back = async (): Promise<void> => {
      await desk.button(said('trial:back')).click();
      await desk.button(said('technician:device.back')).click();
    };
    const { record: person } = voter(0).record;

    await tryIt('fingerprint');
    await desk.button(said('trial:finger.begin')).and(desk.page.locator(':enabled')).click();
    await desk.page.getByText(said('trial:finger.waiting')).waitFor();
    run.world.putFinger({ person, finger: 2, condition: 'good' });
    await desk.page.getByText(said('trial:finger.done')).waitFor({ timeout: 60_000 });
    const image = desk.page.getByRole('img', { name: said('trial:finger.picture') });
    await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(256);
    await picture('try-finger');
    run.world.putFinger(null);
    await back();

    await tryIt('document');
    await desk.button(said('trial:document.begin')).and(desk.page.locator(':enabled')).click();
    await desk.page.getByText(said('trial:document.waiting')).waitFor();
    run.world.layDocument({ person, document: 0 });
    const number = desk.page.getByRole('row').filter({ hasText: said('trial:place.number') });
    await number.filter({ hasText: said('trial:vouched.own') }).waitFor();
    expect(await desk.page.getByRole('row').count()).toBe(11);
    await picture('try-document');
    run.world.layDocument(null);
    await back();
    // Who comes back to the page finds nothing of it.
    await tryIt('document');
    expect(await desk.page.getByRole('row').count()).toBe(0);
    await back();

    await tryIt('printer');
    const before = slips();
    await desk.button(said('trial:slip.print')).and(desk.page.locator(':enabled')).click();
    await expect.poll(slips, { timeout: 30_000 }).toBe(before + 1);
    await desk.page.getByText(said('trial:slip.printed')).waitFor();
    await picture('try-printer');
    await back();
    await desk.signOut();
  });

  it('draw the lots: the list to open says what is missing, and who was drawn is marked and approved', async () => {
    await desk.signIn('chair');
    const line = desk.page.locator('.check').filter({ hasText: said('chair:item.lots') });
    await line.getByText(said('chair:told.lots.2', { a: 0, b: 3 })).waitFor();
    await desk.button(said('chair:page.lots')).click();
    for (const [duty, id] of [
      ['operator', 'member-1'],
      ['paper-list', 'member-2'],
      ['ballots', 'member-2'],
    ] as const) {
      await desk.page
        .locator('.duties')
        .getByRole('button', { name: said(`people:duty.${duty}`) })
        .click();
      await desk.page
        .locator('.members')
        .getByRole('button', { name: colleague(id).name })
        .click();
    }
    // Chair and secretary take no part in it.
    expect(await desk.page.locator('.members').textContent()).not.toContain(colleague('secretary').name);
    await desk.button(said('people:lots.save')).click();
    await desk.approve(['chair', 'secretary'], said('people:lots.save'));
    await picture('lots');
    await desk.button(said('chair:page.duty')).click();
    await line.getByText(said('chair:told.lots.2', { a: 3, b: 3 })).waitFor();
    await desk.signOut();
  });

  it('open by one list and two persons, of whom the sheet offers only those of the commission', async () => {
    await desk.signIn('chair');
    await desk.button(said('chair:open')).and(desk.page.locator(':enabled')).waitFor();
    await desk.writeOpening({ safe: 'КР00411', kit: '00412', box: '00413' }, [8, 1, 8], picture);
    await desk.button(said('chair:open')).click();
    // Four people receive the start slip: two more than is usual.
    await desk.copies(4);
    await picture('open-codes');
    const offered = await sheet().locator('.people').first().textContent();
    expect(offered).not.toContain(said('parts:role.officer'));
    expect(offered).not.toContain(said('parts:role.technician'));
    await desk.approve(['chair', 'member-1'], said('chair:open'));
    await desk.heading(said('chair:duty.open')).waitFor();
    await expect.poll(slips, { timeout: 30_000 }).toBe(2 + 4);
    await picture('open');
  });

  it('suspend with a reason, which the officer sees, and go on', async () => {
    await desk.button(said('chair:suspend')).click();
    await desk.button(said('chair:suspend.reason.power'), sheet()).click();
    await desk.button(said('parts:next'), sheet()).click();
    await desk.approve(['officer-1', 'member-1'], said('chair:suspend'));
    await desk.heading(said('chair:duty.suspended')).waitFor();
    const clock = desk.page.locator('.standstill-clock');
    const counted = await clock.textContent();
    await expect.poll(() => clock.textContent(), { timeout: 10_000 }).not.toBe(counted);
    await expect.poll(slips, { timeout: 20_000 }).toBe(2 + 4 + 1);
    await picture('suspended');
    await changePerson('officer-1');
    await desk.page.getByText(said('officer:not-serving.suspended')).waitFor();
    await picture('officer-waits');
    await changePerson('chair');
    await desk.button(said('chair:resume')).click();
    await desk.button(said('day:resume.reason.power'), sheet()).click();
    await desk.button(said('parts:next'), sheet()).click();
    await desk.approve(['officer-2', 'member-1'], said('chair:resume'));
    await desk.heading(said('chair:duty.open')).waitFor();
    await expect.poll(slips, { timeout: 20_000 }).toBe(2 + 4 + 2);
  });

  it('rehearse, in training: the kiosk says what to do and with whose papers, and the band keeps it in sight', async () => {
    await changePerson('officer-1');
    await desk.button(said('rehearsal:page')).click();
    await picture('rehearsal');
    await desk.button(said('rehearsal:begin')).click();
    await desk.heading(said('rehearsal:do')).waitFor();
    await desk.page.getByText(said('rehearsal:do.document')).waitFor();
    // Whom it proposes is in the package: nobody of these was written into a screen.
    const proposed = await desk.page.locator('.case-now strong').textContent();
    expect(made.station.voters.map(nameOf)).toContain(proposed);
    await picture('rehearsal-begun');
    await desk.button(said('rehearsal:go')).click();
    const { length: of } = shippedCases;
    const title = said('rehearsal:case.document');
    await band()
      .filter({ hasText: said('rehearsal:band', { place: 1, of, title }) })
      .waitFor();
  });

  it('undo an admission by its number, a reason and two persons; the voter can then be admitted', async () => {
    desk.lay(voter(0));
    const verdict = desk.verdict(said('officer:admitted'), nameOf(voter(0)));
    await Promise.all([
      verdict.waitFor().then(async () => {
        receipt = new RegExp(`${PRECINCT}-\\d+-\\d+`).exec((await verdict.textContent()) ?? '')?.[0] ?? '';
      }),
      desk.identify(voter(0)),
    ]);
    await desk.goOn();
    await admitted(1);
    // The journal has it: the first case is passed, and the band is at the next.
    await band()
      .filter({ hasText: said('rehearsal:case.typed') })
      .waitFor();
    await desk.page.getByRole('button', { name: said('parts:menu') }).click();
    await desk.button(said('parts:undo.open'), sheet()).click();
    const [, device = '', number = ''] = receipt.split('-');
    await desk.digits(device, sheet());
    await desk.button(said('parts:receipt.dash'), sheet()).click();
    await desk.digits(number, sheet());
    await picture('undo-number');
    await desk.button(said('parts:next'), sheet()).click();
    await desk.button(said('parts:undo.reason.mistake'), sheet()).click();
    await desk.button(said('parts:next'), sheet()).click();
    await picture('undo-codes');
    await desk.approve(['chair', 'member-1'], said('parts:undo.do'));
    await admitted(0);
    desk.lay(voter(0));
    await Promise.all([verdict.waitFor(), desk.identify(voter(0))]);
    await desk.goOn();
    await admitted(1);
  });

  it('end the rehearsal with a slip of what the journal says was passed', async () => {
    const before = slips();
    await desk.button(said('rehearsal:page')).click();
    await desk.page.getByText(said('rehearsal:count', { passed: 2, of: shippedCases.length })).waitFor();
    for (const one of ['document', 'undone'] as const) {
      const name = new RegExp(said(`rehearsal:case.${one}`));
      await desk.page.getByRole('button', { name, disabled: true }).waitFor();
    }
    await picture('rehearsal-passed');
    await desk.button(said('rehearsal:end')).click();
    await desk.page.getByText(said('rehearsal:ended')).waitFor();
    await expect.poll(slips, { timeout: 20_000 }).toBe(before + 1);
    await desk.page.getByText(said('people:shift.slip.yes')).waitFor();
    await picture('rehearsal-over');
    await desk.button(said('rehearsal:back')).click();
    await band().waitFor({ state: 'hidden' });
  });

  it('change shifts over the idle screen: the next operator by her own code, a slip for the one before', async () => {
    const before = slips();
    await desk.page.getByRole('button', { name: said('parts:menu') }).click();
    await desk.button(said('people:shift.change'), sheet()).click();
    await desk.digits(colleague('officer-2').code, sheet());
    await picture('shift-change');
    await desk.button(said('people:shift.take'), sheet()).click();
    await sheet().waitFor({ state: 'hidden' });
    const menu = desk.page.getByRole('button', { name: said('parts:menu') });
    await menu.filter({ hasText: colleague('officer-2').name }).waitFor();
    await desk.heading(said('officer:idle.document')).waitFor();
    await expect.poll(slips, { timeout: 20_000 }).toBe(before + 1);
  });

  it('call for help without leaving the voter; whoever comes shows her code', async () => {
    const room = await kiosk.page('voter');
    desk.lay(voter(1));
    const asked = desk.page.getByRole('heading', { name: /колдун/ });
    await asked.waitFor();
    await desk.button(said('people:help')).click();
    await desk.button(said('people:help.call.chair'), sheet()).click();
    await sheet().waitFor({ state: 'hidden' });
    const key = desk.page.getByRole('banner').getByRole('button', { name: said('people:help.detail') });
    await key.waitFor();
    await room.getByText(said('voter:help')).waitFor();
    await asked.waitFor();
    await picture('help');
    await key.click();
    await desk.button(said('people:help.came'), sheet()).click();
    await desk.approve(['chair'], said('people:help.came'));
    await room.getByText(said('voter:help')).waitFor({ state: 'hidden' });
    const verdict = desk.verdict(said('officer:admitted'), nameOf(voter(1)));
    await Promise.all([verdict.waitFor(), desk.identify(voter(1))]);
    await desk.goOn();
    await admitted(2);
  });

  it('record the turnout once for a time', async () => {
    await changePerson('chair');
    await desk.button(said('chair:page.turnout')).click();
    const [first = ''] = await desk.page.locator('.turnout-time').allInnerTexts();
    await desk.button(said('chair:turnout.record', { time: first })).click();
    const row = desk.page.getByRole('main').getByRole('listitem').filter({ hasText: first });
    await row.filter({ hasText: said('chair:state.done') }).waitFor();
    expect(await row.textContent()).toContain('1');
    expect(await desk.button(said('chair:turnout.record', { time: first })).count()).toBe(0);
    await picture('turnout');
  });

  it('draw an act of each exception: its paper has the number and what the journal tells, in both languages', async () => {
    const paper = async (lines: readonly SlipLine[]) => {
      const slip = slipsOf(run.ledger, SLIP_ROWS).at(-1);
      expect(slip && linesMissing(dotsOf(run.ledger, slip), lines)).toEqual([]);
    };
    const fact = async (name: string): Promise<string> => {
      const row = sheet().locator('.act-facts div', { hasText: said(name) });
      return (await row.locator('dd').textContent()) ?? '';
    };
    const template = (kind: ActKind, values: Readonly<Record<string, Both>>): SlipLine => {
      const text = defaultPolicy.acts.kinds.find((one) => one.kind === kind)?.text ?? { ky: '', ru: '' };
      const filled = (language: 'ky' | 'ru') =>
        text[language].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]?.[language] ?? '');
      return { line: 'text', text: { ky: filled('ky'), ru: filled('ru') } };
    };
    const same = (text: string): Both => ({ ky: text, ru: text });
    const pair = (name: Both, value: string): SlipLine => ({ line: 'pair', name, value });
    const inBoth = (name: string): Both => ({ ky: screenText('ky', name), ru: screenText('ru', name) });

    await desk.button(said('chair:page.totals')).click();
    await desk.button(said('acts:title')).click();
    const due = desk.page.getByRole('main').getByRole('listitem');
    await expect.poll(() => due.count()).toBe(2);
    await picture('acts');

    await due.first().getByRole('button').click();
    const [from, until] = [await fact('acts:fact.happened'), await fact('acts:fact.until')];
    const [date = '', time = ''] = from.split(' ');
    await picture('act-standstill');
    let before = slips();
    await desk.button(said('acts:print.slip'), sheet()).click();
    await desk.page.getByText(said('acts:out.yes', { number: `${PRECINCT}-1/1` })).waitFor({ timeout: 20_000 });
    expect(slips()).toBe(before + 1);
    const power = inBoth('chair:suspend.reason.power');
    await paper([
      { line: 'title', text: actWords.act },
      { line: 'number', name: actWords.number, value: `${PRECINCT}-1/1` },
      pair(actWords.happened, from),
      pair(actWords.reason, `${power.ky} / ${power.ru}`),
      template('standstill', { date: same(date), time: same(time), until: same(until), reason: power }),
    ]);
    await picture('acts-drawn');

    await desk.page.getByRole('button', { name: said('acts:part.due') }).click();
    await expect.poll(() => due.count()).toBe(1);
    await due.first().getByRole('button').click();
    expect(await fact('acts:fact.receipts')).toBe(receipt);
    before = slips();
    await desk.button(said('acts:print.slip'), sheet()).click();
    await desk.page.getByText(said('acts:out.yes', { number: `${PRECINCT}-1/2` })).waitFor({ timeout: 20_000 });
    expect(slips()).toBe(before + 1);
    const mistake = inBoth('parts:undo.reason.mistake');
    await paper([
      { line: 'number', name: actWords.number, value: `${PRECINCT}-1/2` },
      pair(actWords.receipts, receipt),
      pair(actWords.reason, `${mistake.ky} / ${mistake.ru}`),
    ]);
    await desk.page.getByRole('button', { name: said('acts:part.due') }).click();
    await desk.page.getByText(said('acts:none.due')).waitFor();
  });

  it("print the station's day for observers in numbered copies, while the second display tells how it stands", async () => {
    // From the list of acts: the tab above has the same words.
    await desk.button(said('chair:page.totals'), desk.page.locator('.actions')).click();
    const print = desk.button(said('papers:today.print')).and(desk.page.locator(':enabled'));
    const facts = run.ledger.entries().length;
    for (const copy of [1, 2]) {
      await print.click();
      await expect.poll(() => papersSince(run.ledger, facts).length, { timeout: 20_000 }).toBe(copy);
    }
    const bears = (line: SlipLine) => papersSince(run.ledger, facts).map((paper) => paper(line));
    const copyOf = (copy: number): SlipLine => ({ line: 'pair', name: todaySlipWords.copy, value: String(copy) });
    expect([bears(copyOf(1)), bears(copyOf(2))]).toEqual([
      [true, false],
      [false, true],
    ]);
    const both = [true, true];
    expect(bears({ line: 'title', text: todaySlipWords.title })).toEqual(both);
    expect(bears({ line: 'pair', name: slipWords.station, value: `№ ${PRECINCT}` })).toEqual(both);
    expect(bears({ line: 'number', name: slipWords.admitted, value: '2' })).toEqual(both);
    expect(bears({ line: 'text', text: todaySlipWords.identified })).toEqual(both);
    await picture('today');

    // Between voters, whoever is at the desk and whatever page is open there.
    const room = await kiosk.page('voter');
    const tells = async (): Promise<void> => {
      const between = room.getByRole('main');
      for (const words of [`№ ${PRECINCT}`, said('parts:stage.open'), said('voter:admitted'), /\d\d:\d\d/]) {
        await between.filter({ hasText: words }).waitFor();
      }
      await expect.poll(() => room.locator('.between-count .number').allTextContents()).toEqual(['2']);
    };
    await tells();
    await changePerson('officer-1');
    await tells();
    await desk.button(said('reception:ask')).click();
    await desk.heading(said('officer:idle.document')).waitFor({ state: 'hidden' });
    await tells();
    await room.screenshot({ path: join(pictures, 'between-while-asked.png') });
    await desk.button(said('reception:ask.leave')).click();
    await desk.heading(said('officer:idle.document')).waitFor();
    await changePerson('technician');
    await desk.button(said('technician:page.readiness')).click();
    await tells();
    await changePerson('chair');
  });

  it.each(['fingerprint', 'document', 'printer'] as const)(
    'tell the technician of a pulled cable: %s',
    async (kind) => {
      if (kind === 'fingerprint') await changePerson('technician');
      const card = desk.page.locator('.device-card').filter({ hasText: said(`parts:device.${kind}`) });
      await card.getByText(said('parts:state.ready')).waitFor();
      run.world.plug(kind, false);
      await card.getByText(said('parts:state.missing')).waitFor();
      await card.getByText(`device.${kind}-missing`).waitFor();
      await picture(`${kind}-away`);
      run.world.plug(kind, true);
      await card.getByText(said('parts:state.ready')).waitFor();
      await card.getByRole('button', { name: said('technician:reopen') }).click();
      await card.getByText(said('parts:state.ready')).waitFor();
    },
  );

  it('restart all devices together, which is seen at once; the printer is left to the voters', async () => {
    await desk.page.getByRole('button', { name: said('technician:restart') }).click();
    await desk.page.locator('.device-card:not(.device-ready)').first().waitFor();
    await expect.poll(() => desk.page.locator('.device-card.device-ready').count(), { timeout: 30_000 }).toBe(3);
    const test = desk.page.getByRole('button', { name: said('technician:test-print') });
    expect(await test.isDisabled()).toBe(true);
    expect(await test.textContent()).toContain(said('technician:test-print.when'));
    await picture('bench');
  });

  it('report the readiness: what is wrong comes first, and goes when it is mended', async () => {
    run.world.breakPrinter('cover-open');
    await desk.button(said('technician:page.readiness')).click();
    const first = desk.page.locator('.checklist li').first();
    await expect
      .poll(
        async () => {
          await desk.page.getByRole('main').getByRole('button').last().click();
          await first.waitFor();
          return first.textContent();
        },
        { timeout: 30_000 },
      )
      .toContain(said('parts:device.printer'));
    expect(await first.textContent()).toContain(said('technician:readiness.bad'));
    await picture('readiness');
    run.world.breakPrinter('none');
    await expect
      .poll(
        async () => {
          await desk.button(said('technician:readiness.again')).click();
          return desk.page.locator('.checklist li.check-blocked').count();
        },
        { timeout: 30_000 },
      )
      .toBe(0);
    // What is plugged in can be looked at too; the simulated ports are none that a system lists.
    await desk.button(said('technician:page.attached')).click();
    await desk.heading(said('technician:attached.found')).waitFor();
    await desk.page.locator('.attached-devices li').nth(1).waitFor();
    await picture('attached');
  });

  it('finish, close, and say what comes after closing', async () => {
    await changePerson('chair');
    await desk.closeDoors('2');
    await desk.page.getByText(said('day:inside.left', { count: 2 })).waitFor();
    await picture('finishing');
    await desk.answerQuestions(null, picture);
    await picture('answered');
    const before = slips();
    await desk.button(said('chair:close')).click();
    await desk.copies(3);
    await desk.approve(['chair', 'secretary'], said('chair:close'));
    await desk.heading(said('chair:duty.closed')).waitFor();
    await desk.page.getByText(said('chair:duty.what.closed')).waitFor();
    // Three copies of the final slip, and the last operator's own.
    await expect.poll(slips, { timeout: 30_000 }).toBe(before + 3 + 1);
    await picture('closed');
    // What is said to be next is the next button.
    await desk.button(said('chair:to-log')).click();
    await desk.button(said('chair:log.to', { name: 'stick' })).click();
    await desk.heading(said('chair:log.done')).waitFor();
    await picture('log');
    await changePerson('officer-1');
    await desk.page.getByText(said('officer:not-serving.closed')).waitFor();
  });
});
