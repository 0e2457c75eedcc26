import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { totalsOfForm } from '../../core/receipt/signed-totals.ts';
import { fingerprintWordList } from '../access/keys-words.ts';
import type { SignedStatement } from '../package/reader.ts';

const { resolve } = createRequire(import.meta.url);
const assets = join(import.meta.dirname, '../../assets');
const text = (...path: readonly string[]): string => readFileSync(join(assets, ...path), 'utf8');

/**
 * One page for observers: it checks the QR code of a station's slip on any telephone, without a network and without a
 * program of ours (assets/verifier). It carries the package's signed statement, and so the root key and the keys of the
 * station's devices; about 1.5 MB, most of it the reader of pictures.
 * @returns the page, HTML
 */
export function verifierPage(statement: SignedStatement): string {
  const wasm = readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm')).toString('base64');
  const reader = readFileSync(
    join(resolve('zxing-wasm/reader/zxing_reader.wasm'), '../../iife/reader/index.js'),
    'utf8',
  );
  const data = {
    manifest: Buffer.from(statement.manifest).toString('base64'),
    signature: Buffer.from(statement.signature).toString('base64'),
    root: Buffer.from(statement.root).toString('base64url'),
    words: fingerprintWordList,
    totals: totalsOfForm,
    say: { ky: JSON.parse(text('locales/ky/verifier.json')), ru: JSON.parse(text('locales/ru/verifier.json')) },
    wasm,
  };
  const pieces: Readonly<Record<string, string>> = {
    __DATA__: JSON.stringify(data).replaceAll('<', '\\u003c'),
    __READER__: reader,
    __SCRIPT__: text('verifier/verify.js'),
  };
  return text('verifier/page.html').replace(/__(?:DATA|READER|SCRIPT)__/g, (place) => pieces[place] ?? place);
}
