import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BodyOf, EventType } from '../../journal/catalogue.ts';
import type { JournalEvent } from '../../journal/event.ts';
import { folded } from '../../journal/following.ts';
import { ballotDayFold, protocolOf } from './day.ts';
import { ballotSteps, needsOf, type Surroundings, stepsOf } from './steps.ts';

const event = <T extends EventType>(type: T, body: BodyOf<T>): JournalEvent =>
  ({ type, body, at: '2023-10-08T07:30:00.000+06:00', seq: 1 }) as unknown as JournalEvent;
const hash = 'a'.repeat(64);
const sitting = '2023-10-08-1';
const told = (stage: BodyOf<'ballot.station-told'>['stage'], of: string | null = sitting) =>
  event('ballot.station-told', { stage, sitting: of });
const approvers = ['chair-1', 'member-1'];

const taken = event('ballot.package-taken', { sha256: hash, version: 1, definition: '0'.repeat(16), styles: 3 });
const assigned = event('ballot.box-assigned', { box: 'B-1', seal: '123', approvers });
const test = (matches: boolean) => [
  event('ballot.test-begun', { sheets: 13 }),
  event('ballot.test-ended', { sheets: 13, matches }),
];
const zero = event('ballot.zero-proved', { sheets: 0, slots: 3000 });
const opened = event('ballot.opened', { box: 'B-1' });
const closed = event('ballot.closed', { sheets: 412 });
const around: Surroundings = { reader: true, testNeeded: true, toDecide: null, protocols: { signed: 0, all: 0 } };
const dayOf = (...events: readonly JournalEvent[]) => folded(ballotDayFold, events);
const now = (events: readonly JournalEvent[], more: Partial<Surroundings> = {}) =>
  stepsOf(dayOf(...events), { ...around, ...more }).find(({ state }) => state === 'now')?.step;

