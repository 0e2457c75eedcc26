import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMrz } from '../../core/document/mrz.ts';
import { formatMrz } from '../../core/document/mrz-format.ts';
import type { DocumentEvent } from '../device.ts';
import { codeOf, opened, ready, statusWhere, testBench } from '../testing/bench.ts';
import { MrzFramer } from './mrz-framer.ts';
import { MrzSerialReader } from './mrz-serial.ts';

const card = formatMrz({
  format: 'td1',
  number: 'ID0000001',
  pin: '10101199000001',
  surname: 'TESTOVA',
  given: 'AIGUL',
  sex: 'female',
  birthDate: '1990-01-01',
  expires: '2033-01-01',
});
const bytesOf = (text: string) => Buffer.from(text, 'latin1');

describe('the framer', () => {
  it.each(['\r', '\n', '\r\n'])('finds the zone however it is split, with %j', (end) => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 100 }), { maxLength: 8 }), (cuts) => {
        const bytes = bytesOf(`\x02${card.split('\n').join(end)}${end}\x03`);
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const framer = new MrzFramer();
        const texts = places.slice(1).flatMap((to, i) => framer.push(bytes.subarray(places[i], to)));
        expect(texts).toEqual([card]);
        expect(framer.quiet()).toBeNull();
      }),
    );
  });

  it('hostile bytes: no exception, bounded text, and the next document is found after silence', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 6 }), (chunks) => {
        const framer = new MrzFramer();
        for (const chunk of chunks) for (const text of framer.push(chunk)) expect(text.length).toBeLessThanOrEqual(92);
        expect((framer.quiet() ?? '').length).toBeLessThanOrEqual(4 * 91);
        expect(framer.push(bytesOf(`${card}\n`))).toEqual([card]);
      }),
    );
  });
});

function readerBench(quiet = 60) {
  const { bench } = testBench();
  const reader = opened(new MrzSerialReader({ path: bench.ports.document.path, limits: { quiet, same: 300 } }));
  const events: DocumentEvent[] = [];
  let wake = () => {};
  reader.onDocument((event) => {
    events.push(event);
    wake();
  });
  const next = async () => {
    if (events.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return events.shift();
  };
  return { bench, reader, events, next };
}
const present = (zone: string | null) => ({ person: 'p', document: 'd', zone });

describe('a serial document reader', () => {
  it('hands over what lies on it, and the same document once', async () => {
    const { bench, reader, events, next } = readerBench();
    await statusWhere(reader, ready);
    bench.presentDocument(present(card));
    bench.presentDocument(present(card));
    const event = await next();
    expect(event).toEqual({ event: 'document', text: card });
    expect(parseMrz(card).ok).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(events).toEqual([]);
    bench.presentDocument(present(card));
    expect(await next()).toEqual({ event: 'document', text: card });
  });

  it.each([
    ['split', { split: true }, true],
    ['lossy', { loseEvery: 40 }, false],
    ['doubling', { doubleEvery: 40 }, false],
  ])('over a line that is %s hands over what came, and a damaged zone is no document', async (_, wire, whole) => {
    const { bench, reader, next } = readerBench();
    await statusWhere(reader, ready);
    bench.inject({ fault: 'wire', device: 'document', wire });
    bench.presentDocument(present(card));
    const event = await next();
    expect(event?.event === 'document' && parseMrz(event.text).ok).toBe(whole);
  });

  it('says that something could not be read', async () => {
    const { bench, reader, next } = readerBench();
    await statusWhere(reader, ready);
    bench.reader.presentGarbage(bytesOf('NO READ\r\n'));
    expect(await next()).toEqual({
      event: 'unreadable',
      problem: { code: 'device.document-unreadable' },
      text: 'NOREAD',
    });
  });

  it('is missing without its cable and back with it; half a zone from before is forgotten', async () => {
    const { bench, reader, next } = readerBench(3_000);
    await statusWhere(reader, ready);
    bench.reader.presentGarbage(bytesOf(card.slice(0, 40)));
    await new Promise((resolve) => setTimeout(resolve, 20));
    bench.inject({ fault: 'unplug', device: 'document' });
    expect(codeOf(await statusWhere(reader, (s) => s.state === 'missing'))).toBe('device.document-missing');
    bench.inject({ fault: 'plug', device: 'document' });
    await statusWhere(reader, ready);
    bench.presentDocument(present(card));
    expect(await next()).toEqual({ event: 'document', text: card });
  });
});
