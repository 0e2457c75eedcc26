import type { Problem } from '../../core/problem/catalogue.ts';
import type { DocumentEvent } from '../device.ts';
import { HidLink } from '../transport/hid.ts';
import { codeText, type HidLayout, HidReportDecoder, type ScannedCode } from './hid-codec.ts';
import { type ReaderOptions, TextReader } from './text-reader.ts';

/** A document event that says which kind of code it was read from. */
export type ScanEvent =
  | (Extract<DocumentEvent, { event: 'document' }> & {
      /** AIM identifier: `]Q…` QR, `]L…` PDF417, `]z…` Aztec, `]d…` Data Matrix; null where the scanner does not say. */
      readonly symbology: string | null;
    })
  | Extract<DocumentEvent, { event: 'unreadable' }>;

export interface HidScannerOptions extends ReaderOptions {
  /** Scanners on usage page 0x8C speak `pos`. */
  readonly layout?: HidLayout;
}

/** Reports in a row that are none of the layout until somebody is told: about two documents. One may be torn by a plug. */
export const STRANGE_REPORTS = 4;

/**
 * Scanner that sends QR, PDF417 and machine-readable zones in HID reports, and no keystrokes: what it reads can never
 * be typed into another window.
 */
export class HidScanner extends TextReader<ScannedCode, ScanEvent> {
  private readonly decoder: HidReportDecoder;
  private readonly layout: HidLayout;

  constructor(options: HidScannerOptions) {
    const { path, find, layout = 'pos' } = options;
    const framer = new HidReportDecoder(layout);
    super('HID', options, { framer, link: (clock) => new HidLink({ path, clock, ...(find && { find }) }) });
    this.decoder = framer;
    this.layout = layout;
  }

  protected override complaint(): Problem | null {
    if (this.decoder.strange < STRANGE_REPORTS) return null;
    return { code: 'device.document-other-layout', params: { layout: this.layout } };
  }

  /** Half a code is no document, however good it looks. */
  protected read({ bytes, aim, whole }: ScannedCode): { readonly text: string; readonly event: ScanEvent } {
    const text = codeText(bytes);
    return {
      text,
      event:
        whole && text !== ''
          ? { event: 'document', text, symbology: aim }
          : { event: 'unreadable', problem: { code: 'device.document-unreadable' }, text },
    };
  }
}