describe('the ballot zone’s day', () => {
  it('goes from the package to the protocol, one step at a time', () => {
    const way = [told('ready'), taken, assigned, ...test(true), zero, told('open'), opened];
    expect(now([])).toBe('package');
    expect(now(way.slice(0, 2))).toBe('box');
    expect(now(way.slice(0, 3))).toBe('test');
    expect(now(way.slice(0, 5))).toBe('zero');
    expect(now(way.slice(0, 6))).toBe('open');
    expect(now(way)).toBe('close');
    const over = [...way, told('closed'), closed];
    expect(now(over)).toBe('mobile');
    expect(now(over, { toDecide: 2 })).toBe('adjudicate');
    expect(now(over, { toDecide: 0 })).toBe('count');
    const counted = [...over, event('ballot.counted', { sheets: 412, sha256: hash, approvers })];
    expect(now(counted, { toDecide: 0, protocols: { signed: 0, all: 1 } })).toBe('protocol');
    expect(now(counted, { toDecide: 0, protocols: { signed: 1, all: 1 } })).toBeUndefined();
  });

  it('counts the recounts of a sitting, which change nothing else', () => {
    const counted = [told('closed'), closed, event('ballot.counted', { sheets: 412, sha256: hash, approvers })];
    const numbers = { sheets: 411, counted: 412, aside: 0, unsure: 0, matches: false, differ: [] };
    const again = event('ballot.recounted', { ...numbers, reason: 'Бир барак табылган жок', approvers });
    expect(dayOf(...counted, again, again)).toEqual({ ...dayOf(...counted), recounts: 2 });
    expect(dayOf(...counted, again, told('ready', '2023-10-22-1')).recounts).toBe(0);
  });

  it('tests anew when another package has other ballots, and only then', () => {
    const ready = [told('ready'), taken, assigned, ...test(true), zero];
    const newer = (definition: string) =>
      event('ballot.package-taken', { sha256: 'b'.repeat(64), version: 2, definition, styles: 3 });
    expect(now([...ready, newer('0'.repeat(16))])).toBe('open');
    expect(now([...ready, newer('1'.repeat(16))])).toBe('test');
    expect(dayOf(...ready, newer('1'.repeat(16))).test).toBeNull();
  });

  it('says what is missing for the stage that the station has reached', () => {
    const needs = (events: readonly JournalEvent[], more: Partial<Surroundings> = {}) =>
      needsOf(dayOf(...events), { ...around, ...more });
    expect(needs([told('ready')])).toBe('ballot-zone.no-package');
    expect(needs([told('ready'), taken], { reader: false })).toBe('ballot-zone.reader-missing');
    expect(needs([told('ready'), taken])).toBe('ballot-zone.box-unassigned');
    expect(needs([told('ready'), taken, assigned])).toBe('ballot-zone.test-due');
    expect(needs([told('ready'), taken, assigned, ...test(false)])).toBe('ballot-zone.test-differs');
    expect(needs([told('ready'), taken, assigned], { testNeeded: false })).toBe('ballot-zone.zero-due');
    expect(needs([told('ready'), taken, assigned, ...test(true), zero])).toBeNull();
    expect(needs([told('closed'), taken, assigned, zero, closed], { toDecide: 3 })).toBe('ballot-zone.to-decide');
    expect(needs([told('closed'), taken, closed], { toDecide: 0 })).toBe('ballot-zone.protocol-unfinished');
  });

  it('a test that differed is taken by persons, and stays visible as that', () => {
    const accepted = [
      taken,
      assigned,
      ...test(false),
      event('ballot.test-accepted', { reason: 'pack is torn', approvers }),
    ];
    expect(stepsOf(dayOf(...accepted), around).find(({ step }) => step === 'test')?.state).toBe('recorded');
    expect(now([told('ready'), ...accepted])).toBe('zero');
  });

  it('a store that is not empty proves no zero', () => {
    const full = event('ballot.zero-proved', { sheets: 1, slots: 3000 });
    expect(dayOf(taken, assigned, ...test(true), full).phase).toBe('tested');
  });

  it('another sitting has its own test, zero and count, and the same package and box', () => {
    const first = [told('ready'), taken, assigned, ...test(true), zero, told('open'), opened, told('closed'), closed];
    const next = dayOf(...first, told('ready', '2023-10-22-2'));
    expect(next).toMatchObject({ phase: 'unproved', test: null, closedSheets: null, box: { id: 'B-1' } });
    expect(next.package).not.toBeNull();
  });

  it('a box that was replaced keeps its sheets on record', () => {
    const replaced = event('ballot.box-replaced', {
      ...{ from: 'B-1', to: 'B-2', seal: null, sheets: 207, reason: 'jammed for good', approvers },
    });
    expect(dayOf(assigned, replaced)).toMatchObject({ box: { id: 'B-2' }, before: [{ box: 'B-1', sheets: 207 }] });
  });

  it('a protocol collects what is on record of it', () => {
    const protocol = 'council-1';
    const day = dayOf(
      event('ballot.discrepancy-recorded', { protocol, ratio: 'paper', reason: 'one sheet was torn', approvers }),
      event('ballot.counts-explained', { protocol, how: 'recounted', reason: 'counted twice', approvers }),
      event('ballot.dissent', { protocol, person: 'member-2', reason: 'I saw it differently' }),
      event('ballot.protocol-signed', { protocol, sha256: hash, approvers }),
      event('ballot.copies-printed', { protocol, form: 'a4', from: 1, to: 4, whom: 'observers' }),
    );
    expect(protocolOf(day, protocol)).toEqual({
      discrepancies: ['paper'],
      countsExplained: true,
      dissents: [{ person: 'member-2', reason: 'I saw it differently' }],
      signed: { sha256: hash, persons: approvers },
      versions: [{ sha256: hash, persons: approvers }],
      correcting: null,
      copies: 4,
    });
    expect(protocolOf(day, 'another').signed).toBeNull();
  });

  it('a signed protocol that is corrected has no version in force, and the one of before again where that is given up', () => {
    const protocol = 'council-1';
    const begun = [
      event('ballot.protocol-signed', { protocol, sha256: hash, approvers }),
      event('ballot.correction-begun', { protocol, version: 2, reason: 'counted wrong', approvers }),
    ];
    const [first, second] = [hash, 'b'.repeat(64)].map((sha256) => ({ sha256, persons: approvers }));
    const correcting = { reason: 'counted wrong', persons: approvers };
    expect(protocolOf(dayOf(...begun), protocol)).toMatchObject({ signed: null, versions: [first], correcting });
    const dropped = event('ballot.correction-dropped', { protocol, version: 2 });
    expect(protocolOf(dayOf(...begun, dropped), protocol)).toMatchObject({ signed: first, correcting: null });
    const signed = event('ballot.protocol-signed', { protocol, sha256: 'b'.repeat(64), approvers });
    expect(protocolOf(dayOf(...begun, signed), protocol)).toMatchObject({
      ...{ signed: second, versions: [first, second], correcting: null },
    });
  });

  it('wrong codes count until the right one', () => {
    const wrong = event('person.refused', { person: 'chair-1', tries: 3 });
    const locked = event('person.locked', { person: 'chair-1', seconds: 15 });
    expect(dayOf(wrong, locked).failures['chair-1']).toEqual({ failures: 3, until: '2023-10-08T01:30:15.000Z' });
    expect(dayOf(wrong, locked, event('person.signed-in', { person: 'chair-1', role: 'chair' })).failures).toEqual({});
  });

  it('property: whatever happened, at most one step comes now, and what is behind it is later', () => {
    const any = fc.constantFrom(
      ...[
        taken,
        assigned,
        ...test(true),
        ...test(false),
        zero,
        opened,
        closed,
        told('ready'),
        told('open'),
        told('closed'),
      ],
      event('ballot.paused', {}),
      event('ballot.mobile-begun', { box: 'M-1', approvers }),
      event('ballot.mobile-ended', { box: 'M-1', sheets: 4 }),
      event('ballot.counted', { sheets: 412, sha256: hash, approvers }),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), fc.boolean(), (events, reader) => {
        const steps = stepsOf(dayOf(...events), { ...around, reader });
        const first = steps.findIndex(({ state }) => state === 'now');
        expect(steps.map(({ step }) => step)).toEqual(ballotSteps);
        expect(steps.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1);
        if (first >= 0)
          expect(steps.slice(0, first).every(({ state }) => state === 'done' || state === 'recorded')).toBe(true);
      }),
    );
  });
});
