import { createServer, type Server, type Socket, connect as tcp } from 'node:net';
import { connect as tls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { DigitTries } from '../../../core/network/digit-tries.ts';
import {
  kioskDigits,
  LOG_PAGE,
  logsOfferText,
  type OfferedJournal,
  readLogsOffer,
} from '../../../core/network/logs-offer.ts';
import { freePort } from '../../../drivers/testing/ports.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { signer } from '../../link/link.fixture.ts';
import { LogShelf, type LogShelfOptions } from '../../link/log-shelf.ts';
import { deviceCertificate, stationKey } from '../../network/certificates.ts';
import { type FoundJournal, SourceGone } from './journals.ts';
import { callKiosk } from './kiosk-call.ts';
import { kioskSource } from './kiosk-source.ts';

const commission = signer('commission');
const kiosk = signer('d-1');
const other = signer('d-2');
const keyOf = (device: string) => ({ 'd-1': kiosk.publicKey, 'd-2': other.publicKey })[device] ?? null;
const SECRET = '92175560';
const own: OfferedJournal = { station: '0001', device: 'd-1', last: 730, head: 'the head' };
const seen: OfferedJournal = { station: '0001', device: 'd-2', last: 3, head: null };
const lineOf = (device: string, n: number): string => `${device} ${n} ${'x'.repeat(500)}`;
const linesOf = ({ device, last }: OfferedJournal) => Array.from({ length: last }, (_, n) => lineOf(device, n + 1));

const open: { close(): void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

/** What a kiosk does whose people have opened its logs; the journals are texts, for here nobody verifies them. */
async function shelf(options: Partial<LogShelfOptions> = {}, by = kiosk) {
  const port = await freePort();
  const asked: { readonly device: string; readonly after: number }[] = [];
  const stood: string[] = [];
  const guessed: number[] = [];
  const certificate = deviceCertificate(commission, by.name, by.publicKey);
  open.push(
    new LogShelf({
      ...{ at: { host: '127.0.0.1', port }, tls: stationKey(by, certificate), secret: SECRET, ms: 60_000 },
      journals: async () => [own, seen],
      lines: async (device, after) => {
        asked.push({ device, after });
        const last = device === 'd-1' ? own.last : seen.last;
        const count = Math.max(0, Math.min(LOG_PAGE.lines, last - after));
        return Array.from({ length: count }, (_, n) => lineOf(device, after + n + 1));
      },
      stands: (state) => stood.push(state),
      guessed: (count) => guessed.push(count),
      tries: new DigitTries({ paceMs: 1, firstMs: 1, mostMs: 1, patienceMs: 1_000 }),
      rate: 100_000_000,
      ...options,
    }),
  );
  const offer = { at: [`127.0.0.1:${port}`], kiosk: kioskDigits(kiosk.publicKey, nodeCrypto), secret: SECRET };
  return { port, offer, asked, stood, guessed };
}

const wanted = {
  keyOf,
  isIn: (station: string) => station === '0001',
  devices: [
    { station: '0001', device: 'd-2', last: 5 },
    { station: '0001', device: 'd-3', last: null },
  ],
};

async function taken(source: Awaited<ReturnType<typeof kioskSource>>) {
  if (!source.ok) throw new Error(source.error.code);
  const all: (FoundJournal['of'] & { readonly last: number | null; readonly lines: readonly string[] })[] = [];
  for await (const { of, last, lines } of source.value.journals()) all.push({ ...of, last, lines: await lines() });
  return { all, missing: source.value.missing };
}

const wrong = (secret: string): string => (secret === '00000000' ? '00000001' : '00000000');

describe('what a kiosk shows', () => {
  it('is read as it was scanned, or typed with or without the port', () => {
    const offer = { at: ['192.0.2.11:7426'], kiosk: '0483', secret: SECRET };
    expect(readLogsOffer(logsOfferText(offer))).toEqual(offer);
    expect(readLogsOffer(`192.0.2.11#0483${SECRET}`)).toEqual(offer);
    expect(readLogsOffer(' 192.0.2.11:7426 0483 9217 5560 ')).toEqual(offer);
    for (const text of ['', '192.0.2.11', `192.0.2.11#${SECRET}`, `TAANUU:JOIN:1 192.0.2.11:7426 0483${SECRET}`])
      expect(readLogsOffer(text)).toBeNull();
  });
});

describe('logs of a kiosk in the same network', () => {
  it('come page by page, the own journal with its head, the others as far as the kiosk knows them', async () => {
    const { offer, asked, stood } = await shelf();
    const { all, missing } = await taken(await kioskSource(offer, wanted));
    expect(all).toEqual([
      { station: '0001', device: 'd-1', last: 730, lines: [...linesOf(own), 'the head'] },
      { station: '0001', device: 'd-2', last: 5, lines: linesOf(seen) },
    ]);
    expect(missing).toEqual([{ station: '0001', device: 'd-3' }]);
    expect(asked.map(({ after }) => after)).toEqual([0, 200, 400, 600, 0]);
    expect(stood).toEqual(['done']);
    // With that it is over: the digits that were shown are good for nobody any more.
    expect(await callKiosk(offer, keyOf)).toMatchObject({ error: { code: 'console.no-kiosk' } });
    // Of another territory's station nothing is taken.
    const another = await shelf();
    expect(await kioskSource(another.offer, { ...wanted, isIn: () => false })).toMatchObject({
      error: { code: 'console.no-station', params: { station: '0001' } },
    });
  });

  it('are given to nobody who says other digits, and to who says the right ones however many were wrong', async () => {
    const { offer, asked, stood, guessed } = await shelf();
    const guess = { ...offer, secret: wrong(SECRET) };
    const guesses = async (count: number) => {
      for (let n = 0; n < count; n++)
        expect(await callKiosk(guess, keyOf)).toMatchObject({ error: { code: 'console.wrong-digits' } });
    };
    await guesses(4);
    const right = await callKiosk(offer, keyOf);
    if (!right.ok) throw new Error(right.error.code);
    expect(guessed).toEqual([]);
    await guesses(7);
    // People are told; whoever has the right ones goes on, and may call again.
    expect(guessed).toEqual([5, 10]);
    expect(await right.value.call.lines('d-1', 700)).toHaveLength(30);
    expect((await callKiosk(offer, keyOf)).ok).toBe(true);
    expect(stood).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('are told to be tried later where one would have to wait too long, and such digits are not looked at', async () => {
    const tries = new DigitTries({ paceMs: 1, firstMs: 60_000, mostMs: 60_000, patienceMs: 100 });
    const { offer, guessed } = await shelf({ tries });
    expect(await callKiosk({ ...offer, secret: wrong(SECRET) }, keyOf)).toMatchObject({
      error: { code: 'console.wrong-digits' },
    });
    for (let n = 0; n < 6; n++)
      expect(await callKiosk(offer, keyOf)).toMatchObject({ error: { code: 'console.digits-later' } });
    expect(guessed).toEqual([]);
  });

  it('leave room for others: of one address few connections are taken', async () => {
    const { port, offer } = await shelf();
    const idle = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const far = tcp({ host: '127.0.0.1', port, localAddress: '127.0.0.2' });
        open.push({ close: () => far.destroy() });
        far.on('error', () => {});
        await new Promise((resolve) => far.once('connect', resolve));
        return far;
      }),
    );
    await expect.poll(() => idle.filter(({ closed }) => closed).length, { timeout: 10_000 }).toBe(4);
    expect((await callKiosk(offer, keyOf)).ok).toBe(true);
  });

  it('are over when the time is, also in the middle', async () => {
    const { offer } = await shelf({ ms: 700 });
    const called = await callKiosk(offer, keyOf);
    if (!called.ok) throw new Error(called.error.code);
    await expect.poll(() => called.value.call.lines('d-1', 0), { timeout: 10_000 }).toBeNull();
    expect(await callKiosk(offer, keyOf)).toMatchObject({ error: { code: 'console.no-kiosk' } });
    // The zone looks for itself: where it says nothing, nothing is given.
    const shut = await shelf({ journals: async () => null });
    expect(await callKiosk(shut.offer, keyOf)).toMatchObject({ error: { code: 'console.offer-over' } });
  });

  it('says no digits to whoever is not the kiosk that showed them', async () => {
    // Another kiosk of the same election, with a certificate as good as the first one's.
    const stranger = await shelf({}, other);
    expect(await callKiosk(stranger.offer, keyOf)).toMatchObject({ error: { code: 'console.not-that-kiosk' } });
    // Somebody who calls himself by its name, and one of whom the commission knows nothing.
    for (const name of ['d-1', 'd-9']) {
      const false_ = await shelf({}, signer(name));
      expect(await callKiosk(false_.offer, keyOf)).toMatchObject({ error: { code: 'console.not-that-kiosk' } });
      expect(false_.stood).toEqual([]);
    }
  });

  it('gives nothing to whoever asks without digits, says too much, or speaks no TLS', async () => {
    const { port, asked } = await shelf();
    const said = async (text: string): Promise<string> => {
      const far = tls({ host: '127.0.0.1', port, rejectUnauthorized: false });
      open.push({ close: () => far.destroy() });
      let heard = '';
      far.on('data', (piece) => {
        heard += piece;
      });
      far.on('error', () => {});
      far.write(text);
      await new Promise((resolve) => far.once('close', resolve));
      return heard;
    };
    expect(await said('{"ask":"lines","device":"d-1","after":0}\n')).toBe('');
    expect(await said(`{"ask":"journals","secret":"${SECRET}","more":1}\n`)).toBe('');
    expect(await said('x'.repeat(2_000))).toBe('');
    const plain = tcp({ host: '127.0.0.1', port });
    plain.write(`{"ask":"journals","secret":"${SECRET}"}\n`);
    plain.on('error', () => {});
    await new Promise((resolve) => plain.once('close', resolve));
    expect(asked).toEqual([]);
  });

  it('goes on where it was when the network was cut in the middle', async () => {
    const { offer, port, asked } = await shelf();
    const cutAfter = [40_000, 250_000, Number.POSITIVE_INFINITY];
    const between = await cable(port, cutAfter);
    const source = await kioskSource({ ...offer, at: [`127.0.0.1:${between}`] }, wanted);
    const { all } = await taken(source);
    expect(all[0]?.lines).toEqual([...linesOf(own), 'the head']);
    expect(all[1]?.lines).toEqual(linesOf(seen));
    // Whatever had come whole was not asked for again.
    const after = asked.filter(({ device }) => device === 'd-1').map((one) => one.after);
    expect(new Set(after)).toEqual(new Set([0, 200, 400, 600]));
    expect(cutAfter).toHaveLength(0);
  }, 30_000);

  it('is given up when nobody answers any more', async () => {
    const { offer, port } = await shelf();
    const between = await cable(port, [40_000, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const source = await kioskSource({ ...offer, at: [`127.0.0.1:${between}`] }, { ...wanted, giveUpMs: 1_500 });
    await expect(taken(source)).rejects.toThrow(SourceGone);
  }, 30_000);

  it('takes no more into memory than a journal can be, whatever a kiosk says of how much there is', async () => {
    const endless = Array.from({ length: LOG_PAGE.lines }, (_, n) => lineOf('d-1', n));
    const { offer } = await shelf({
      journals: async () => [{ ...own, last: Number.MAX_SAFE_INTEGER }],
      lines: async () => endless,
    });
    const { all } = await taken(await kioskSource(offer, { ...wanted, mostCharacters: 1_000_000 }));
    const size = (all[0]?.lines ?? []).reduce((sum, line) => sum + line.length, 0);
    expect(size).toBeGreaterThan(800_000);
    expect(size).toBeLessThan(1_100_000);
  }, 10_000);

  it('is slowed down to what the network of a station has left', async () => {
    const { offer } = await shelf({ rate: 200_000 });
    const began = performance.now();
    await taken(await kioskSource(offer, wanted));
    // 730 lines of 505 bytes; the last page waits for nobody.
    expect(performance.now() - began).toBeGreaterThan(1_000);
  }, 30_000);
});

/** A cable to a port that is pulled after so many bytes of each connection in turn. */
async function cable(port: number, after: number[]): Promise<number> {
  const own = await freePort();
  const server: Server = createServer((near: Socket) => {
    let left = after.shift() ?? 0;
    const far = tcp({ host: '127.0.0.1', port });
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const one of [near, far]) one.on('error', cut).on('close', cut);
    near.on('data', (piece) => far.write(piece));
    far.on('data', (piece) => {
      left -= piece.length;
      if (left < 0) cut();
      else near.write(piece);
    });
  });
  server.listen(own, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  open.push(server);
  return own;
}
