import { expect, it } from 'vitest';
import { pdfOf } from '../../core/paper/pdf.ts';
import { afterTest } from '../../drivers/testing/bench.ts';
import { need, runOnce } from '../../drivers/testing/child.ts';
import { realCups } from '../../drivers/testing/cups.ts';
import { paperFonts } from '../paper-fonts.ts';
import { zonePrinter } from './printer.ts';

/** The papers of the zone through a real print queue, over its socket file. */
it('says how the printer is, and brings a paper out of it', async () => {
  const cups = await realCups();
  const printer = zonePrinter(`page@${cups.socket}`);
  afterTest(() => printer.close());
  let changes = 0;
  printer.start(() => {
    changes += 1;
  });
  const view = () => printer.view(new Date());
  await expect.poll(() => view().state, { timeout: 20_000 }).toBe('ready');
  expect([view().kind, view().id]).toEqual(['page-printer', 'ballot-printer']);
  expect(changes).toBeGreaterThan(0);

  const pdf = pdfOf([[], []], { title: 'zero', at: '2023-10-08T07:30:00.000Z', language: 'ky' }, paperFonts());
  expect(await printer.print(pdf, 'zero')).toEqual({ ok: true, value: null });
  const [out = ''] = cups.pages();
  need('/usr/bin/pdfinfo', 'poppler-utils');
  expect((await runOnce('/usr/bin/pdfinfo', [out])).output).toMatch(/Pages:\s+2/);
}, 60_000);
