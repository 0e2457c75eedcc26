import type { DocumentEvent } from '../device.ts';
import { SerialLink } from '../transport/serial.ts';
import { MrzFramer } from './mrz-framer.ts';
import { type ReaderOptions, TextReader } from './text-reader.ts';

export interface MrzSerialOptions extends ReaderOptions {
  readonly baudRate?: number;
}

/** Full-page or swipe reader that sends the zone's lines over a serial line as soon as a document lies on it. */
export class MrzSerialReader extends TextReader<string> {
  constructor(options: MrzSerialOptions) {
    const { path, baudRate = 9_600, find } = options;
    super('MRZ', options, {
      framer: new MrzFramer(),
      link: (clock) => new SerialLink({ path, baudRate, clock, ...(find && { find }) }),
    });
  }

  /** Whether the zone is right is decided above, by its check digits; here only whether it is a zone at all. */
  protected read(text: string): { readonly text: string; readonly event: DocumentEvent } {
    const zone = text.split('\n').some((line) => /^[A-Z0-9<]{20,}$/i.test(line));
    return {
      text,
      event: zone
        ? { event: 'document', text }
        : { event: 'unreadable', problem: { code: 'device.document-unreadable' }, text },
    };
  }
}
