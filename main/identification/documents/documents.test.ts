import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Authenticity } from '../../../core/document/chip/passive.ts';
import { formatMrz, type MrzContent } from '../../../core/document/mrz-format.ts';
import { defaultPolicy } from '../../../core/election/policy-default.ts';
import { err, ok } from '../../../core/problem/result.ts';
import type { DeskView } from '../../api/views.ts';
import type { ChipAnswer, ChipQuestion, NamedHealth, PageAnswer } from '../devices/protocol.ts';
import { records, served } from '../served.fixture.ts';
import { type PageContents, PageReading } from './page-reading.ts';

const counters = { bytesIn: 0, bytesOut: 0, opened: 1, skipped: 0, retries: 0, recoveries: {} };
const ready = (id: string, kind: NamedHealth['kind'], driver: NamedHealth['driver']): NamedHealth => ({
  ...{ id, kind, driver, name: id, path: '', forMs: 0, counters },
  status: { state: 'ready' },
});
const genuine: Authenticity = { genuine: true, country: 'KG', signerSerial: Uint8Array.of(1) };
const forged: Authenticity = { genuine: false, reasons: [{ reason: 'group', group: 1 }] };

/** The card of the second voter: her own names would differ from the register's, which is another warning. */
const content: MrzContent = {
  ...{ format: 'td1', number: 'ID0000002', pin: records[1]?.pin ?? '', surname: 'BERMET', given: 'VOTER' },
  ...{ sex: 'female', birthDate: '1990-01-01', expires: '2030-01-01' },
} as const;
const zone = formatMrz(content);

let station: Awaited<ReturnType<typeof served>>;
/** Chips that the reader gives, one a question, and what it was asked. */
const chips: ((signal: AbortSignal) => Promise<ChipAnswer> | ChipAnswer)[] = [];
const asked: ChipQuestion[] = [];

async function begin(read = true, health = [ready('chip', 'chip', 'chip'), ready('scanner', 'page-scanner', 'escl')]) {
  station = await served({ ...defaultPolicy, documentChip: { read } });
  chips.length = 0;
  asked.length = 0;
  vi.spyOn(station.zone.devices, 'health', 'get').mockReturnValue(health);
  station.zone.devices.readChip = async (question, signal) => {
    asked.push(question);
    return (await chips.shift()?.(signal)) ?? err({ code: 'chip.no-card' });
  };
}
afterEach(async () => {
  vi.restoreAllMocks();
  await station.close();
});

const chip = (authenticity: Authenticity, mrz = zone): ChipAnswer =>
  ok({ mrz, portrait: null, opened: 'pace', authenticity });
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000, interval: 20 });
const step = () => station.zone.way.step;
const warnings = () => {
  const now = step();
  return now.at === 'warning' ? now.warnings : now.at;
};
/** What register and card have differently in this world anyway. */
const other = (all: ReturnType<typeof warnings>) =>
  typeof all === 'string' ? [] : all.filter((one) => one.startsWith('chip'));

/** The next rejection for which nobody waits: a zone dies of it and is started again; here the test takes it. */
function nextUnheard(): Promise<unknown> {
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  return new Promise((resolve) => {
    process.once('unhandledRejection', (reason) => {
      for (const other of others) process.on('unhandledRejection', other);
      resolve(reason);
    });
  });
}

