import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nobleCrypto as crypto } from '../crypto/noble.ts';
import type { JournalEvent } from '../journal/event.ts';
import { holding, isConflict, type Place, withPlacing } from './admitted.ts';
import { type DeviceState, earlierNeeded, isEarlier, noState, type Placing, projected } from './device-state.ts';
import { openKiosk, pseudonym, SITTING, type Writer } from './journal.fixture.ts';
import { summed } from './turnout.ts';

const nameOf = (device: string) => ({ election: 'e', mode: 'official', station: '7001', device }) as const;

function fold(events: readonly JournalEvent[]): { readonly state: DeviceState; readonly placings: readonly Placing[] } {
  let state = noState;
  const placings: Placing[] = [];
  for (const event of events) {
    const needed = earlierNeeded(state, event);
    const earlier = needed === null ? undefined : events.find((one) => isEarlier(one, needed));
    const next = projected(state, event, earlier && isEarlier(earlier, needed ?? '') ? earlier : null);
    // What is kept between batches is JSON.
    state = JSON.parse(JSON.stringify(next.state)) as DeviceState;
    if (next.placing) placings.push(next.placing);
  }
  return { state, placings };
}

/** One voter after another; some are released, some undone, some entered from paper. */
function day(writer: Writer, fates: readonly ('in' | 'released' | 'undone' | 'paper' | 'paper-undone')[]): void {
  const approvers = ['chair', 'member'];
  for (const [voter, fate] of fates.entries()) {
    if (fate === 'paper' || fate === 'paper-undone') {
      const body = { page: 1, line: voter + 1, sex: 'male', ageGroup: '66+', conflict: null } as const;
      writer.write('admission.on-paper', { entry: `e-${voter}`, voter: pseudonym(voter, crypto), ...body, approvers });
      if (fate === 'paper-undone') {
        writer.write('admission.on-paper-undone', { entry: `e-${voter}`, reason: 'жаңылыштык', approvers });
      }
      continue;
    }
    if (fate === 'released') {
      const receipt = { receipt: `r-${voter}`, ballot: 'b-1' };
      writer.write('admission.reserved', {
        ...{ admission: `x-${voter}`, attempt: `x-${voter}`, voter: pseudonym(voter, crypto), category: 'remote' },
        ...{ constituency: 'c-1', precinct: '7001', sex: 'male', ageGroup: '66+', modality: 'override' },
        receipts: [receipt],
      });
      writer.write('admission.released', { admission: `x-${voter}`, reason: 'принтер', voided: [], approvers });
      continue;
    }
    const admission = writer.admit(voter);
    if (fate === 'undone') writer.write('admission.undone', { admission, reason: 'жаңылыштык', approvers });
  }
}

const fates = fc.array(fc.constantFrom('in', 'released', 'undone', 'paper', 'paper-undone' as const), {
  maxLength: 12,
});

describe('what the hub knows of a device', () => {
  it('is what happened there, whoever was released or undone', () => {
    fc.assert(
      fc.property(fates, (all) => {
        const writer = openKiosk(nameOf('aa'), crypto);
        day(writer, all);
        const { state, placings } = fold(writer.events);
        const count = (fate: string) => all.filter((one) => one === fate).length;
        const turnout = state.turnout[SITTING];
        const sum = (tally: Readonly<Record<string, number>> = {}) => Object.values(tally).reduce((a, b) => a + b, 0);
        expect(turnout).toMatchObject({
          ...{ admitted: count('in'), undone: count('undone'), released: count('released'), onPaper: count('paper') },
        });
        for (const tally of [
          turnout?.bySex,
          turnout?.byAge,
          turnout?.bySexAndAge,
          turnout?.byCategory,
          turnout?.byHour,
          turnout?.byModality,
        ]) {
          expect(sum(tally)).toBe(count('in'));
        }
        expect(state).toMatchObject({
          reserved: {},
          overrides: count('released'),
          stage: 'open',
          seq: writer.events.length,
        });
        // Whoever is in stands in the index, and nobody else.
        let places: ReadonlyMap<string, readonly Place[]> = new Map();
        for (const one of placings)
          places = new Map(places).set(one.voter, withPlacing(places.get(one.voter) ?? [], nameOf('aa'), one, 0));
        const inNow = [...places.values()].filter((one) => holding(one).length > 0).length;
        expect(inNow).toBe(count('in') + count('paper'));
      }),
      { numRuns: 15 },
    );
  });

  it('is its life too', () => {
    const writer = openKiosk(nameOf('aa'), crypto);
    writer.write('peripheral.attached', { peripheral: 'printer', name: 'P' });
    writer.write('peripheral.problem', { peripheral: 'printer', problem: 'device.printer-missing' });
    writer.write('process.died', { process: 'devices', exitCode: null, signal: 'SIGKILL', step: null });
    writer.write('sitting.suspended', { reason: 'жарык өчтү' });
    expect(fold(writer.events).state).toMatchObject({
      stage: 'suspended',
      peripherals: { printer: 'device.printer-missing' },
      deaths: 1,
    });
    writer.write('device.started', { version: '1.1.0', previous: 'broke-off' });
    writer.write('sitting.resumed', {});
    expect(fold(writer.events).state).toMatchObject({
      stage: 'open',
      peripherals: {},
      starts: 2,
      brokenOff: 1,
      version: '1.1.0',
    });
  });

  it('adds up over a station', () => {
    const [one, two] = [openKiosk(nameOf('aa'), crypto), openKiosk(nameOf('bb'), crypto)];
    day(one, ['in', 'in', 'undone']);
    day(two, ['in', 'paper']);
    const turnouts = [one, two].flatMap(({ events }) => fold(events).state.turnout[SITTING] ?? []);
    expect(summed(turnouts)).toMatchObject({ admitted: 3, undone: 1, onPaper: 1, registered: 1_500, closed: null });
    expect(summed([])).toBeNull();
  });
});

describe('the index of admissions', () => {
  const news = (of: string, seq: number, isIn: boolean): Placing => ({
    voter: 'v',
    round: 0,
    of,
    seq,
    at: '',
    in: isIn,
  });
  it('is the same in whatever order and how often news comes', () => {
    const all = [
      ['aa', news('d-1', 3, true)],
      ['aa', news('d-1', 9, false)],
      ['bb', news('d-1', 5, true)],
      ['bb', news('d-2', 8, true)],
    ] as const;
    const shuffled = fc.shuffledSubarray([...all, ...all], { minLength: 8 });
    fc.assert(
      fc.property(shuffled, (order) => {
        const places = order.reduce<readonly Place[]>(
          (sum, [device, one]) => withPlacing(sum, nameOf(device), one, 0),
          [],
        );
        expect(
          holding(places)
            .map(({ device, of }) => `${device} ${of}`)
            .sort(),
        ).toEqual(['bb d-1', 'bb d-2']);
        expect(isConflict(places)).toBe(true);
      }),
    );
  });
});
