import { EsclScanner } from '../../../drivers/scanner/escl.ts';
import type { PageScanner } from '../../../drivers/scanner/page-scanner.ts';
import { SaneScanner } from '../../../drivers/scanner/sane.ts';
import { imageCodecs } from '../../images/codecs.ts';

/** Where a scanner is: a name of SANE's, or an eSCL address on the loopback. */
export interface ScannerPlace {
  readonly driver: 'sane' | 'escl';
  readonly at: string;
}

/** The scanner that a device host was told on its command line. */
export const scannerAt = (driver: string, at: string): PageScanner =>
  driver === 'sane' ? new SaneScanner({ device: at }) : new EsclScanner({ url: at, decodeJpeg: imageCodecs.jpeg });
