import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { precinctOf } from '../../core/election/election.ts';
import { defaultPolicy } from '../../core/election/policy-default.ts';
import { refusalSaid, refusalSlipWords } from '../../core/receipt/refusal-words.ts';
import type { SlipLine } from '../../core/receipt/slip.ts';
import { slipWords } from '../../core/receipt/words.ts';
import type { DemoVoter } from '../../main/demo/voters.ts';
import { BothWindows } from './kit/both-windows.ts';
import { type Made, makeStation } from './kit/demo-station.ts';
import { type Engine, engines, type Kiosk } from './kit/engines.ts';
import { type Hands, nameOf } from './kit/hands.ts';
import { provenEvents } from './kit/journal.ts';
import { papersSince } from './kit/paper.ts';
import { PRECINCT } from './kit/room.ts';
import { StationDesk } from './kit/station-desk.ts';
import { closesStation, writesLog } from './kit/steps/closing.ts';
import { opensStation } from './kit/steps/opening.ts';
import { said } from './kit/words.ts';

const VOTERS = 24;
/** What the demonstration's policy gives each of two fingers. */
const TRIES = 6;

let made: Made;
beforeAll(async () => {
  made = await makeStation(VOTERS, 'laboratory', {}, defaultPolicy, 'as shipped');
});
afterAll(() => made?.close());

