import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import type { FingerPosition } from '../core/admission/facts.ts';
import { demoPeople } from '../main/demo/people.ts';
import type { DemoVoter } from '../main/demo/voters.ts';
import { makeStation, runStation } from '../test/end-to-end/kit/demo-station.ts';
import { chromiumKiosk } from '../test/end-to-end/kit/kiosk.ts';
import { said } from '../test/end-to-end/kit/words.ts';
import { build } from '../tools/build.ts';
import { type Answer, timed, watchAnswers } from './screens-watch.ts';

/**
 * How soon the screens answer a press (EP-63), in a real Chromium over a real station: every press of the main screens
 * of officer, chair and technician.
 *
 *   node bench/screens.ts        result: docs/measured/screens.json and on standard output
 */
const limits = { answerMs: 100, progressMs: 1_000 };
const VOTERS = 8;
const SERVED = 4;

await build();
const made = await makeStation(VOTERS);
const run = runStation(made);
const kiosk = await chromiumKiosk(run.plan);
const answers: Answer[] = [];
try {
  const page = await kiosk.page('officer');
  page.setDefaultTimeout(20_000);
  await watchAnswers(page);
  await day(page);
} finally {
  await kiosk.close();
  run.close();
  made.close();
}

const names = [...new Set(answers.map(({ name }) => name))];
const presses = names.map((name) => {
  const these = answers.filter((one) => one.name === name);
  const worst = (of: (one: Answer) => number): number => Math.round(Math.max(...these.map(of)));
  return {
    name,
    times: these.length,
    answerMs: worst(({ answerMs }) => answerMs),
    progressMs: worst(({ progressMs }) => progressMs),
    doneMs: worst(({ doneMs }) => doneMs),
  };
});
const sorted = answers.map(({ answerMs }) => answerMs).sort((a, b) => a - b);
const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
const result = {
  what: 'answers of the screens to presses, worst of each: first visual answer, words of progress or the end, the end',
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  date: new Date().toISOString().slice(0, 10),
  cpu: cpus()[0]?.model ?? '',
  load: loadavg().map((value) => Math.round(value * 10) / 10),
  limits,
  presses: answers.length,
  answerMs: { p50: at(0.5), p95: at(0.95), max: at(1) },
  each: presses,
  passed: presses.every((one) => one.answerMs <= limits.answerMs && one.progressMs <= limits.progressMs),
};
const text = `${JSON.stringify(result, null, 2)}\n`;
writeFileSync(new URL('../docs/measured/screens.json', import.meta.url), text);
process.stdout.write(text);
process.exitCode = result.passed ? 0 : 1;

