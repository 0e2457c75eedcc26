import { nodeCrypto } from '../../crypto/node.ts';
import { type Kiosk, SYSTEM } from '../kiosk.ts';
import { continuedBy, isContinuationTold } from '../state/predecessor.ts';
import { type OwnJournal, readContinuation } from './opened-copy.ts';
import { trustOfSpeakers } from './trust.ts';

/**
 * Another kiosk says that it has gone on from this one's journal, beside a copy or over the network: this one's sitting must
 * not simply go on too.
 * @param text the event as that kiosk has signed it; anything else is nothing
 */
export function hearContinuation(kiosk: Kiosk, own: OwnJournal, text: Uint8Array): void {
  const force = kiosk.inForce();
  if (!force || continuedBy(kiosk.db) !== null) return;
  const event = readContinuation(text, own, trustOfSpeakers(force), nodeCrypto);
  if (!event) return;
  const told = { device: event.device, count: event.body.count };
  if (!isContinuationTold(kiosk.db, told)) kiosk.record('copy.superseded', told, SYSTEM);
}
