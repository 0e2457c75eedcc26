import { describe, expect, it } from 'vitest';
import { documentMask, scannerMask } from '../document/text-mask.ts';
import { encodePacket, Instruction, PacketKind } from '../fingerprint/r30x-codec.ts';
import { r30xNames } from '../fingerprint/r30x-names.ts';
import { askStatus, CUT, FENCE, INITIALIZE } from '../printer/escpos-codec.ts';
import { escposMask } from '../printer/escpos-mask.ts';
import { escposNames } from '../printer/escpos-names.ts';
import { toHex } from './recording.ts';
import { noNames, Trace } from './trace.ts';

const command = (instruction: number) => encodePacket(PacketKind.command, Uint8Array.of(instruction));
const answer = (code: number) => encodePacket(PacketKind.acknowledge, Uint8Array.of(code));

describe('the trace of a wire', () => {
  it('names the frames of a sensor, also those that came in pieces', () => {
    const trace = new Trace(r30xNames());
    trace.take({ t: 0, link: 'up' });
    trace.take({ t: 1, out: toHex(command(Instruction.genImage)) });
    const bytes = answer(2);
    trace.take({ t: 40, in: toHex(bytes.subarray(0, 5)) });
    trace.take({ t: 90, in: toHex(bytes.subarray(5)) });
    trace.take({ t: 200, link: 'down', why: 'lost' });
    expect(trace.last(9).map(({ way, text, frames }) => [way, text.slice(0, 6), frames])).toEqual([
      ['link', 'up', []],
      ['out', 'ef01ff', ['genImage']],
      ['in', 'ef01ff', []],
      ['in', 'ff0700', ['acknowledge noFinger']],
      ['link', 'lost', []],
    ]);
  });

  it('names what a printer is told and answers', () => {
    const names = escposNames();
    expect([askStatus(4), INITIALIZE, CUT, FENCE, Uint8Array.of(1, 2)].map((one) => names.out(one))).toEqual([
      ['paper (DLE EOT 4)'],
      ['initialize (ESC @)'],
      ['cut (GS V)'],
      ['fence (GS r 1)'],
      [],
    ]);
    expect(names.in(Uint8Array.of(0x12, 0x03))).toEqual(['status 0x12', 'fence 0x03']);
  });

  it('makes one line of an image that comes in hundreds of pieces, and shows its beginning and its size', () => {
    const trace = new Trace(r30xNames());
    const data = toHex(encodePacket(PacketKind.data, new Uint8Array(128)));
    for (let piece = 0; piece < 288; piece += 1) trace.take({ t: piece * 12, in: data });
    const [line, ...others] = trace.last(9);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ way: 'in', bytes: 288 * 139 });
    expect(line?.text.length).toBe(96);
    expect(line?.frames.length).toBeLessThanOrEqual(6);
  });

  it.each([
    ['a printer’s wire behind which a reader hangs', escposMask(), Buffer.from('P<KGZTESTOVA<<AIGUL<<<\r\n')],
    [
      'a scanner that is set up as another layout',
      scannerMask('pos'),
      Buffer.from('21502198500002\r'.padEnd(64, '\0')),
    ],
    ['a report that is longer than its layout', scannerMask('pos'), Buffer.from(`\x02${'AC1234567'.repeat(10)}`)],
    ['a document reader', documentMask(), Buffer.from('IDKGZID0000001\r\n')],
  ])('shows nobody’s letters and digits on %s', (_, mask, sent) => {
    const trace = new Trace(noNames());
    trace.take({ t: 1, in: toHex(mask.in(sent)) });
    const shown = Buffer.from(trace.last(1)[0]?.text ?? '', 'hex').toString('latin1');
    expect(shown.length).toBeGreaterThan(8);
    expect(shown).not.toMatch(/[1-9A-WYZa-wyz]/);
  });

  it('remembers the last lines only, and counts on', () => {
    const trace = new Trace(noNames());
    for (let line = 0; line < 1_000; line += 1) trace.take({ t: line * 1_000, out: '00' });
    expect(trace.last(1_000)).toHaveLength(300);
    expect(trace.last(2).map(({ number }) => number)).toEqual([999, 1_000]);
  });
});
