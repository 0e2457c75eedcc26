import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type CardOptions, SimulatedChip } from './card.ts';
import type { ChipDocument } from './document.ts';
import { type CardFaults, VirtualReader } from './virtual-reader.ts';

/** What is laid on the reader. */
export interface LaidCard {
  readonly document: Omit<ChipDocument, 'state'>;
  readonly options?: CardOptions;
  readonly faults?: CardFaults;
}

/**
 * A virtual reader in a thread of its own. Some calls of the PC/SC library stop their caller until the card has
 * answered: a card in the same thread could never do so.
 */
export class ReaderThread {
  private readonly worker: Worker;
  /** Commands that cards have heard so far. */
  heard = 0;

  constructor(port: number) {
    this.worker = new Worker(new URL(import.meta.url), { workerData: { vpcdPort: port } });
    this.worker.on('message', (count: number) => {
      this.heard = count;
    });
  }

  insert(card: LaidCard): void {
    this.worker.postMessage(card);
  }

  remove(): void {
    this.worker.postMessage(null);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

const data: unknown = workerData;
if (parentPort !== null && typeof data === 'object' && data !== null && 'vpcdPort' in data) {
  const port = parentPort;
  const reader = new VirtualReader(Number(data.vpcdPort), () => port.postMessage(reader.commands.length));
  port.on('message', (card: LaidCard | null) => {
    if (card === null) reader.remove();
    else reader.insert(new SimulatedChip(card.document, card.options), card.faults);
  });
}