describe.each(Object.keys(engines) as Engine[])('a day of a station in %s', (engine) => {
  const at = new StationDesk<Kiosk>(engine.toLowerCase(), engines[engine]);
  let desk: Hands;
  let both: BothWindows;
  /** What the windows complained about in their consoles. */
  const complaints: string[] = [];
  /** Numbers of the slips that the desk said to hand out. */
  const receipts: string[] = [];

  const picture = (name: string): Promise<void> => both.picture(name);
  const breakPrinter: typeof at.run.world.breakPrinter = (how) => at.run.world.breakPrinter(how);

  const admission = async (who: DemoVoter): Promise<void> => {
    receipts.push(await both.admitted(who));
  };

  /** Whoever stands at both windows puts the finger on the sensor. */
  const identify = async (who: DemoVoter): Promise<void> => {
    await both.stands(who);
    await desk.identify(who);
  };

  /** The way from the finger to the verdict, one slip, and back to the next voter. */
  const identifyAndAdmit = async (
    who: DemoVoter,
    name: string,
    goOn = (): Promise<void> => desk.goOn(),
  ): Promise<void> => {
    const before = at.slips();
    await both.stands(who);
    await picture(`${name}-finger`);
    await Promise.all([admission(who).then(() => picture(`${name}-admitted`)), desk.identify(who)]);
    await goOn();
    expect(at.slips()).toBe(before + 1);
    await at.admitted(receipts.length);
  };

  beforeAll(async () => {
    await at.open({ voters: VOTERS, shared: made });
    desk = at.desk;
    both = new BothWindows(desk, await at.kiosk.page('voter'), at.pictures);
    await desk.heading(said('parts:sign-in.who')).waitFor();
    await both.shown(said('voter:station')).waitFor();
    // From here on; before it a window is refused once, which is how it learns that it must show its ticket.
    for (const page of [desk.page, both.display]) {
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
    }
  });
  afterAll(() => at.close());

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
    await opensStation(desk, 1, picture);
    await picture('open');
    expect(at.slips()).toBe(1);
    // What is said to be next is the next button: the officer signs in at this very kiosk.
    await desk.page.getByText(said('chair:next.officer')).waitFor();
    await desk.button(said('chair:next.to-officer')).click();
    await desk.heading(said('parts:sign-in.who')).waitFor();
    await desk.signIn('officer-1');
    await desk.heading(said('officer:idle.document')).waitFor();
    await both.shown(said('parts:stage.open')).waitFor();
    await picture('idle');
  });

  it('admits a voter by the document', async () => {
    desk.lay(at.voter(0));
    // Nobody presses anything: the officer's hands are with the paper.
    await identifyAndAdmit(at.voter(0), 'document', () => desk.idle());
  });

  it('admits a voter whose PIN is typed', async () => {
    await desk.digits(at.voter(1).record.pin);
    await picture('pin-typed');
    await desk.button(said('officer:idle.find')).click();
    await identifyAndAdmit(at.voter(1), 'pin');
  });

  it('admits a voter who is searched by name and chosen among others', async () => {
    const who = at.voter(2);
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
    desk.lay(at.voter(0));
    await both.refused(
      'already-admitted',
      said('officer:refused.already-admitted'),
      nameOf(at.voter(0)),
      /\d\d:\d\d/,
      said('officer:refused.station', { number: PRECINCT }),
      said('officer:offer.already-admitted'),
    );
  });

  it('sends a voter of another precinct there, with the address', async () => {
    desk.lay(at.stranger('0002'));
    const address = precinctOf(made.station.election, '0002')?.address.ky ?? '';
    expect(address).not.toBe('');
    await desk.verdict(said('officer:refused.other-precinct')).waitFor();
    const [facts, before] = [at.run.ledger.entries().length, at.slips()];
    await desk.button(said('papers:refusal.print')).click();
    await desk.page.getByText(said('papers:refusal.out', { number: 1 })).waitFor();
    const [paper, ...more] = papersSince(at.run.ledger, facts);
    expect([more.length, at.slips()]).toEqual([0, before + 1]);
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
    await both.refused(
      'other-precinct',
      said('officer:refused.other-precinct'),
      said('officer:refused.station', { number: '0002' }),
      address,
    );
  });

  it("does not take another hand for the voter's, as often as it tries", async () => {
    desk.lay(at.voter(3));
    await both.stands(at.voter(3));
    expect(await desk.identify(at.stranger('0003'))).toBe(TRIES);
    await both.refused('impostor', said('officer:refused.not-identified'), nameOf(at.voter(3)));
  });

  it("reads the next voter's document while a slip prints, and admits both, each with her own receipt", async () => {
    const [before, next] = [at.voter(6), at.voter(7)];
    const slips = at.slips();
    breakPrinter('busy');
    desk.lay(before);
    await identify(before);
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
    expect(await both.display.getByRole('main').textContent()).toContain(before.record.surname);
    expect(await both.display.getByRole('main').textContent()).not.toMatch(
      new RegExp(`№ ${next.record.number}(?!\\d)`),
    );
    breakPrinter('none');
    await admission(before);
    await picture('admitted-next');
    // Nobody presses anything, and nobody lays the document down again.
    await identifyAndAdmit(next, 'next');
    expect(at.slips()).toBe(slips + 2);
  });

  it('without paper prints the slip when paper is there again, and nobody comes twice', async () => {
    const who = at.voter(4);
    const slips = at.slips();
    breakPrinter('paper-out');
    desk.lay(who);
    await identify(who);
    await desk.page.getByText(said('officer:print.nothing-sent')).waitFor();
    await both.shown(who.record.surname, said('voter:sentence.wait')).waitFor();
    await picture('no-paper');
    expect(at.slips()).toBe(slips);
    breakPrinter('none');
    await desk.light('printer').waitFor();
    await desk.button(said('officer:print.now')).click();
    await admission(who);
    await picture('paper-again');
    await desk.goOn();
    expect(at.slips()).toBe(slips + 1);
  });

  it('puts a document aside that is laid down while the slip before lacks paper, and begins with it by a key', async () => {
    const [before, next] = [at.voter(8), at.voter(9)];
    breakPrinter('paper-out');
    desk.lay(before);
    await identify(before);
    await desk.page.getByText(said('officer:print.nothing-sent')).waitFor();
    desk.lay(next);
    const strip = desk.page.getByRole('region', { name: said('next:title') });
    await strip.getByText(said('next:aside.until')).waitFor();
    const begin = desk.button(said('next:aside.begin'), strip);
    expect(await begin.count()).toBe(0);
    breakPrinter('none');
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
    const who = at.voter(5);
    const slips = at.slips();
    breakPrinter('cutter-jam');
    desk.lay(who);
    await identify(who);
    await desk.heading(said('officer:tray.ask')).waitFor();
    await picture('tray');
    at.run.world.tearOff();
    breakPrinter('none');
    await desk.light('printer').waitFor();
    await desk.button(said('officer:tray.spoiled')).click();
    await picture('reprint-approval');
    await Promise.all([admission(who), desk.approve(['member-2'], said('officer:reprint.do'))]);
    await picture('reprinted');
    await desk.goOn();
    expect(at.slips()).toBe(slips + 1);
  });

  it('the chair closes the station and takes the log, which proves itself and agrees with the paper', async () => {
    await at.changePerson('chair');
    const before = at.slips();
    await desk.closeDoors('0');
    await desk.answerQuestions(null);
    await picture('closing-list');
    await closesStation(desk, 'member-1');
    await expect.poll(at.slips).toBe(before + 2);
    await picture('closed');

    await desk.tab(said('chair:page.totals')).click();
    await desk.page.getByText(said('chair:total.confirmed'), { exact: true }).waitFor();
    await picture('totals');
    await writesLog(desk);
    await picture('log');

    const [name = '', ...others] = readdirSync(at.run.stick);
    expect(others).toEqual([]);
    const file = join(at.run.stick, name);
    const text = readFileSync(file, 'utf8');
    const written = ((await desk.page.getByRole('status').textContent()) ?? '').replaceAll(' ', '');
    expect(written).toContain(createHash('sha256').update(text).digest('hex'));
    expect(written).toContain(name);
    const events = await provenEvents(file, made.trust);
    const confirmed = events.filter(({ type }) => type === 'admission.confirmed');
    expect(confirmed.flatMap(({ body }) => body.receipts)).toEqual(receipts);
    expect(new Set(receipts).size).toBe(9);
    // The slips of the admitted, the start slip, the final slip, the operator's own and one that says why somebody was not
    // admitted; the torn one was not cut.
    expect(at.slips()).toBe(receipts.length + 4);
    for (const { record } of made.station.voters) {
      expect(text).not.toContain(record.pin);
      expect(text).not.toContain(record.surname);
    }
    expect(complaints).toEqual([]);
  });
});