describe('a zone that a reader sends, with a chip on the chip reader', () => {
  it('is opened by that zone, and a genuine one says nothing', async () => {
    await begin();
    chips.push(() => chip(genuine));
    await station.zone.documents.laid(zone.replaceAll('\n', '\r\n'));
    expect(asked).toMatchObject([{ access: { mrz: zone }, today: null, waitMs: 0 }]);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(other(warnings())).toEqual([]);
    expect(station.zone.documents.view).toBeNull();
  });

  it.each<readonly [string, () => ChipAnswer, readonly string[]]>([
    ['was tampered with', () => chip(forged), ['chip-not-genuine']],
    ['has another name', () => chip(genuine, formatMrz({ ...content, given: 'AIDA' })), ['chip-differs']],
    ['is not opened by the printed zone', () => err({ code: 'chip.access-wrong' }), ['chip-differs']],
    ['cannot be read', () => err({ code: 'chip.unreadable' }), []],
    ['is not there', () => err({ code: 'chip.no-card' }), []],
  ])('that %s: the officer is warned of it, or goes on', async (_, answer, expected) => {
    await begin();
    chips.push(answer);
    await station.zone.documents.laid(zone);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(other(warnings())).toEqual(expected);
  });

  it('is shown while it is read; the officer goes on without it, and nothing is laid in between', async () => {
    await begin();
    let began = () => {};
    const reading = new Promise<void>((resolve) => {
      began = resolve;
    });
    chips.push(async (signal) => {
      began();
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      return err({ code: 'device.cancelled' });
    });
    const laid = station.zone.documents.laid(zone);
    await reading;
    expect(station.zone.documents.view).toBeNull();
    station.zone.documents.progress({ reads: 'chip', waiting: true, share: null });
    expect(station.zone.documents.view, 'no card is awaited with the printed zone in hand').toBeNull();
    station.zone.documents.progress({ reads: 'chip', waiting: false, share: 0.5 });
    expect(station.zone.documents.view).toEqual({ at: 'chip', waiting: false, share: 0.5 });
    await station.zone.documents.laid(zone);
    expect(await station.client.voter.leaveReading({})).toEqual(ok(null));
    await laid;
    expect(station.zone.documents.view).toBeNull();
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(station.told('attempt.started')).toHaveLength(1);
  });

  it('is opened also where its document is put aside, and not again for whoever is being served', async () => {
    await begin();
    await station.zone.documents.laid(zone);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    await station.zone.documents.laid(zone);
    expect(asked).toHaveLength(1);
    const [first] = records;
    const another = formatMrz({ ...content, number: first?.documents[0]?.number ?? '', pin: first?.pin ?? '' });
    chips.push(() => chip(forged, another));
    await station.zone.documents.laid(another);
    expect(asked).toHaveLength(2);
    expect(station.zone.next.view).toMatchObject({ at: 'aside' });
    await station.client.voter.cancel({});
    await station.client.voter.beginNext({});
    await soon(() => station.zone.way.voter?.record).toBe('r1');
    expect(other(warnings())).toEqual(['chip-not-genuine']);
  });

  it('is taken once, whatever comes in the same moment', async () => {
    await begin();
    let answer = () => {};
    const asking = new Promise<void>((resolve) => {
      answer = resolve;
    });
    chips.push(async () => {
      await asking;
      return chip(genuine);
    });
    const first = station.zone.documents.laid(zone);
    const second = station.zone.documents.laid(zone);
    expect(await station.client.voter.scanDocument({})).toMatchObject({ ok: false, error: { code: 'station.busy' } });
    answer();
    await Promise.all([first, second]);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(asked).toHaveLength(1);
  });

  it('over which something breaks keeps no other document away', async () => {
    await begin();
    chips.push(() => Promise.reject(new Error('broken')));
    await expect(station.zone.documents.laid(zone)).rejects.toThrow('broken');
    await station.zone.documents.laid(zone);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
  });

  it('is for nobody when the officer has signed out meanwhile', async () => {
    await begin();
    chips.push(async () => {
      await station.client.access.signOut({});
      return chip(genuine);
    });
    await station.zone.documents.laid(zone);
    expect(step().at).toBe('idle');
    expect(station.told('attempt.started')).toEqual([]);
  });

  it.each([
    ['the policy does not want it', false, undefined],
    ['the kiosk has no chip reader', true, []],
  ] as const)('is not asked where %s', async (_, read, health) => {
    await begin(read, health && [...health]);
    await station.zone.documents.laid(zone);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(asked).toEqual([]);
  });
});

