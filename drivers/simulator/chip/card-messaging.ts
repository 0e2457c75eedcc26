import { createCipheriv, createDecipheriv } from 'node:crypto';
import { cmac } from '@noble/ciphers/aes.js';
import type { Answer, Command } from '../../../core/document/chip/apdu.ts';
import { pad, unpad } from '../../../core/document/chip/secure-messaging.ts';
import { join, readTlvs, same, tlv } from '../../../core/document/chip/tlv.ts';

/** The chip's end of secure messaging (9303-11 §9.8), its ciphers from node:crypto and not from core. */
export class CardMessaging {
  private readonly encryption: Uint8Array;
  private readonly macKey: Uint8Array;
  private counter: bigint;
  private readonly block: 8 | 16;

  constructor(kind: '3des' | 'aes', encryption: Uint8Array, macKey: Uint8Array, counter: bigint) {
    this.encryption = encryption;
    this.macKey = macKey;
    this.counter = counter;
    this.block = kind === '3des' ? 8 : 16;
  }

  /** The command inside; null where its MAC is wrong. */
  open(command: Command): Command | null {
    this.counter += 1n;
    const parts = readTlvs(command.data ?? new Uint8Array());
    const mac = parts?.find(({ tag }) => tag === 0x8e);
    if (!parts || !mac) return null;
    const header = pad(Uint8Array.of(command.cla, command.ins, command.p1, command.p2), this.block);
    const rest = parts.filter((part) => part !== mac).map(({ raw }) => raw);
    if (!same(this.mac(join(header, ...rest)), mac.value)) return null;
    const le = parts.find(({ tag }) => tag === 0x97)?.value;
    const hidden =
      parts.find(({ tag }) => tag === 0x87)?.value.subarray(1) ?? parts.find(({ tag }) => tag === 0x85)?.value;
    const plain = hidden === undefined ? undefined : unpad(this.crypt(hidden, 'decrypt'));
    if (plain === null) return null;
    return {
      cla: command.cla & 0xf3,
      ins: command.ins,
      p1: command.p1,
      p2: command.p2,
      ...(plain === undefined ? {} : { data: plain }),
      ...(le === undefined
        ? {}
        : { le: le.length === 1 ? le[0] || 256 : ((le[0] as number) << 8) | (le[1] as number) || 65_536 }),
    };
  }

  /** The answer as it goes over the air. */
  wrap(answer: Answer, oddInstruction: boolean): Uint8Array {
    this.counter += 1n;
    const parts: Uint8Array[] = [];
    if (answer.data.length > 0) {
      const hidden = this.crypt(pad(answer.data, this.block), 'encrypt');
      parts.push(oddInstruction ? tlv(0x85, hidden) : tlv(0x87, Uint8Array.of(1), hidden));
    }
    parts.push(tlv(0x99, Uint8Array.of(answer.sw >> 8, answer.sw & 0xff)));
    return join(...parts, tlv(0x8e, this.mac(join(...parts))));
  }

  private counterBytes(): Uint8Array {
    return Uint8Array.from(Buffer.from(this.counter.toString(16).padStart(2 * this.block, '0'), 'hex'));
  }

  private mac(message: Uint8Array): Uint8Array {
    const padded = pad(join(this.counterBytes(), message), this.block);
    return this.block === 8 ? retailMac(this.macKey, padded) : cmac(padded, this.macKey).subarray(0, 8);
  }

  private crypt(data: Uint8Array, direction: 'encrypt' | 'decrypt'): Uint8Array {
    const iv =
      this.block === 8
        ? new Uint8Array(8)
        : run(createCipheriv(`aes-${this.encryption.length * 8}-ecb`, this.encryption, null), this.counterBytes());
    const [name, key] =
      this.block === 8
        ? ['des-ede3-cbc', join(this.encryption, this.encryption.subarray(0, 8))]
        : [`aes-${this.encryption.length * 8}-cbc`, this.encryption];
    return run(direction === 'encrypt' ? createCipheriv(name, key, iv) : createDecipheriv(name, key, iv), data);
  }
}

function run(
  cipher: ReturnType<typeof createCipheriv> | ReturnType<typeof createDecipheriv>,
  data: Uint8Array,
): Uint8Array {
  cipher.setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(data), cipher.final()]));
}

/** Two-key triple DES, CBC; OpenSSL 3 has no single DES, but three times the same key is one. */
export function tripleDes(key: Uint8Array, data: Uint8Array, direction: 'encrypt' | 'decrypt'): Uint8Array {
  const whole = join(key, key.subarray(0, 8));
  const make = direction === 'encrypt' ? createCipheriv : createDecipheriv;
  return run(make('des-ede3-cbc', whole, new Uint8Array(8)), data);
}

/** ISO/IEC 9797-1 MAC algorithm 3 over whole blocks. */
export function retailMac(key: Uint8Array, padded: Uint8Array): Uint8Array {
  const first = key.subarray(0, 8);
  const single = join(first, first, first);
  const chained = run(createCipheriv('des-ede3-cbc', single, new Uint8Array(8)), padded.subarray(0, -8));
  const before = chained.length === 0 ? new Uint8Array(8) : chained.subarray(-8);
  const last = padded.subarray(-8).map((byte, i) => byte ^ (before[i] as number));
  return tripleDes(key, last, 'encrypt');
}
