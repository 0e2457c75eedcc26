import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodePacket,
  LONGEST_PAYLOAD,
  type Packet,
  PacketDecoder,
  PacketKind,
  packImage,
  readParameters,
  unpackImage,
} from './r30x-codec.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const packet = fc.record({
  kind: fc.constantFrom(...Object.values(PacketKind)),
  payload: fc.uint8Array({ maxLength: LONGEST_PAYLOAD }),
});
const encoded = (p: Packet) => encodePacket(p.kind, p.payload);
const plain = (packets: readonly Packet[]) => packets.map(({ kind, payload }) => ({ kind, payload: hex(payload) }));

/** Cuts bytes into pieces at the given places. */
function pieces(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

describe('packets', () => {
  it('are written as the manual shows', () => {
    expect(hex(encodePacket(PacketKind.command, Uint8Array.of(1)))).toBe('ef01ffffffff010003010005');
    expect(hex(encodePacket(PacketKind.command, Uint8Array.of(0x13, 0, 0, 0, 0)))).toBe(
      'ef01ffffffff01000713000000' + '00001b',
    );
  });

  it('come back whole however the stream is split', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 12 }), (packets, cuts) => {
        const decoder = new PacketDecoder();
        const got = pieces(Buffer.concat(packets.map(encoded)), cuts).flatMap((piece) => decoder.push(piece));
        expect(plain(got)).toEqual(plain(packets));
        expect(decoder.skipped).toBe(0);
      }),
    );
  });

  it('are found again after any garbage, once the line is quiet', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), packet, (garbage, wanted) => {
        const decoder = new PacketDecoder();
        const got = [...decoder.push(Buffer.concat([garbage, encoded(wanted)])), ...decoder.flush()];
        expect(plain(got)).toContainEqual(plain([wanted])[0]);
      }),
    );
  });

  it('are found behind a header that promises more than comes', () => {
    const decoder = new PacketDecoder();
    const header = Buffer.from('ef01ffffffff070102', 'hex');
    const wanted = { kind: PacketKind.acknowledge, payload: Uint8Array.of(0) };
    expect(decoder.push(Buffer.concat([header, encoded(wanted)]))).toEqual([]);
    expect(plain(decoder.flush())).toEqual(plain([wanted]));
  });

  it('with one byte changed never come out as the same packet, and never as a longer one', () => {
    fc.assert(
      fc.property(packet, fc.nat(), fc.integer({ min: 1, max: 255 }), (original, at, change) => {
        const bytes = encoded(original);
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ change;
        const decoder = new PacketDecoder();
        expect(plain([...decoder.push(bytes), ...decoder.flush()])).not.toContainEqual(plain([original])[0]);
      }),
    );
  });

  it('of another address are not ours', () => {
    const decoder = new PacketDecoder();
    const foreign = encodePacket(PacketKind.acknowledge, Uint8Array.of(0), 0x12345678);
    expect([...decoder.push(foreign), ...decoder.flush()]).toEqual([]);
    expect(decoder.skipped).toBe(foreign.length);
  });

  it('hostile bytes: no exception, and never more than one packet held back', () => {
    const header = fc.constant(Uint8Array.from([0xef, 0x01, 255, 255, 255, 255, 7, 1, 2]));
    const noise = fc.array(fc.oneof(fc.uint8Array({ maxLength: 64 }), header), { maxLength: 40 });
    fc.assert(
      fc.property(noise, (chunks) => {
        const decoder = new PacketDecoder();
        let given = 0;
        let packetBytes = 0;
        const count = (got: readonly Packet[]) => {
          for (const { payload } of got) packetBytes += payload.length + 11;
        };
        for (const chunk of chunks) {
          given += chunk.length;
          count(decoder.push(chunk));
          expect(given - packetBytes - decoder.skipped).toBeLessThan(LONGEST_PAYLOAD + 11);
        }
        count(decoder.flush());
        expect(packetBytes + decoder.skipped).toBe(given);
      }),
    );
  });
});

describe('images', () => {
  it('keep their 16 grays', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 64 }), (data) => {
        expect(packImage(unpackImage(data))).toEqual(data);
      }),
    );
  });

  it('have the left pixel in the high nibble', () => {
    expect([...unpackImage(Uint8Array.of(0xf0, 0x1a))]).toEqual([255, 0, 17, 170]);
  });
});

describe('readParameters', () => {
  it('reads size and rate', () => {
    const data = Uint8Array.from([0, 0, 0, 9, 0, 200, 0, 3, 255, 255, 255, 255, 0, 2, 0, 6]);
    expect(readParameters(data)).toEqual({
      systemId: 9,
      capacity: 200,
      securityLevel: 3,
      packetSize: 128,
      baudRate: 57_600,
    });
  });

  it('refuses what no sensor says', () => {
    expect(readParameters(new Uint8Array(15))).toBeNull();
    expect(readParameters(new Uint8Array(16).fill(255))).toBeNull();
  });
});