/** A day at the desk, each press measured. */
async function day(page: Page): Promise<void> {
  const press = async (name: string, target: Locator, done: Locator): Promise<void> => {
    answers.push(await timed(page, name, target, done));
  };
  const button = (name: string, within: Page | Locator = page): Locator =>
    within.getByRole('button', { name, exact: true });
  const heading = (name: string): Locator => page.getByRole('heading', { name, exact: true });
  const sheet = page.getByRole('dialog');
  const pad = (within: Page | Locator): Locator =>
    within.getByRole('group', { name: said('parts:keys.numbers') }).last();
  /** Digits on a pad, each press of them answered in the field. */
  const type = async (digits: string, field: Locator, within: Page | Locator = page): Promise<void> => {
    for (const digit of digits) await press('a digit', button(digit, pad(within)), field);
  };
  const signIn = async (id: string, done: Locator): Promise<void> => {
    const { name, code } = person(id);
    await press('a name at sign-in', page.getByRole('button', { name }), page.getByLabel(said('parts:code')));
    await type(code, page.getByLabel(said('parts:code')));
    await press('sign in', button(said('parts:sign-in')), done);
  };
  const signOut = async (): Promise<void> => {
    await press('menu', page.getByRole('button', { name: said('parts:menu') }), sheet);
    await press('sign out', button(said('parts:sign-out'), sheet), heading(said('parts:sign-in.who')));
  };
  const approve = async (ids: readonly string[], action: string, done: Locator): Promise<void> => {
    for (const [index, id] of ids.entries()) {
      const { name, code } = person(id);
      const title = page.getByRole('heading', { name: said('parts:approver', { place: index + 1 }) });
      const place = sheet.locator('section').filter({ has: title });
      await press('an approver', place.getByRole('button', { name }), place.getByLabel(said('parts:code')));
      await type(code, place.getByLabel(said('parts:code')), sheet);
    }
    await press(`approve: ${action}`, button(action, sheet), done);
  };

  await heading(said('parts:sign-in.who')).waitFor();
  await signIn('chair', heading(said('chair:duty.ready')));
  await button(said('chair:open')).and(page.locator(':enabled')).waitFor();
  await press('open the opening sheet', button(said('chair:open')), sheet);
  await press('opening: copies', button(said('parts:next'), sheet), page.locator('.approver').first());
  await approve(['chair', 'member-1'], said('chair:open'), heading(said('chair:duty.open')));
  await press('suspend: sheet', button(said('chair:suspend')), sheet);
  await press('suspend: reason', button(said('chair:suspend.reason.power'), sheet), sheet);
  await press('suspend: next', button(said('parts:next'), sheet), page.locator('.approver').first());
  await approve(['chair', 'member-1'], said('chair:suspend'), heading(said('chair:duty.suspended')));
  await press('resume: sheet', button(said('chair:resume')), sheet);
  await press('resume: reason', button(said('day:resume.reason.power'), sheet), sheet);
  await press('resume: next', button(said('parts:next'), sheet), page.locator('.approver').first());
  await approve(['chair', 'member-1'], said('chair:resume'), heading(said('chair:duty.open')));
  await signOut();

  const idle = heading(said('officer:idle.document'));
  await signIn('officer-1', idle);
  await press('name keys', button(said('officer:idle.letters')), page.getByLabel(said('officer:idle.name')));
  const keys = page.getByRole('group', { name: said('parts:keys.letters') });
  for (const letter of ['а', 'б', 'ө']) {
    const key = keys.getByRole('button', { name: new RegExp(`^${letter}$`, 'iu') });
    await press('a letter', key, page.getByLabel(said('officer:idle.name')));
  }
  await press('number keys', button(said('officer:idle.numbers')), idle);
  const voters = made.station.voters.filter(({ trait }) => trait === 'ordinary').slice(0, SERVED);
  for (const voter of voters) {
    await type(voter.record.pin, page.getByLabel(said('officer:idle.type')));
    await press('find', button(said('officer:idle.find')), page.getByRole('region', { name: said('parts:voter') }));
    await press('another finger', button(said('officer:finger.next')), page.getByRole('main'));
    await identify(page, voter);
    await press('next voter', button(said('officer:next-voter')).or(idle), idle);
  }
  await type(voters[0]?.record.pin ?? '', page.getByLabel(said('officer:idle.type')));
  const refused = page.getByText(said('officer:refused.already-admitted'));
  await press('find: already admitted', button(said('officer:idle.find')), refused);
  await press('next voter after a refusal', button(said('officer:next-voter')), idle);
  await press('menu', page.getByRole('button', { name: said('parts:menu') }), sheet);
  await press('dark', button(said('parts:look.dark'), sheet), page.locator(':root[data-theme=dark]'));
  await press('light', button(said('parts:look.light'), sheet), page.locator(':root[data-theme=light]'));
  await press('close the menu', button(said('parts:close'), sheet), idle);
  await signOut();

  await signIn('technician', page.locator('.device-card').first());
  const ready = page.locator('.device-card.device-ready').nth(2);
  await press('reopen a device', button(said('technician:reopen')).first(), ready);
  await press('the log page', button(said('technician:page.log')), heading(said('chair:page.log')));
  await signOut();

  await signIn('chair', heading(said('chair:duty.open')));
  await press('totals', button(said('chair:page.totals')), page.getByText(said('chair:total.confirmed')));
  await press('turnout', button(said('chair:page.turnout')), heading(said('chair:page.turnout')));
  const record = page.locator('.actions-main button');
  await press('record the turnout', record, page.locator('.turnout-done').first());
  await press('duty', button(said('chair:page.duty')), heading(said('chair:duty.open')));
  await press('finish: sheet', button(said('chair:finish')), sheet);
  await press('finish: a digit', button('0', sheet), sheet);
  await press('finish', button(said('day:inside.title'), sheet), heading(said('chair:duty.finishing')));
  await press('the questions', button(said('day:ask')), sheet);
  for (const question of ['signatures', 'receipts', 'by-hand']) {
    await heading(said(`day:question.${question}`)).waitFor();
    const own = (await sheet.locator('.beside-own dd').first().textContent()) ?? '';
    for (const digit of own) await press('a digit', button(digit, sheet), sheet);
    await press('an answer', button(said('parts:next'), sheet), page.getByRole('main'));
  }
  await press('open the closing sheet', button(said('chair:close')), sheet);
  await press('closing: copies', button(said('parts:next'), sheet), page.locator('.approver').first());
  await approve(['chair', 'member-1'], said('chair:close'), heading(said('chair:duty.closed')));
  await press('to the log', button(said('chair:to-log')), heading(said('chair:page.log')));
  await press(
    'write the log',
    page.getByRole('button', { name: said('parts:write.to', { name: 'stick' }) }),
    heading(said('chair:log.done')),
  );
}

function person(id: string): { readonly name: string; readonly code: string } {
  const found = demoPeople.find((one) => one.id === id);
  if (!found) throw new Error(`nobody is ${id}`);
  return found;
}

/** Puts the finger that the screen asks for on the sensor until the voter is admitted; nothing here is a press. */
async function identify(page: Page, { record }: DemoVoter): Promise<void> {
  const admitted = page.getByRole('status').filter({ hasText: said('officer:admitted') });
  const fingers: readonly FingerPosition[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  for (let touches = 0; touches < 20; touches += 1) {
    const asked = (await page.getByRole('main').textContent()) ?? '';
    const finger = fingers.find((one) => asked.includes(said(`officer:finger.${one}`)));
    if (finger !== undefined) run.world.putFinger({ person: record.record, finger, condition: 'good' });
    await Promise.race([admitted.waitFor(), sleep(1_500)]);
    run.world.putFinger(null);
    if (await admitted.isVisible()) return;
    await sleep(300);
  }
  throw new Error('the voter was not admitted');
}