describe('a chip that is opened by the number on the card', () => {
  it('is not opened where the signed policy does not want chips read', async () => {
    await begin(false);
    const refused = { ok: false, error: { code: 'station.nothing-to-do' } };
    expect(await station.client.voter.openChip({ can: '123456' })).toMatchObject(refused);
    expect((station.zone.projection.view('officer') as DeskView).opensChips).toBe(false);
    expect(asked).toEqual([]);
  });

  it('leads to its voter, after a document that could not be read', async () => {
    await begin();
    await station.zone.documents.laid('');
    expect(step().at).toBe('enter-pin');
    chips.push(() => chip(genuine));
    expect(await station.client.voter.openChip({ can: '123456' })).toEqual(ok(null));
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    expect(asked).toMatchObject([{ access: { can: '123456' } }]);
  });

  it('says why it was not, until the officer has read it', async () => {
    await begin();
    chips.push(() => err({ code: 'chip.access-wrong' }));
    await station.client.voter.openChip({ can: '123456' });
    const failed = { at: 'failed', what: 'chip', problem: { code: 'chip.access-wrong' } };
    await soon(() => station.zone.documents.view).toEqual(failed);
    await station.client.voter.leaveReading({});
    expect(station.zone.documents.view).toBeNull();
  });

  it('of which nothing can be read because it was tampered with is told as forged', async () => {
    await begin();
    chips.push(() => chip(forged, ''));
    await station.client.voter.openChip({ can: '123456' });
    await soon(() => station.zone.documents.view).toMatchObject({ problem: { code: 'chip.not-genuine' } });
  });

  it('of another state is no document here', async () => {
    await begin();
    chips.push(() => chip(genuine, zone.replace('KGZ', 'UTO')));
    await station.client.voter.openChip({ can: '123456' });
    await soon(() => station.zone.documents.view).toMatchObject({ problem: { code: 'chip.no-document' } });
  });
});

describe('a page on the scanner', () => {
  const page = { width: 4, height: 4, dpi: 300, pixels: new Uint8Array(16) };
  const scan = async (contents: PageContents, answer: PageAnswer) => {
    await begin(false);
    station.zone.devices.scanPage = async () => answer;
    vi.spyOn(PageReading.prototype, 'read').mockResolvedValue(contents);
    expect(await station.client.voter.scanDocument({})).toEqual(ok(null));
  };
  const nothing = { zone: { refused: 'no-zone', a: null, b: null }, codes: [] } as const;

  it('with a zone on which both readers agree leads to its voter', async () => {
    await scan({ zone: { accepted: zone }, codes: [] }, ok(page));
    await soon(() => station.zone.way.voter?.record).toBe('r2');
  });

  it('with a code that holds a zone does too', async () => {
    const code = { format: 'qr', text: zone, bytes: new Uint8Array(), corners: [] } as const;
    await scan({ ...nothing, codes: [code] }, ok(page));
    await soon(() => station.zone.way.voter?.record).toBe('r2');
  });

  it('with neither says so, and with a scanner that is jammed, that', async () => {
    await scan(nothing, ok(page));
    const failed = { at: 'failed', what: 'page', problem: { code: 'scanner.no-zone' } };
    await soon(() => station.zone.documents.view).toEqual(failed);
    station.zone.devices.scanPage = async () => err({ code: 'scanner.jammed' });
    await station.client.voter.scanDocument({});
    await soon(() => station.zone.documents.view).toMatchObject({ problem: { code: 'scanner.jammed' } });
    // A document on the reader is the next thing that happens: the message is put aside.
    await station.zone.documents.laid(zone);
    expect(station.zone.documents.view).toBeNull();
    await soon(() => station.zone.way.voter?.record).toBe('r2');
  });

  it('over which something breaks keeps no other document away, and is no secret', async () => {
    await begin(false);
    station.zone.devices.scanPage = async () => ok(page);
    vi.spyOn(PageReading.prototype, 'read').mockRejectedValue(new Error('broken'));
    const heard = nextUnheard();
    expect(await station.client.voter.scanDocument({})).toEqual(ok(null));
    expect(await heard).toMatchObject({ message: 'broken' });
    expect(station.zone.documents.view).toBeNull();
    await station.zone.documents.laid(zone);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
  });

  it('is not scanned while a voter is served, nor twice at once', async () => {
    await begin(false);
    let scans = 0;
    station.zone.devices.scanPage = () => {
      scans += 1;
      return new Promise(() => {});
    };
    await station.client.voter.scanDocument({});
    expect(await station.client.voter.scanDocument({})).toMatchObject({ ok: false, error: { code: 'station.busy' } });
    station.zone.documents.stop();
    await station.zone.documents.laid(zone);
    await soon(() => station.zone.way.voter?.record).toBe('r2');
    const refused = { ok: false, error: { code: 'station.voter-in-progress' } };
    expect(await station.client.voter.scanDocument({})).toMatchObject(refused);
    expect(scans).toBe(1);
  });
});
