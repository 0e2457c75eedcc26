import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import { refusalSaid, refusalSlipWords } from '../../core/receipt/refusal-words.ts';
import type { SlipLine } from '../../core/receipt/slip.ts';
import { slipWords } from '../../core/receipt/words.ts';
import { nodeCrypto } from '../../main/crypto/node.ts';
import type { DemoVoter } from '../../main/demo/voters.ts';
import { verifyFile } from '../../main/journal/verify-file.ts';
import { root } from '../../tools/say.ts';
import { type Made, makeStation, type Run, runStation } from './kit/demo-station.ts';
import { type Engine, engines, type Kiosk } from './kit/engines.ts';
import { Hands, nameOf } from './kit/hands.ts';
import { papersSince, SLIP_ROWS } from './kit/paper.ts';
import { PRECINCT } from './kit/room.ts';
import { said } from './kit/words.ts';

/** What the demonstration's policy gives each of two fingers. */
const TRIES = 6;

let made: Made;
beforeAll(async () => {
  made = await makeStation(24);
});
afterAll(() => made?.close());

describe.each(Object.keys(engines) as Engine[])('a day of a station in %s', (browser) => {
  let run: Run;
  let kiosk: Kiosk;
  let desk: Hands;
  let display: Page;
  /** What the windows complained about in their consoles. */
  const complaints: string[] = [];
  /** Numbers of the slips that the desk said to hand out. */
  const receipts: string[] = [];
  let admitted = 0;

  /** Pictures of both windows, for a person to look at afterwards; each run takes them anew. */
  const pictures = join(root, 'dist/story', browser.toLowerCase());
  let taken = 0;
  const picture = async (name: string): Promise<void> => {
    taken += 1;
    const file = join(pictures, `${String(taken).padStart(2, '0')}-${name}`);
    await desk.page.screenshot({ path: `${file}.officer.png` });
    await display.screenshot({ path: `${file}.voter.png` });
  };

  /** Whole slips among what has come out of the printer since that many facts. */
  const slips = (since = 0): number =>
    run.ledger
      .entries()
      .slice(since)
      .filter((entry) => entry.fact === 'slip' && entry.cut && entry.height >= SLIP_ROWS).length;

  /** The second display, with everything that it must say. */
  const shown = (...words: readonly string[]) =>
    words.reduce((found, hasText) => found.filter({ hasText }), display.getByRole('main'));

  const voter = (n: number): DemoVoter => {
    const found = made.station.voters.filter(({ trait }) => trait === 'ordinary')[n];
    if (!found) throw new Error(`the list has no ordinary voter ${n}`);
    return found;
  };
  const stranger = (precinct: string): DemoVoter => {
    const found = made.everybody.find((one) => one.record.precinct === precinct && one.trait === 'ordinary');
    if (!found) throw new Error(`nobody is listed at ${precinct}`);
    return found;
  };

  /** The photo and the names on both windows are those of the voter who stands there. */
  const expectVoter = async (who: DemoVoter): Promise<void> => {
    const card = desk.page.getByRole('region', { name: said('parts:voter') });
    await card.getByRole('img', { name: nameOf(who) }).waitFor();
    await expect.poll(() => card.textContent()).toContain(who.record.pin.slice(-2));
    expect(await card.textContent()).not.toContain(who.record.pin);
    // A sensor that waits for a finger is well.
    await desk.light('fingerprint').waitFor();
    await display.getByRole('img', { name: nameOf(who) }).waitFor();
    await shown(who.record.surname, `№ ${who.record.number}`, said('voter:sentence.finger')).waitFor();
  };

  /** Waits for the verdict on both windows, which goes by itself, and takes down the number of the slip. */
  const admission = async (who: DemoVoter): Promise<void> => {
    const verdict = desk.verdict(said('officer:admitted'), nameOf(who), new RegExp(`${PRECINCT}-\\d+-\\d{4}`));
    await Promise.all([
      verdict.waitFor().then(async () => {
        const number = /\d{4}-\d+-\d+/.exec((await verdict.textContent()) ?? '');
        receipts.push(number?.[0] ?? '');
      }),
      shown(who.record.surname, `№ ${who.record.number}`, said('voter:sentence.admitted')).waitFor(),
    ]);
    admitted += 1;
  };

  /** The way from the finger to the verdict and back to the next voter. */
  const identifyAndAdmit = async (
    who: DemoVoter,
    name: string,
    goOn = (): Promise<void> => desk.goOn(),
  ): Promise<void> => {
    const facts = run.ledger.entries().length;
    await expectVoter(who);
    await picture(`${name}-finger`);
    await Promise.all([admission(who).then(() => picture(`${name}-admitted`)), desk.identify(who)]);
    await goOn();
    expect(slips(facts)).toBe(1);
    await expect
      .poll(() => desk.page.getByRole('banner').textContent())
      .toContain(`${admitted} ${said('parts:admitted')}`);
  };

  /** A verdict against somebody, on both windows, and no paper. */
  const refusal = async (name: string, ...words: readonly (string | RegExp)[]): Promise<void> => {
    await desk.verdict(...words).waitFor();
    await shown(said('voter:sentence.refused')).waitFor();
    await picture(name);
    await desk.nextVoter();
  };

  beforeAll(async () => {
    rmSync(pictures, { recursive: true, force: true });
    mkdirSync(pictures, { recursive: true });
    run = runStation(made);
    kiosk = await engines[browser](run.plan);
    desk = new Hands(await kiosk.page('officer'), run.world);
    display = await kiosk.page('voter');
    display.setDefaultTimeout(20_000);
    await desk.heading(said('parts:sign-in.who')).waitFor();
    await shown(said('voter:station')).waitFor();
    // From here on; before it a window is refused once, which is how it learns that it must show its ticket.
    for (const page of [desk.page, display]) {
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
    }
  });
  afterAll(async () => {
    await kiosk?.close();
    run?.close();
  });

  it('the chair opens the station with a second person', async () => {
    await picture('sign-in');
    await desk.signIn('chair');
    await desk.heading(said('chair:duty.ready')).waitFor();
    await desk.button(said('chair:open')).and(desk.page.locator(':enabled')).waitFor();
    // What was found is said in the words of the screen.
    const list = await desk.screen();
    expect(list).toContain(said('chair:told.package.1', { a: 1, words: said('chair:detail.preliminary') }));
    expect(list).toContain(said('chair:detail.laboratory'));
    await picture('opening-list');
    await desk.button(said('chair:open')).click();
    await desk.page.getByRole('dialog').waitFor();
    await picture('opening-copies');
    await desk.copies(1);
    await picture('opening-approval');
    await desk.approve(['chair', 'member-1'], said('chair:open'));
    await desk.heading(said('chair:duty.open')).waitFor();
    await picture('open');
    await expect.poll(() => slips(), { timeout: 20_000 }).toBe(1);
    // What is said to be next is the next button: the officer signs in at this very kiosk.
    await desk.page.getByText(said('chair:next.officer')).waitFor();
    await desk.button(said('chair:next.to-officer')).click();
    await desk.heading(said('parts:sign-in.who')).waitFor();
    await desk.signIn('officer-1');
    await desk.heading(said('officer:idle.document')).waitFor();
    await shown(said('parts:stage.open')).waitFor();
    await picture('idle');
  });

  it('admits a voter by the document', async () => {
    desk.lay(voter(0));
    // Nobody presses anything: the officer's hands are with the paper.
    await identifyAndAdmit(voter(0), 'document', () => desk.idle());
  });

  it('admits a voter whose PIN is typed', async () => {
    await desk.digits(voter(1).record.pin);
    await picture('pin-typed');
    await desk.button(said('officer:idle.find')).click();
    await identifyAndAdmit(voter(1), 'pin');
  });

  it('admits a voter who is searched by name and chosen among others', async () => {
    const who = voter(2);
    await desk.button(said('officer:idle.letters')).click();
    await desk.letters(who.record.surname);
    await picture('name-typed');
    await desk.button(said('officer:idle.find')).click();
    await desk.heading(said('officer:choose')).waitFor();
    await picture('choose');
    const candidates = desk.page.getByRole('main').getByRole('listitem');
    expect(await candidates.count()).toBeGreaterThan(1);
    // She may stand on a later page.
    const on = desk.button(said('parts:paged.on'));
    const her = desk.page.getByRole('button', { name: nameOf(who) });
    while ((await her.count()) === 0) await on.click();
    await her.click();
    await identifyAndAdmit(who, 'name');
  });

  it('refuses a voter who was admitted before, and says when and where', async () => {
    desk.lay(voter(0));
    await refusal(
      'already-admitted',
      said('officer:refused.already-admitted'),
      nameOf(voter(0)),
      /\d\d:\d\d/,
      said('officer:refused.station', { number: PRECINCT }),
      said('officer:offer.already-admitted'),
    );
  });

  it('sends a voter of another precinct there, with the address', async () => {
    desk.lay(stranger('0002'));
    const address = precinctOf(made.station.election, '0002')?.address.ky ?? '';
    expect(address).not.toBe('');
    await desk.verdict(said('officer:refused.other-precinct')).waitFor();
    const facts = run.ledger.entries().length;
    await desk.button(said('papers:refusal.print')).click();
    await desk.page.getByText(said('papers:refusal.out', { number: 1 })).waitFor();
    const [paper, ...more] = papersSince(run.ledger, facts);
    expect([more.length, slips(facts)]).toEqual([0, 1]);
    const { help, precincts } = made.station.election;
    const here = precincts.find(({ number }) => number === PRECINCT);
    const { why, next } = refusalSaid['other-precinct'];
    const lines: readonly SlipLine[] = [
      { line: 'title', text: refusalSlipWords.title },
      { line: 'text', text: refusalSlipWords.noReceipt },
      { line: 'text', text: why },
      { line: 'text', text: next },
      { line: 'pair', name: refusalSlipWords.goTo, value: '№ 0002' },
      { line: 'text', text: precinctOf(made.station.election, '0002')?.address ?? { ky: '', ru: '' } },
      { line: 'pair', name: slipWords.station, value: `№ ${PRECINCT}` },
      { line: 'text', text: here?.address ?? { ky: '', ru: '' } },
      { line: 'pair', name: refusalSlipWords.number, value: '1' },
      ...(help?.telephones ?? []).map(({ names, number }): SlipLine => ({ line: 'pair', name: names, value: number })),
    ];
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => !paper?.(line))).toEqual([]);
    // Neither another reason nor the voter is on it.
    expect(paper?.({ line: 'text', text: refusalSaid['not-in-list'].why })).toBe(false);
    await refusal(
      'other-precinct',
      said('officer:refused.other-precinct'),
      said('officer:refused.station', { number: '0002' }),
      address,
    );
  });

  it("does not take another hand for the voter's, as often as it tries", async () => {
    desk.lay(voter(3));
    await expectVoter(voter(3));
    expect(await desk.identify(stranger('0003'))).toBe(TRIES);
    await refusal('impostor', said('officer:refused.not-identified'), nameOf(voter(3)));
  });

  it("reads the next voter's document while a slip prints, and admits both, each with her own receipt", async () => {
    const [before, next] = [voter(6), voter(7)];
    const facts = run.ledger.entries().length;
    run.world.breakPrinter('busy');
    desk.lay(before);
    await expectVoter(before);
    await desk.identify(before);
    await desk.heading(said('officer:working.printing')).waitFor();
    const strip = desk.page.getByRole('region', { name: said('next:title') });
    await strip.getByText(said('next:free')).waitFor();
    desk.lay(next);
    await strip.getByText(said('next:waits')).waitFor();
    const end = next.record.documents[0]?.number.slice(-2) ?? '';
    expect(await strip.textContent()).toContain(`…${end}`);
    await picture('printing-next');
    // Desk and room are still the first voter's.
    await desk.page.getByRole('img', { name: nameOf(before) }).waitFor();
    expect(await display.getByRole('main').textContent()).toContain(before.record.surname);
    expect(await display.getByRole('main').textContent()).not.toMatch(new RegExp(`№ ${next.record.number}(?!\\d)`));
    run.world.breakPrinter('none');
    await admission(before);
    await picture('admitted-next');
    // Nobody presses anything, and nobody lays the document down again.
    await identifyAndAdmit(next, 'next');
    expect(slips(facts)).toBe(2);
  });

  it('without paper prints the slip when paper is there again, and nobody comes twice', async () => {
    const who = voter(4);
    const facts = run.ledger.entries().length;
    run.world.breakPrinter('paper-out');
    desk.lay(who);
    await expectVoter(who);
    await desk.identify(who);
    await desk.page.getByText(said('officer:print.nothing-sent')).waitFor();
    await shown(who.record.surname, said('voter:sentence.wait')).waitFor();
    await picture('no-paper');
    expect(slips(facts)).toBe(0);
    run.world.breakPrinter('none');
    await desk.light('printer').waitFor();
    await desk.button(said('officer:print.now')).click();
    await admission(who);
    await picture('paper-again');
    await desk.goOn();
    expect(slips(facts)).toBe(1);
  });

  it('puts a document aside that is laid down while the slip before lacks paper, and begins with it by a key', async () => {
    const [before, next] = [voter(8), voter(9)];
    run.world.breakPrinter('paper-out');
    desk.lay(before);
    await expectVoter(before);
    await desk.identify(before);
    await desk.page.getByText(said('officer:print.nothing-sent')).waitFor();
    desk.lay(next);
    const strip = desk.page.getByRole('region', { name: said('next:title') });
    await strip.getByText(said('next:aside.until')).waitFor();
    const begin = desk.button(said('next:aside.begin'), strip);
    expect(await begin.count()).toBe(0);
    run.world.breakPrinter('none');
    await desk.light('printer').waitFor();
    await desk.button(said('officer:print.now')).click();
    await admission(before);
    await desk.goOn();
    // Between voters it is begun by a hand, and needs not be laid down again.
    await begin.click();
    await identifyAndAdmit(next, 'aside');
    expect(await strip.count()).toBe(0);
  });

  it('after a slip that came out torn prints one with a new number, approved by a member', async () => {
    const who = voter(5);
    const facts = run.ledger.entries().length;
    run.world.breakPrinter('cutter-jam');
    desk.lay(who);
    await expectVoter(who);
    await desk.identify(who);
    await desk.heading(said('officer:tray.ask')).waitFor();
    await picture('tray');
    run.world.tearOff();
    run.world.breakPrinter('none');
    await desk.light('printer').waitFor();
    await desk.button(said('officer:tray.spoiled')).click();
    await picture('reprint-approval');
    await Promise.all([admission(who), desk.approve(['member-2'], said('officer:reprint.do'))]);
    await picture('reprinted');
    await desk.goOn();
    expect(slips(facts)).toBe(1);
  });

  it('the chair closes the station and takes the log, which proves itself and agrees with the paper', async () => {
    await desk.signOut();
    await desk.signIn('chair');
    const before = slips();
    await desk.closeDoors('0');
    await desk.answerQuestions(null);
    await picture('closing-list');
    await desk.button(said('chair:close')).click();
    await desk.copies(1);
    await desk.approve(['chair', 'member-1'], said('chair:close'));
    await desk.heading(said('chair:duty.closed')).waitFor();
    await expect.poll(() => slips(), { timeout: 20_000 }).toBe(before + 2);
    await picture('closed');

    await desk.tab(said('chair:page.totals')).click();
    await desk.page.getByText(said('chair:total.confirmed'), { exact: true }).waitFor();
    await picture('totals');
    await desk.button(said('chair:page.log')).click();
    await desk.target('stick').click();
    await desk.heading(said('chair:log.done')).waitFor();
    await picture('log');

    const [name = '', ...others] = readdirSync(run.stick);
    expect(others).toEqual([]);
    const file = join(run.stick, name);
    const text = readFileSync(file, 'utf8');
    const written = ((await desk.page.getByRole('status').textContent()) ?? '').replaceAll(' ', '');
    expect(written).toContain(createHash('sha256').update(text).digest('hex'));
    expect(written).toContain(name);
    const report = await verifyFile(file, made.trust, nodeCrypto);
    expect(report).toMatchObject({ ok: true, value: { ok: true } });

    const events = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; body: Record<string, unknown> });
    const confirmed = events.filter(({ type }) => type === 'admission.confirmed');
    expect(confirmed.flatMap(({ body }) => body.receipts)).toEqual(receipts);
    expect(new Set(receipts).size).toBe(admitted);
    expect(admitted).toBe(9);
    // The slips of the admitted, the start slip, the final slip, the operator's own and one that says why somebody was not
    // admitted; the torn one was not cut.
    expect(slips()).toBe(admitted + 4);
    for (const { record } of made.station.voters) {
      expect(text).not.toContain(record.pin);
      expect(text).not.toContain(record.surname);
    }
    expect(complaints).toEqual([]);
  });
});
