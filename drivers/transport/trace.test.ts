import { describe, expect, it } from 'vitest';
import { encodePacket, Instruction, PacketKind } from '../fingerprint/r30x-codec.ts';
import { r30xNames } from '../fingerprint/r30x-names.ts';
import { askStatus, CUT, FENCE, INITIALIZE } from '../printer/escpos-codec.ts';
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

  it('remembers the last lines only, and counts on', () => {
    const trace = new Trace(noNames());
    for (let line = 0; line < 1_000; line += 1) trace.take({ t: line * 1_000, out: '00' });
    expect(trace.last(1_000)).toHaveLength(300);
    expect(trace.last(2).map(({ number }) => number)).toEqual([999, 1_000]);
  });
});
