import { z } from 'zod';
import { toHex } from '../../core/crypto/encoding.ts';
import { bytesSchema, idSchema } from '../../core/election/common.ts';
import { canonical } from '../../core/journal/canonical.ts';
import { modes } from '../../core/journal/event.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import type { Commission } from './commission.ts';

/**
 * The commission's order to empty one device of one election: signed by the root key that the device took at its
 * registration. Without it nothing is wiped, whoever asks.
 */
const orderSchema = z.strictObject({
  format: z.literal('taanuu/wipe-order/1'),
  /** The commission's own number of the order: two orders are never the same bytes. */
  number: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9./-]{0,31}$/),
  /** ISO instant, UTC. */
  created: z.iso.datetime(),
  device: idSchema,
  election: idSchema,
  mode: z.enum(modes),
  station: z.string().regex(/^\d{1,10}$/),
});
const signedSchema = orderSchema.extend({ signature: bytesSchema(64) });

/** What an order names. */
export type WipeOrder = z.infer<typeof orderSchema>;

/** How the name of an order's file ends. */
export const ORDER_ENDING = '.wipe-order.json';
/** More than any order has. */
export const ORDER_MAX_BYTES = 4_096;

/** Signs an order; the text of its file. */
export function writeWipeOrder(commission: Pick<Commission, 'sign'>, order: WipeOrder): string {
  const told = orderSchema.parse(order);
  const signature = Buffer.from(commission.sign(signedBytes(told))).toString('base64url');
  return `${canonical({ ...told, signature })}\n`;
}

/**
 * Reads an order and checks it against the root key that this device took. Only the very bytes that `writeWipeOrder`
 * writes are one: no other spelling of the same order exists, so its hash names it.
 * @returns the order and its SHA-256, `afterwards.order-unreadable` or `afterwards.order-not-signed`
 */
export function readWipeOrder(
  text: string,
  root: Uint8Array | null,
): Result<{ readonly order: WipeOrder; readonly sha256: string }, Problem> {
  const unreadable = err<Problem>({ code: 'afterwards.order-unreadable' });
  if (text.length > ORDER_MAX_BYTES) return unreadable;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return unreadable;
  }
  const parsed = signedSchema.safeParse(json);
  if (!parsed.success || `${canonical(parsed.data)}\n` !== text) return unreadable;
  const { signature, ...order } = parsed.data;
  const good = root !== null && nodeCrypto.ed25519Verify(Buffer.from(signature, 'base64url'), signedBytes(order), root);
  if (!good) return err({ code: 'afterwards.order-not-signed' });
  return ok({ order, sha256: toHex(nodeCrypto.sha256(Buffer.from(text))) });
}

function signedBytes(order: WipeOrder): Uint8Array {
  return Buffer.from(`taanuu/wipe-order/1\n${canonical(order)}`, 'utf8');
}
