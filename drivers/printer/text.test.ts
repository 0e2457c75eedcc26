import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatedEscpos, type TextLine } from '../simulator/escpos.ts';
import { SimulatedPort } from '../simulator/pty.ts';
import { afterTest, opened, ready, statusWhere, temporaryFolder } from '../testing/bench.ts';
import { EscposPrinter } from './escpos.ts';
import { kz1048, textParts } from './text.ts';

/** What the bytes say, by glibc's own table of the page and not by ours. */
function readBack(bytes: Uint8Array): string {
  const { status, stdout, stderr } = spawnSync('iconv', ['-f', 'RK1048', '-t', 'UTF-8'], { input: bytes });
  if (status !== 0) throw new Error(`iconv of Debian's libc-bin: ${stderr}`);
  return stdout.toString('utf8');
}

const ALPHABET = 'АБВГДЕЁЖЗИЙКЛМНҢОӨПРСТУҮФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя';

describe("a printer's own letters", () => {
  it('are all there for Kyrgyz, Russian and ASCII, and read back by another table as they were', () => {
    const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => 0x20 + i));
    const text = `${ALPHABET}№«»—${ascii}`;
    const encoded = kz1048(text);
    expect(encoded.ok && readBack(encoded.value)).toBe(text);
  });

  it('every byte that is made is the letter that it stands for, or none is made', () => {
    const all = Array.from({ length: 0x3000 }, (_, i) => String.fromCodePoint(i)).filter((c) => kz1048(c).ok);
    const encoded = kz1048(all.join(''));
    expect(encoded.ok && readBack(encoded.value)).toBe(all.join(''));
    expect(all.length).toBeGreaterThan(200);
  });

  it('are no control characters, so nothing in a text can be a command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = kz1048(text);
        if (encoded.ok) expect(encoded.value.every((byte) => byte >= 0x20 && byte !== 0x7f)).toBe(true);
      }),
    );
  });

  it.each(['xprinter', 'pos-5890', 'citizen', 'a model nobody has tried', 'constructor'])(
    'are not trusted on %s',
    (model) => {
      expect(textParts(['Үн'], model)).toEqual({
        ok: false,
        error: { code: 'printer-text.no-page', params: { model } },
      });
    },
  );

  it('that the page lacks are named and not replaced', () => {
    expect(textParts(['½ баа ☺'], 'epson-tm-t20iii')).toMatchObject({ error: { code: 'printer-text.no-letter' } });
  });
});

describe('an ESC/POS printer in text mode', () => {
  it('prints lines on page 53, long ones in two, and proves it as it proves dots', async () => {
    const port = new SimulatedPort(join(temporaryFolder(), 'printer'));
    const texts: TextLine[][] = [];
    new SimulatedEscpos(
      port,
      () => {},
      (lines) => texts.push([...lines]),
    );
    port.plug();
    afterTest(() => port.unplug());
    const printer = opened(new EscposPrinter({ path: port.path }));
    await statusWhere(printer, ready);
    const long = 'ү'.repeat(50);
    const result = await printer.printText(['Үн берүү', '', long], { model: 'epson-tm-t20iii' });
    expect(result).toEqual({ ok: true, value: { evidence: 'printer-status' } });
    expect(texts[0]?.map(({ page }) => page)).toEqual([53, 53, 53, 53]);
    expect(texts[0]?.map(({ bytes }) => readBack(bytes))).toEqual(['Үн берүү', '', 'ү'.repeat(48), 'үү']);
    expect(await printer.printText(['Үн'], { model: 'citizen' })).toMatchObject({
      ok: false,
      error: { sent: 'nothing-sent', problem: { code: 'printer-text.no-page' } },
    });
  });
});
