import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { electronProgram } from '../../tools/electron-runtime.ts';
import { fingerOfTemplates } from '../fingerprint/kernels-page.ts';
import { pageScript } from '../fingerprint/page-script.ts';
import { type Display, openDisplay } from './kit/display.ts';

/** The same template, byte for byte, whatever engine makes it; test/fingerprint does the same in Chromium. */
let display: Display;
const folder = mkdtempSync(join(tmpdir(), 'taanuu-engines-'));
beforeAll(async () => {
  display = await openDisplay();
});
afterAll(() => {
  display?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('Electron makes the templates that Node makes', async () => {
  const file = join(folder, 'main.mjs');
  const said =
    'process.stdout.write("<" + process.versions.electron + " " + page.fingerOfTemplates() + ">", () => process.exit(0));';
  writeFileSync(file, `${await pageScript()}\n${said}\n`);
  const env = { ...process.env, DISPLAY: display.name };
  const { stdout } = await promisify(execFile)(electronProgram, ['--no-sandbox', file], { env, timeout: 60_000 });
  expect(stdout).toMatch(/<\d+\.\d+\.\d+ [0-9a-f]+>/);
  expect(stdout).toContain(` ${fingerOfTemplates()}>`);
});
