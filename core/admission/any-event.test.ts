import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, rules, settle, start, voter } from './machine.fixture.ts';
import type { AdmissionEvent } from './machine.ts';
import type { Captured, Printed, Written } from './ports.ts';

/** Sheets of ballots as they are: each is somewhere until persons put it into the envelope or say that there is none. */
class Tray {
  readonly #abroad = new Map<string, number>();
  readonly #handed = new Map<string, number>();
  readonly #most = new Map<string, number>();

  print(ballot: string, used: boolean): void {
    const now = (this.#abroad.get(ballot) ?? 0) + 1;
    this.#most.set(ballot, Math.max(now, this.#most.get(ballot) ?? 0));
    this.#abroad.set(ballot, used ? now : now - 1);
  }

  told(what: 'accept' | 'deliver' | 'cancel', ballot: string, found?: 'spoiled' | 'none'): void {
    if (what === 'deliver') this.#handed.set(ballot, (this.#handed.get(ballot) ?? 0) + 1);
    if (what !== 'cancel') return;
    if (found === 'spoiled' && (this.#handed.get(ballot) ?? 0) > 0) this.#handed.set(ballot, 0);
    this.#abroad.set(ballot, (this.#abroad.get(ballot) ?? 0) - 1);
  }

  /** The most sheets of a ballot that were underway or delivered at one time. */
  mostAtOnce = (ballot: string): number => this.#most.get(ballot) ?? 0;
  handedOver = (ballot: string): number => this.#handed.get(ballot) ?? 0;
}

describe('any event in any state', () => {
  const event: fc.Arbitrary<AdmissionEvent> = fc.oneof(
    fc.constant<AdmissionEvent>({ type: 'pin.entered', pin: '21502198500002' }),
    fc.constant<AdmissionEvent>({ type: 'candidate.chosen', record: 'r1' }),
    fc.constant<AdmissionEvent>({ type: 'document.of-none' }),
    fc.constantFrom<AdmissionEvent>(
      { type: 'search.began' },
      { type: 'search.began' },
      { type: 'search.again' },
      { type: 'search.left' },
      { type: 'candidate.confirmed', record: 'r1', approvers: ['a', 'b'] },
      { type: 'document.read', pin: '21502198500002' },
      { type: 'warning.accepted' },
      { type: 'finger.next' },
      { type: 'finger.unreadable' },
      { type: 'device.up' },
      { type: 'print.resume' },
      { type: 'slip.out' },
      { type: 'cancel' },
      { type: 'capture.progress', progress: 0.5 },
      { type: 'photo.compared', same: true, approvers: ['a', 'b'] },
      { type: 'override.approved', reason: 'why', approvers: ['a', 'b'] },
      { type: 'slip.reprint', reason: 'why', approvers: ['a'] },
      { type: 'release', reason: 'why', approvers: ['a', 'b'] },
      { type: 'ballots.taken', ballots: ['council'] },
      { type: 'ballots.taken', ballots: ['council', 'mayor'] },
      { type: 'ballot.print' },
      { type: 'ballot.print' },
      { type: 'ballot.out' },
      { type: 'ballot.delivered' },
      { type: 'ballot.delivered' },
      { type: 'sheet.cancelled', ballot: 'council', found: 'spoiled', reason: 'jam', approvers: ['a', 'b'] },
      { type: 'sheet.cancelled', ballot: 'council', found: 'none', reason: 'jam', approvers: ['a', 'b'] },
      { type: 'sheet.cancelled', ballot: 'mayor', found: 'spoiled', reason: 'jam', approvers: ['a', 'b'] },
      { type: 'finish' },
    ),
  );

  it('reserves at most once, prints only after the reservation, and always leaves a next step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 25 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
        async (events, luck) => {
          const roll = () => luck.next().value as number;
          // As the zone would see it: what becomes of the sheets, whatever the chart believes.
          const tray = new Tray();
          const printed = roll() % 3;
          const ballots = ['council', 'mayor'].slice(0, Math.max(1, printed));
          const { actor, calls, step } = start(
            {
              reserve: () => ({
                ok: true,
                admission: 'a1',
                receipts: ballots.map((ballot, i) => ({ receipt: `000${i}`, ballot, printed: false })),
                sheets: ballots.slice(0, printed).map((ballot) => ({ ballot, state: 'none' })),
              }),
              printBallot: (ballot) => {
                const luck = roll();
                tray.print(ballot, luck !== 4);
                if (luck < 3) return { ok: true };
                const sent = luck === 4 ? 'nothing' : 'maybe';
                return { ok: false, sent, problem: { code: 'page-printer.jam' } };
              },
              aboutSheet: (what, ballot, found) => {
                if (roll() === 5) return { ok: false, problem: { code: 'storage.full' } };
                tray.told(what, ballot, found);
                return { ok: true };
              },
              lookUp: () =>
                roll() < 4
                  ? { kind: 'one', facts: voter }
                  : { kind: 'many', candidates: [{ record: 'r1' } as never], more: false },
              capture: (): Captured =>
                roll() < 4
                  ? { ok: true, quality: roll() < 2 ? 10 : 80, why: [] }
                  : { ok: false, problem: { code: 'device.printer-missing' } },
              score: () => (roll() < 3 ? 60 : 0),
              search: () => {
                const luck = roll();
                if (luck === 5) throw new Error('the search died');
                return luck === 4 ? { ok: false } : { ok: true, candidates: luck < 3 ? [alike('r1', 50)] : [] };
              },
              print: (): Printed =>
                roll() < 3
                  ? { ok: true }
                  : { ok: false, sent: roll() < 3 ? 'nothing' : 'maybe', problem: { code: 'device.printer-missing' } },
              write: (): Written =>
                roll() < 4 ? { ok: true } : { ok: false, problem: { code: 'device.printer-missing' } },
            },
            {
              rules: {
                ...rules,
                ballots: ballots.map((ballot) => ({ ballot, mayBeDeclined: false, constituencies: ['1'] })),
                modalities: [...rules.modalities, { kind: 'override', approvers: 2 }],
                findByFinger: { minimumQuality: 30 },
              },
              ...(roll() < 3 ? {} : { start: { by: 'document', pin: null } }),
            },
          );
          for (const one of events) {
            await settle();
            if (actor.getSnapshot().status !== 'active') break;
            actor.send(one);
          }
          await settle();
          const reserved = calls.indexOf('reserve');
          expect(calls.filter((one) => one === 'reserve').length).toBeLessThanOrEqual(1);
          expect(calls.filter((one) => one === 'search').length).toBeLessThanOrEqual(3);
          // However the record was found: a finger admits by a comparison of its own.
          if (reserved >= 0 && actor.getSnapshot().context.established === 'finger') {
            const compared = calls.slice(0, reserved).lastIndexOf('compare');
            expect(compared).toBeGreaterThan(calls.lastIndexOf('search'));
            expect(compared).toBeGreaterThan(calls.lastIndexOf('lookUp'));
          }
          for (const ballot of ballots) expect(tray.mostAtOnce(ballot)).toBeLessThanOrEqual(1);
          const firstBallot = calls.findIndex((one) => one.startsWith('print-ballot'));
          if (firstBallot >= 0) {
            const receipts = calls.slice(0, firstBallot).filter((one) => one === 'print' || one === 'accept');
            expect(receipts.length).toBeGreaterThanOrEqual(ballots.length);
          }
          for (const name of ['print', 'confirm', 'release']) {
            const first = calls.indexOf(name);
            if (first >= 0) expect(first).toBeGreaterThan(reserved);
          }
          if (actor.getSnapshot().status === 'active') expect(step().at).not.toBe('idle');
          // Whatever happened, a patient officer can always bring it to an end.
          for (let turn = 0; turn < 120 && actor.getSnapshot().status === 'active'; turn += 1) {
            const patient: readonly AdmissionEvent[] = [
              { type: 'cancel' },
              { type: 'slip.out' },
              { type: 'print.resume' },
              { type: 'ballot.print' },
              { type: 'ballot.out' },
              { type: 'ballot.delivered' },
              { type: 'finish' },
              { type: 'release', reason: 'patience', approvers: ['a', 'b'] },
            ];
            actor.send(patient[turn % patient.length] as AdmissionEvent);
            await settle();
          }
          expect(actor.getSnapshot().status).toBe('done');
          if (reserved >= 0) expect(calls.some((one) => one === 'confirm' || one === 'release')).toBe(true);
          const { context } = actor.getSnapshot();
          // Confirmed with every printed ballot in her hand, or given up with every sheet in the envelope.
          const given = calls.includes('confirm') && calls.at(-1) === 'confirm';
          for (const { ballot } of context.sheets) expect(tray.handedOver(ballot)).toBe(given ? 1 : 0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
