import { ok } from '../../../core/problem/result.ts';
import type { GrayPage } from '../../../drivers/scanner/page-scanner.ts';
import type { FeederAnswer, FeederRequest } from './protocol.ts';
import { scannerAt } from './scanner.ts';
import { serveHost } from './serve-host.ts';

/**
 * The device host of the scanner with a feeder: `node feeder-host.ts DRIVER AT`. It can be killed at any moment: a sheet
 * that it had drawn in and not handed over then lies on top of those that came out, and was not taken.
 */
const [driver = '', at = ''] = process.argv.slice(2);
const scanner = scannerAt(driver, at);

async function answered(request: FeederRequest, tell: (page: GrayPage) => void): Promise<FeederAnswer> {
  const scanned = await scanner.scan(request, { onPage: tell });
  return scanned.ok ? ok(null) : scanned;
}

serveHost<FeederRequest, FeederAnswer, GrayPage>(scanner, answered);
