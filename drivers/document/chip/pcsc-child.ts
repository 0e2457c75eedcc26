import { loadPcsc, type Pcsc, type PcscCard, type PcscService } from './pcsc.ts';
import type { PcscAsked, PcscSaid, PcscValue } from './pcsc-protocol.ts';

/**
 * Run as a process of its own by `startPcsc`: PC/SC's library waits for its service with the whole process, so that a
 * service that hangs would hold up every device whose driver lives beside it. Here it holds up itself alone, and is killed.
 */
const tell = (message: PcscSaid): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

const cards = new Map<number, PcscCard>();
let service: PcscService | null = null;
let connected = 0;

function drop(): void {
  const old = service;
  service = null;
  old?.close();
}

function cardOf(number: number): PcscCard {
  const card = cards.get(number);
  if (card === undefined) throw new Error('Card is not connected');
  return card;
}

async function answer(library: Pcsc, asked: PcscAsked): Promise<PcscValue> {
  switch (asked.ask) {
    case 'service':
      drop();
      service = await library.service();
      return null;
    case 'drop':
      drop();
      return null;
    case 'readers':
      if (service === null) throw new Error('Service not available');
      return service.readers();
    case 'connect': {
      const card = await library.connect(asked.reader);
      connected += 1;
      cards.set(connected, card);
      return connected;
    }
    case 'rouse':
      await library.rouse(asked.reader);
      return null;
    case 'transmit':
      return cardOf(asked.card).transmit(asked.apdu);
    case 'release': {
      const card = cardOf(asked.card);
      cards.delete(asked.card);
      await card.release();
      return null;
    }
  }
}

const loaded = loadPcsc();
tell({ say: 'loaded', missing: 'missing' in loaded ? loaded.missing : null });
if ('missing' in loaded) process.disconnect();
else {
  process.on('message', (asked: PcscAsked) => {
    answer(loaded, asked).then(
      (value) => tell({ say: 'answer', id: asked.id, value }),
      (error: unknown) => tell({ say: 'failed', id: asked.id, message: error instanceof Error ? error.message : '' }),
    );
  });
}
// Whoever asked is gone: what a card still owes is for nobody.
process.on('disconnect', () => process.exit(0));
