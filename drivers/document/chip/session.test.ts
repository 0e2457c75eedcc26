import { describe, expect, it } from 'vitest';
import { TrustedAuthorities } from '../../../core/document/chip/passive.ts';
import type { ChipAccess } from '../../../core/document/chip/session-keys.ts';
import { makeState } from '../../simulator/chip/authority.ts';
import { type CardOptions, SimulatedChip } from '../../simulator/chip/card.ts';
import { type ChipDocument, type DocumentOptions, issueDocument } from '../../simulator/chip/document.ts';
import { idCardZone, passportZone, portraitOf } from './chip.fixture.ts';
import type { Lengths } from './conversation.ts';
import { readChip } from './session.ts';

const state = makeState();
const portrait = portraitOf(6_000);

function issue(options: Partial<DocumentOptions> = {}): ChipDocument {
  return issueDocument({ mrz: idCardZone, portrait, state, ...options });
}

interface Way {
  readonly access?: ChipAccess;
  readonly lengths?: Lengths;
  readonly card?: CardOptions;
  readonly change?: (answer: Uint8Array, count: number) => Uint8Array;
  readonly portrait?: boolean;
}

async function read(
  document: ChipDocument,
  {
    access = { can: document.can },
    lengths = 'extended',
    card = {},
    change = (answer) => answer,
    portrait: wanted = true,
  }: Way = {},
) {
  const chip = new SimulatedChip(document, card);
  const sent: Uint8Array[] = [];
  let broken = 0;
  const result = await readChip(
    async (apdu) => {
      sent.push(apdu);
      return change(chip.process(apdu), sent.length);
    },
    {
      access,
      lengths,
      portrait: wanted,
      trusted: new TrustedAuthorities([document.state.authority.certificate]),
      today: '2026-11-26',
      onProgress: () => {},
      onBroken: () => {
        broken += 1;
      },
    },
  );
  return { result, sent, broken };
}

describe('a chip whose face nobody wants', () => {
  it('is read without it, and vouched for all the same', async () => {
    const { result, sent } = await read(issue(), { portrait: false });
    expect(result).toMatchObject({ ok: true, value: { portrait: null, authenticity: { genuine: true } } });
    expect(sent.length).toBeLessThan((await read(issue())).sent.length);
  });
});

describe('a chip on which one byte was changed', () => {
  const whole = issue({ portrait: portraitOf(120) });
  // The quickest way in: it is the files that matter here.
  const changed = async (file: number, at: number, mask: number) => {
    const bytes = Uint8Array.from(whole.files.get(file) ?? []);
    bytes[at] = (bytes[at] as number) ^ mask;
    const files = new Map([...whole.files, [file, bytes]]);
    return (await read({ ...whole, pace: null, files }, { access: { mrz: idCardZone } })).result;
  };

  it.each([
    ['DG1', 0x0101, 1],
    ['DG2', 0x0102, 2],
  ] as const)('%s: it ends in the verdict, whichever byte and bit it was', async (_name, file, group) => {
    const length = whole.files.get(file)?.length ?? 0;
    expect(length).toBeGreaterThan(90);
    for (let at = 0; at < length; at++) {
      const result = await changed(file, at, 1 << (at % 8));
      expect(result, `byte ${at}`).toMatchObject({
        ok: true,
        value: { authenticity: { genuine: false, reasons: [{ reason: 'group', group }] } },
      });
    }
  });

  it('DG1: what is no zone any more is not handed on', async () => {
    // The tag, its length, and a letter that becomes a small one.
    for (const [at, mask] of [
      [0, 1],
      [1, 0x80],
      [1, 0x20],
      [2, 0x1f],
      [4, 0x01],
      [9, 0x20],
    ] as const) {
      expect(await changed(0x0101, at, mask)).toMatchObject({
        ok: true,
        value: { mrz: '', authenticity: { genuine: false, reasons: [{ reason: 'group', group: 1 }] } },
      });
    }
  });

  it('SOD: it is not genuine then, or the byte was one that no signature covers and that says nothing', async () => {
    const length = whole.files.get(0x011d)?.length ?? 0;
    const untouched = (await read({ ...whole, pace: null }, { access: { mrz: idCardZone } })).result;
    let refused = 0;
    let flips = 0;
    for (let at = 0; at < length; at += 2) {
      const result = await changed(0x011d, at, 1 << ((at >> 1) % 8));
      flips += 1;
      if (result.ok && !result.value.authenticity.genuine) refused += 1;
      // Versions and tags around what is signed (RFC 5652 §5.4 covers the content and the signed attributes).
      else expect(result, `byte ${at}`).toEqual(untouched);
    }
    expect(refused).toBeGreaterThan(flips * 0.9);
  });

  it('a zone that is none, but was signed so, is unreadable: nobody forged it', async () => {
    const { result } = await read(issue({ mrz: 'NOT A ZONE' }));
    expect(result).toEqual({ ok: false, error: 'unreadable' });
  });
});

