import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeptAlarm } from '../../core/hub/alarm.ts';
import type { Health } from '../../core/hub/asks.ts';
import { writeBatch } from '../../core/hub/batch.ts';
import type { DeviceState } from '../../core/hub/device-state.ts';
import type { ElsewhereLog } from '../../core/hub/elsewhere.ts';
import { openKiosk, pseudonym, SITTING, type Writer, writerKey } from '../../core/hub/journal.fixture.ts';
import { elsewhereKey, type JournalName, journalKey, voterKey } from '../../core/hub/names.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { standing } from './buckets.ts';
import type { Hub } from './run.ts';
import { askOf, keptLines, TestHub } from './test-hub.fixture.ts';
import type { Uplink } from './uplink.fixture.ts';

/** Two collectors on three real servers, and kiosks with links of their own. */
const names = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg', 'hh'];
const hub = new TestHub({
  devices: names.map((device) => ({ device, station: device === 'ee' ? '7002' : '7001' })),
  servers: 3,
});
const nameOf = (device: string): JournalName => hub.nameOf(device);
const kiosk = (device: string): Writer => hub.kiosk(device);
/** An ask of this moment. */
const now = () => ({ asked: Date.now(), now: Date.now() });
let first: Hub;
beforeAll(async () => {
  await hub.begin();
  first = await hub.collector();
  await hub.collector();
});
afterAll(() => hub.end());

const uplink = (writer: Writer): Promise<Uplink> => hub.uplink(writer);
const stateOf = async (device: string): Promise<DeviceState | null> =>
  (await standing<DeviceState | null>(first.buckets.device, journalKey(nameOf(device)), null)).value;
const alarm = async (key: string): Promise<KeptAlarm | null> =>
  (await standing<KeptAlarm | null>(first.buckets.alarm, key, null)).value;
