import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HomecomingPolicy } from '../../election/policy-homecoming.ts';
import type { RecordFacts } from '../eligibility.ts';
import type { AdmissionEvent } from '../events.ts';
import { here, settle, start, voter } from '../machine.fixture.ts';

const to = { ...voter.precinct, number: '9134', constituency: '' };
const listed: RecordFacts = { ...voter, remote: true, votesAt: to };
const by = (listedRemote: HomecomingPolicy['listedRemote']) => ({ here: { ...here, homecoming: { listedRemote } } });
const begin = (facts: RecordFacts, rule: HomecomingPolicy['listedRemote'] = 'admit-by-two-persons') =>
  start({ lookUp: () => ({ kind: 'one', facts }) }, by(rule));
const approved = { type: 'homecoming.approved', reason: 'gave up remote voting', approvers: ['chair', 'm1'] } as const;

describe('a voter of the remote list who comes home', () => {
  it('is refused where the policy says so, and nobody can decide otherwise', async () => {
    const { actor, step, calls } = begin(listed, 'refuse');
    await settle();
    expect(step()).toEqual({ at: 'refused', refusal: { reason: 'listed-remote', to } });
    expect(actor.getSnapshot().can(approved)).toBe(false);
    expect(calls).toEqual(['lookUp']);
  });

  it('waits for two persons where the policy lets them, and is then identified as everybody', async () => {
    const { actor, step, calls, records } = begin(listed);
    await settle();
    expect(step()).toEqual({ at: 'homecoming', to });
    expect(calls).toEqual(['lookUp']);
    actor.send({ ...approved, approvers: ['chair', 'chair'] });
    expect(step().at).toBe('homecoming');
    actor.send(approved);
    await settle();
    expect(step().at).toBe('admitted');
    expect(records[0]).toEqual({
      ...{ kind: 'homecoming', station: '9134' },
      ...{ reason: approved.reason, approvers: approved.approvers },
    });
    expect(calls).toContain('compare');
    expect(actor.getSnapshot().context.homecoming).toEqual({ to });
  });

  it('is refused with her station when they do not', async () => {
    const { actor, step, records } = begin({ ...listed, votesAt: null });
    await settle();
    expect(step()).toEqual({ at: 'homecoming', to: null });
    actor.send({ type: 'homecoming.declined' });
    expect(step()).toEqual({ at: 'refused', refusal: { reason: 'listed-remote' } });
    expect(records).toEqual([{ kind: 'ended', outcome: 'refused', reason: 'listed-remote' }]);
  });

  it('is not asked about where something else refuses her', async () => {
    const before = { state: 'confirmed', at: null, station: null, device: null } as const;
    const expired = { accepted: true, expired: '2020-01-01', expiredAccepted: false, warnings: [] };
    for (const facts of [
      { ...listed, admission: before },
      { ...listed, outside: { date: '2023-10-07' } },
      { ...listed, applied: false },
      { ...listed, document: expired },
    ]) {
      const { step } = begin(facts);
      await settle();
      expect(step().at).toBe('refused');
    }
  });

  it('still has her papers looked at', async () => {
    const document = { accepted: true, expired: null, expiredAccepted: false, warnings: ['name-differs'] as const };
    const { actor, step } = begin({ ...listed, document });
    await settle();
    actor.send(approved);
    expect(step()).toEqual({ at: 'warning', warnings: ['name-differs'] });
  });

  it('is never reserved without the decision of two, whatever is pressed', async () => {
    const event: fc.Arbitrary<AdmissionEvent> = fc.oneof(
      fc.constant<AdmissionEvent>({ type: 'warning.accepted' }),
      fc.constant<AdmissionEvent>({ type: 'finger.next' }),
      fc.constant<AdmissionEvent>({ type: 'override.approved', reason: 'why', approvers: ['a', 'b'] }),
      fc.constant<AdmissionEvent>({ type: 'pin.entered', pin: '21502198500002' }),
      fc.constant<AdmissionEvent>({ type: 'homecoming.declined' }),
      fc.constant<AdmissionEvent>({ type: 'device.up' }),
      fc.subarray(['a', 'b', 'c']).map<AdmissionEvent>((approvers) => ({ ...approved, approvers })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), fc.boolean(), async (events, lets) => {
        const { actor, calls, records } = begin(listed, lets ? 'admit-by-two-persons' : 'refuse');
        for (const one of events) {
          await settle();
          actor.send(one);
        }
        await settle();
        const decided = records.find((one) => one.kind === 'homecoming');
        if (calls.includes('capture 7') || calls.includes('reserve')) {
          expect(lets).toBe(true);
          expect(decided?.kind === 'homecoming' && new Set(decided.approvers).size).toBeGreaterThanOrEqual(2);
        }
        if (decided === undefined) expect(calls).not.toContain('reserve');
      }),
      { numRuns: 120 },
    );
  });
});