describe('a chip that is read', () => {
  const ciphers = { 1: '3DES', 2: 'AES-128', 3: 'AES-192', 4: 'AES-256' } as const;
  const curves = [
    [12, 'P-256'],
    [13, 'brainpoolP256r1'],
    [15, 'P-384'],
    [16, 'brainpoolP384r1'],
    [17, 'brainpoolP512r1'],
    [18, 'P-521'],
  ] as const;

  it.each(
    curves.flatMap(([id, curve]) =>
      ([1, 2, 3, 4] as const).map((cipher) => [curve, ciphers[cipher], id, cipher] as const),
    ),
  )('PACE %s %s with the card access number', async (_curve, _cipher, parameterId, cipher) => {
    const { result } = await read(issue({ pace: { cipher, parameterId } }));
    expect(result).toMatchObject({
      ok: true,
      value: { opened: 'pace', mrz: idCardZone, authenticity: { genuine: true } },
    });
  });

  it('PACE with the zone, TD1 and TD3', async () => {
    for (const mrz of [idCardZone, passportZone]) {
      const { result } = await read(issue({ mrz }), { access: { mrz } });
      expect(result).toMatchObject({
        ok: true,
        value: { opened: 'pace', mrz, authenticity: { genuine: true, country: 'KG' } },
      });
    }
  });

  it.each([1, 2, 3, 4] as const)(
    'PACE with the zone on a brainpool curve, cipher %i, a face in JPEG 2000',
    async (cipher) => {
      const image = portraitOf(3_000, 'jpeg2000');
      const document = issue({
        pace: { cipher, parameterId: 13 },
        portrait: image,
        state: makeState('brainpoolP256r1'),
      });
      const { result } = await read(document, { access: { mrz: idCardZone } });
      expect(result).toMatchObject({
        ok: true,
        value: { opened: 'pace', mrz: idCardZone, authenticity: { genuine: true } },
      });
      expect(result.ok && result.value.portrait).toMatchObject({ format: 'jpeg2000', bytes: image });
    },
  );

  it.each<Lengths>(['extended', 'short'])('basic access control, %s length', async (lengths) => {
    const { result } = await read(issue({ pace: null, mrz: passportZone }), { access: { mrz: passportZone }, lengths });
    expect(result).toMatchObject({
      ok: true,
      value: { opened: 'bac', mrz: passportZone, authenticity: { genuine: true } },
    });
  });

  it('gives the portrait as it is stored', async () => {
    for (const kind of ['jpeg', 'jpeg2000'] as const) {
      const image = portraitOf(3_000, kind);
      const { result } = await read(issue({ portrait: image }));
      expect(result.ok && result.value.portrait).toEqual({ format: kind, bytes: image, width: 240, height: 320 });
    }
  });

  it('reads beyond 32 kB, where offsets are spelt otherwise, with either length and either cipher', async () => {
    const image = portraitOf(40_000);
    for (const lengths of ['extended', 'short'] as const) {
      for (const pace of [{ cipher: 2, parameterId: 12 } as const, null]) {
        const { result } = await read(issue({ portrait: image, pace }), { access: { mrz: idCardZone }, lengths });
        expect(result.ok && result.value.portrait).toMatchObject({ bytes: image });
        expect(result).toMatchObject({ value: { authenticity: { genuine: true } } });
      }
    }
  });

  it('keeps every command and answer short when it must', async () => {
    let longest = 0;
    const { result, sent } = await read(issue(), {
      lengths: 'short',
      change: (answer) => {
        longest = Math.max(longest, answer.length);
        return answer;
      },
    });
    expect(result.ok).toBe(true);
    expect(longest).toBeLessThanOrEqual(258);
    expect(Math.max(...sent.map(({ length }) => length))).toBeLessThanOrEqual(261);
  });

  it('goes on where a chip gives less than it was asked for', async () => {
    const { result } = await read(issue(), { card: { maxRead: 100 } });
    expect(result).toMatchObject({ ok: true, value: { authenticity: { genuine: true } } });
  });
});

describe('a chip that is not read', () => {
  it('a wrong number or zone is said to be that, by PACE and by BAC', async () => {
    const fault = { ok: false, error: 'access-wrong' };
    expect((await read(issue(), { access: { can: '123457' } })).result).toEqual(fault);
    expect((await read(issue(), { access: { mrz: passportZone } })).result).toEqual(fault);
    expect((await read(issue({ pace: null }), { access: { mrz: passportZone } })).result).toEqual(fault);
    expect((await read(issue(), { access: { mrz: 'no zone' } })).result).toEqual(fault);
  });

  it('a chip without PACE asks for the zone where a number was given', async () => {
    expect((await read(issue({ pace: null }), { access: { can: '123456' } })).result).toEqual({
      ok: false,
      error: 'zone-needed',
    });
  });

  it('a chip that cannot do long answers is unreadable with them, and readable with short ones', async () => {
    const card = { extended: false };
    expect((await read(issue(), { card })).result).toEqual({ ok: false, error: 'unreadable' });
    expect((await read(issue(), { card, lengths: 'short' })).result.ok).toBe(true);
  });

  it('a card that is no document', async () => {
    const { result } = await read(issue(), { change: () => Uint8Array.of(0x6a, 0x82) });
    expect(result).toEqual({ ok: false, error: 'no-document' });
  });

  it('whatever one answer is turned into, there is an end, and never false data', async () => {
    const document = issue({ portrait: portraitOf(300) });
    const { sent } = await read(document);
    const changes: readonly ((answer: Uint8Array) => Uint8Array)[] = [
      () => new Uint8Array(),
      () => Uint8Array.of(0x90, 0x00),
      (answer) => answer.subarray(0, answer.length - 3),
      (answer) => answer.map((byte, i) => (i === answer.length >> 1 ? byte ^ 0x10 : byte)),
      () => new Uint8Array(70_000).fill(0x7c),
    ];
    for (let at = 1; at <= sent.length; at++) {
      for (const [index, one] of changes.entries()) {
        const { result } = await read(document, { change: (answer, count) => (count === at ? one(answer) : answer) });
        // An answer of nothing but success is what some questions expect; then the whole must be right.
        if (result.ok)
          expect(result.value, `${at}/${index}`).toMatchObject({ mrz: idCardZone, authenticity: { genuine: true } });
      }
    }
  });
});
