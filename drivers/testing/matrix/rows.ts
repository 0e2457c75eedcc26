import type { Row } from './rig.ts';
import { chip } from './rigs/chip.ts';
import { cups } from './rigs/cups.ts';
import { hidScanner, mrzSerial } from './rigs/documents.ts';
import { escl } from './rigs/escl.ts';
import { escposLp } from './rigs/escpos-lp.ts';
import { escposSerial } from './rigs/escpos-serial.ts';
import { escposTcp } from './rigs/escpos-tcp.ts';
import { powerNut, powerSysfs } from './rigs/power.ts';
import { r30x } from './rigs/r30x.ts';
import { sane } from './rigs/sane.ts';
import { sbi } from './rigs/sbi.ts';

/** The whole matrix, device by device. */
export const rows: readonly Row[] = [
  r30x,
  sbi,
  mrzSerial,
  hidScanner,
  chip,
  sane,
  escl,
  escposSerial,
  escposTcp,
  escposLp,
  cups,
  powerNut,
  powerSysfs,
];

/** Devices behind a service of the machine, which a test starts, stops and kills. */
export const services: readonly string[] = ['chip', 'cups', 'power-nut'];
