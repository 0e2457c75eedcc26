import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodeCrypto } from '../../main/crypto/node.ts';
import { invitationDigits, invitationText, readInvitation, shelfAt } from './invitation.ts';

const invitation = { at: ['192.0.2.11:7422', '[2001:db8::7]:7422'], digits: '048392' };

it('is read as it was written, scanned or typed', () => {
  expect(readInvitation(invitationText(invitation))).toEqual(invitation);
  expect(readInvitation('192.0.2.11:7422#048392')).toEqual({ ...invitation, at: ['192.0.2.11:7422'] });
  expect(readInvitation(' 192.0.2.11:7422  048 392 ')).toEqual({ ...invitation, at: ['192.0.2.11:7422'] });
});

it('is nothing else', () => {
  for (const text of ['', '192.0.2.11 048392', '192.0.2.11:7422 48392', '192.0.2.11:7422', 'TAANUU:JOIN:2 a:1 048392'])
    expect(readInvitation(text)).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readInvitation(text);
      if (read !== null) expect(readInvitation(invitationText(read))).toEqual(read);
    }),
  );
});

it('has six digits of the package, and a port behind the door', () => {
  const digits = [1, 2, 3].map((n) => invitationDigits(String(n).repeat(64), nodeCrypto));
  expect(digits.every((one) => /^\d{6}$/.test(one))).toBe(true);
  expect(new Set(digits).size).toBe(3);
  expect(shelfAt('[2001:db8::7]:7422')).toBe('[2001:db8::7]:7424');
});
