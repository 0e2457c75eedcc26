import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, rules, settle, start, voter } from './machine.fixture.ts';
import type { AdmissionEvent } from './machine.ts';
import type { Captured, Printed, Written } from './ports.ts';

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
          const { actor, calls, step } = start(
            {
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
          for (const name of ['print', 'confirm', 'release']) {
            const first = calls.indexOf(name);
            if (first >= 0) expect(first).toBeGreaterThan(reserved);
          }
          if (actor.getSnapshot().status === 'active') expect(step().at).not.toBe('idle');
          // Whatever happened, a patient officer can always bring it to an end.
          for (let turn = 0; turn < 30 && actor.getSnapshot().status === 'active'; turn += 1) {
            const patient: readonly AdmissionEvent[] = [
              { type: 'cancel' },
              { type: 'slip.out' },
              { type: 'print.resume' },
              { type: 'finish' },
              { type: 'release', reason: 'patience', approvers: ['a', 'b'] },
            ];
            actor.send(patient[turn % patient.length] as AdmissionEvent);
            await settle();
          }
          expect(actor.getSnapshot().status).toBe('done');
          if (reserved >= 0) expect(calls.some((one) => one === 'confirm' || one === 'release')).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
