import type { Row } from './rig.ts';
import { hidScanner, mrzSerial } from './rigs/documents.ts';
import { escposLp, escposSerial, escposTcp } from './rigs/escpos.ts';
import { r30x } from './rigs/r30x.ts';

/** The whole matrix, device by device. */
export const rows: readonly Row[] = [r30x, mrzSerial, hidScanner, escposSerial, escposTcp, escposLp];
