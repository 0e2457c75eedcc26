import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { layouts, listStyle } from '../../../core/ballot/examples.fixture.ts';
import { sheetsOf } from '../../../core/ballot/sheet.ts';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { err, ok } from '../../../core/problem/result.ts';
import { afterTest } from '../../../drivers/testing/bench.ts';
import { type RealCups, realCups } from '../../../drivers/testing/cups.ts';
import { nodeCrypto } from '../../crypto/node.ts';
import { election } from '../../package/package.fixture.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { DeviceClient } from './client.ts';
import { serialTable } from './setup.ts';

/** A ballot as the kiosk sends it. */
function ballot(): Uint8Array {
  const style = { ...listStyle(4), id: 'deputies-k1', ballot: 'deputies', constituency: 'k1' };
  const sheets = sheetsOf({ ...election, papers: { layouts: [layouts.list], styles: [style] } }, nodeCrypto);
  const laid = sheets.ok ? sheets.value.sheet('deputies-k1', false) : sheets;
  if (!laid.ok) throw new Error(laid.error.code);
  return pdfOf([laid.value.page], { title: style.id, at: '2023-10-08T00:00:00Z', language: 'ky' }, paperFonts());
}

const quiet = () => {};

function hostOn(cups: RealCups): DeviceClient {
  const none = join(dirname(cups.socket), 'none');
  const table = serialTable({ fingerprint: `${none}-a`, document: `${none}-b`, printer: `${none}-c` });
  const client = new DeviceClient({
    entry: new URL('./host.ts', import.meta.url),
    setups: [...table, { id: 'ballots', driver: 'cups', at: `page@${cups.socket}`, simulated: false }],
    now: () => performance.now(),
    listener: {
      ...{ health: quiet, document: quiet, unreadable: quiet, progress: quiet },
      ...{ reading: quiet, power: quiet, hostDied: quiet },
    },
  });
  client.start();
  afterTest(() => client.close());
  return client;
}

/** Everything that cupsd has on its disk of jobs: documents, control files, and what it remembers of them. */
const kept = (cups: RealCups): readonly string[] =>
  readdirSync(join(dirname(cups.socket), 'spool')).filter((name) => /^[cd]\d/.test(name));

it('prints a ballot on a queue of its own, and the print service keeps nothing of it', async () => {
  const cups = await realCups();
  const client = hostOn(cups);
  expect(await client.printBallot(ballot())).toEqual(ok(null));
  expect(await client.printBallot(ballot())).toEqual(ok(null));
  expect(cups.pages()).toHaveLength(2);
  expect(kept(cups)).toEqual([]);
  expect((await cups.run('/usr/bin/lpstat', '-W', 'all', '-o')).output).toBe('');
  // What a log may have of a job is its number and its name, which is the same for every ballot.
  const logs = join(dirname(cups.socket), 'log');
  const said = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'latin1'))
    .join('');
  expect(said).not.toContain('deputies');
  // It is no printer of slips and protocols.
  expect(await client.printPage(ballot(), 'Protocol')).toEqual(
    err({ sent: 'nothing-sent', problem: { code: 'page-printer.not-set-up' } }),
  );
});

it('takes back what a process that was killed left at the print service, so that it cannot come out beside the next', async () => {
  const cups = await realCups();
  const client = hostOn(cups);
  cups.says('media-jam-error');
  const first = client.printBallot(ballot());
  await expect.poll(() => kept(cups).length, { timeout: 20_000 }).toBeGreaterThan(0);
  client.restart();
  expect(await first).toEqual(err({ sent: 'maybe-printed', problem: { code: 'ballot-print.unconfirmed' } }));
  expect(kept(cups).length).toBeGreaterThan(0);
  await expect.poll(() => client.pid, { timeout: 20_000 }).not.toBeNull();
  await expect.poll(async () => await client.clearBallots(), { timeout: 30_000, interval: 500 }).toEqual(ok(null));
  expect(kept(cups)).toEqual([]);
  cups.says();
  expect(await client.printBallot(ballot())).toEqual(ok(null));
  expect(cups.pages()).toHaveLength(1);
});

it('says nothing while the print service is away: what it holds might still come out', async () => {
  const cups = await realCups();
  const client = hostOn(cups);
  expect(await client.clearBallots()).toEqual(ok(null));
  await cups.cupsd().stop();
  expect((await client.clearBallots()).ok).toBe(false);
  expect(await client.printBallot(ballot())).toMatchObject({ ok: false, error: { sent: 'nothing-sent' } });
});