describe('what a kiosk sends', () => {
  it('lies in the hub as it was written, and is counted once, whatever comes twice or late', async () => {
    const writer = kiosk('aa');
    const up = await uplink(writer);
    for (let voter = 1; voter <= 30; voter++) writer.admit(voter);
    const undone = writer.admit(31);
    writer.write('admission.undone', { admission: undone, reason: 'жаңылыштык', approvers: ['chair', 'member'] });
    const device = 'aa';
    const { lines } = writer;
    const batch = (from: number, to: number) => writeBatch({ device, receipt: null, lines: lines.slice(from, to) });
    // Out of order, twice, at once: each answer tells where the hub stands.
    const sent = [batch(20, 40), batch(0, 10), batch(0, 10), batch(5, 30), batch(0, 10), batch(29, 60), batch(2, 4)];
    const answers = await Promise.all(sent.map((text) => up.ask(text)));
    for (const one of answers) expect(one?.answer?.answer).toBe('stored');
    await up.drain();
    expect(up.sender.stored).toEqual({ seq: lines.length, hash: writer.events.at(-1)?.hash });
    expect(await keptLines(first, writer.name)).toEqual(lines);
    await expect.poll(async () => (await stateOf('aa'))?.seq).toBe(lines.length);
    expect((await stateOf('aa'))?.turnout[SITTING]).toMatchObject({
      ...{ admitted: 30, undone: 1, registered: 1_500, bySex: { female: 15, male: 15 }, byHour: { '08': 30 } },
    });
  });

  it('of another device of its station may come by its link, of another station not', async () => {
    const own = kiosk('bb');
    const silent = kiosk('cc');
    const elsewhere = kiosk('ee');
    const up = await uplink(own);
    const text = (of: Writer) => writeBatch({ device: of.name.device, receipt: null, lines: of.lines });
    expect((await up.ask(text(silent)))?.answer).toMatchObject({ answer: 'stored', device: 'cc', seq: 2 });
    expect((await up.ask(text(elsewhere)))?.answer).toMatchObject({
      answer: 'refused',
      cause: 'wrong-key',
      station: '7001',
    });
    expect(await alarm('e.official.7001.ee.wrong-key.1')).toMatchObject({ by: 'bb', line: elsewhere.lines[0] });
    expect(await keptLines(first, nameOf('ee'))).toEqual([]);
  });

  it('and is forged, changed, of another election, or a second history is refused, and stands among the alarms', async () => {
    const writer = kiosk('dd');
    const up = await uplink(writer);
    await up.drain();
    const secret = nodeCrypto.sha256(new Uint8Array(1));
    const impostor = openKiosk(writer.name, nodeCrypto, writerKey(secret, nodeCrypto));
    const other = openKiosk(
      { ...writer.name, election: 'f' },
      nodeCrypto,
      writerKey(hub.keyOf('dd').secret, nodeCrypto),
    );
    const rewritten = kiosk('dd');
    rewritten.write('sitting.suspended', { reason: 'жарык өчтү' });
    rewritten.write('sitting.resumed', {});
    writer.admit(900);
    await up.drain();
    const changedLine = writer.lines.at(-1)?.replace('printer', 'officer') ?? '';
    const send = (lines: readonly string[]) => up.ask(writeBatch({ device: 'dd', receipt: null, lines }));
    for (const [lines, cause, seq] of [
      [impostor.lines.slice(0, 2), 'forged', 1],
      [other.lines.slice(0, 1), 'wrong-election', 1],
      [[...writer.lines.slice(0, -1), changedLine], 'changed', 7],
      [rewritten.lines.slice(0, 4), 'rewritten', 4],
    ] as const) {
      expect((await send(lines))?.answer, cause).toMatchObject({ answer: 'refused', cause, seq });
      expect(await alarm(`e.official.7001.dd.${cause}.${seq}`), cause).toMatchObject({ cause, seq });
    }
    // Who knows where the hub stands and goes on behind that has lost events.
    const receipt = up.sender.receipt;
    writer.admit(901);
    const beyond = writeBatch({ device: 'dd', receipt, lines: writer.lines.slice(-2) });
    expect((await up.ask(beyond))?.answer).toMatchObject({ answer: 'refused', cause: 'dropped', seq: 8 });
    expect(await keptLines(first, writer.name)).toEqual(writer.lines.slice(0, 7));
  });

  it('tells that a voter is admitted at two devices, until one of both is undone', async () => {
    const [one, two] = [kiosk('ee'), kiosk('bb')];
    one.admit(555);
    const again = two.admit(555);
    await Promise.all([one, two].map(async (writer) => (await uplink(writer)).drain()));
    const voter = pseudonym(555, nodeCrypto);
    const found = async () => {
      const keysOfAlarms: string[] = [];
      for await (const key of await first.buckets.alarm.keys(`e.official.*.*.conflict.0-${voter}`))
        keysOfAlarms.push(key);
      return keysOfAlarms.length;
    };
    await expect.poll(found).toBe(1);
    two.write('admission.undone', { admission: again, reason: 'экинчи жолу', approvers: ['chair', 'member'] });
    await (await uplink(two)).drain();
    const placesNow = async () =>
      (
        await standing<readonly { device: string; in: boolean }[]>(
          first.buckets.admitted,
          voterKey(nameOf('ee'), '0', voter),
          [],
        )
      ).value
        .map(({ device, in: isIn }) => `${device} ${isIn}`)
        .sort();
    await expect.poll(placesNow).toEqual(['bb false', 'ee true']);
  });

  it('lets a voter go whom a kiosk left behind: people have ended its reservation, or another one goes on from its journal', async () => {
    const [gone, beside, spare] = [kiosk('ff'), kiosk('gg'), kiosk('hh')];
    const reserved = (voter: number, precinct = '7001'): string => {
      gone.write('admission.reserved', {
        ...{ admission: `left-${voter}`, attempt: `t-${voter}`, voter: pseudonym(voter, nodeCrypto), category: 'home' },
        ...{ constituency: 'c-1', precinct, sex: 'female', ageGroup: '36–45', modality: 'finger' },
        receipts: [{ receipt: `7001-left-${voter}`, ballot: 'b-1' }],
      });
      return `left-${voter}`;
    };
    const approvers = ['chair', 'member'];
    const [ended, after, released] = [reserved(601), reserved(602), reserved(603, '7009')];
    gone.write('admission.confirmed', { admission: after, receipts: ['7001-left-602'], evidence: 'printer' });
    await first.lock.open({ election: 'e', mode: 'official' }, Date.now());
    const locked = async (device: string, voter: number) => {
      const taken = await first.lock.take(nameOf(device), pseudonym(voter, nodeCrypto), 0, now());
      return taken.lock === 'taken' ? `${taken.how} by ${taken.by.device}` : taken.lock;
    };
    for (const voter of [601, 602]) expect(await locked('ff', voter)).toBe('held');
    await (await uplink(gone)).drain();
    await expect.poll(() => locked('gg', 603)).toBe('admitted by ff');
    for (const admission of [ended, after]) {
      beside.write('kiosk.reservation-ended', { device: 'ff', admission, reason: 'чек чыккан жок', approvers });
    }
    const { hash = '', seq = 0 } = gone.events.at(-1) ?? {};
    spare.write('copy.continued', { device: 'ff', head: hash, count: seq, sitting: SITTING, approvers });
    spare.write('admission.released', { admission: released, reason: 'принтер', voided: [], approvers });
    for (const one of [beside, spare]) await (await uplink(one)).drain();
    for (const voter of [601, 603]) await expect.poll(() => locked('gg', voter)).toBe('held');
    // A home station elsewhere is told too.
    const log = await standing<ElsewhereLog | null>(first.buckets.elsewhere, elsewhereKey(nameOf('ff'), '7009'), null);
    expect(log.value?.entries.map((entry) => entry.in)).toEqual([true, false]);
    // She had her receipt: whoever said otherwise did not know.
    expect(await locked('gg', 602)).toBe('admitted by ff');
  });

  it('about itself stands as it was told last', async () => {
    const writer = kiosk('aa');
    const up = await uplink(writer);
    const health: Health = {
      ...{
        now: 1,
        version: '1.0',
        last: 3,
        backlog: 1,
        oldest: null,
        link: 'mobile',
        battery: 77,
        onMains: true,
        free: 900,
      },
      ...{ sees: ['bb'], problems: [] },
    };
    expect((await up.ask(askOf(writer, { ask: 'health', health }), 'asks'))?.answer?.answer).toBe('heard');
    expect((await standing<object>(first.buckets.health, journalKey(writer.name), {})).value).toMatchObject(health);
  });
});
