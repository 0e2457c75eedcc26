import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EMPTY_CHAIN, makeEvent, type WriterState } from '../../core/journal/chain.ts';
import type { JournalEvent } from '../../core/journal/event.ts';
import { makeHead } from '../../core/journal/head.ts';
import { parseHlc } from '../../core/journal/hlc.ts';
import { sampleJournal } from '../../core/journal/sample.ts';
import { err } from '../../core/problem/result.ts';
import { nodeCrypto } from '../crypto/node.ts';
import { journalCommand } from './journal.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'identified-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const sample = sampleJournal(60, nodeCrypto);

/** The sample without some of its events, well numbered, chained and signed by the device itself. */
function journalWithout(left: (event: JournalEvent) => boolean): readonly string[] {
  let state: WriterState = EMPTY_CHAIN;
  let at = '';
  const lines = sample.lines
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalEvent)
    .filter((event) => !left(event))
    .map((event) => {
      const { type, body, actor, sitting } = event;
      const hlc = parseHlc(event.hlc);
      at = event.at;
      const made = makeEvent(
        sample.identity,
        state,
        { type, body, actor, sitting, hlc, at } as never,
        sample.sign,
        nodeCrypto,
      );
      state = made.state;
      return made.line;
    });
  return [...lines, makeHead(sample.identity, state, at, sample.sign, nodeCrypto)];
}

async function verify(lines: readonly string[], ...more: readonly string[]) {
  const [file, trust] = [join(dir, 'log.ndjson'), join(dir, 'trust.json')];
  writeFileSync(file, `${lines.join('\n')}\n`);
  writeFileSync(trust, JSON.stringify(sample.trust));
  const said: string[] = [];
  const code = await journalCommand(['verify', file, '--trust', trust, ...more], {
    out: (line) => said.push(line),
    complain: (line) => said.push(line),
    crypto: nodeCrypto,
    trustFromPackage: async () => err({ code: 'package.not-a-package', params: { file: 'trust.json' } }),
    openState: async () => err({ code: 'station.no-register' }),
  });
  return { code, said: said.join('\n') };
}

it('a good journal says in one line that every receipt had an identification before it', async () => {
  const { code, said } = await verify(sample.lines);
  expect(code).toBe(0);
  expect(said).toMatch(/^every receipt had an identification before it: (\d+) of \1$/m);
  const json = JSON.parse((await verify(sample.lines, '--json')).said);
  expect(json).toMatchObject({ ok: true, problem: null, identified: { without: [] } });
  expect(json.identified.receipts).toBeGreaterThan(9);
});

it('a journal that is signed rightly and tells of no identification for a receipt is not good', async () => {
  const lines = journalWithout((event) => event.type === 'attempt.biometric' && event.body.attempt === 'a-2');
  const { code, said } = await verify(lines, '--language', 'ru');
  expect(code).toBe(1);
  expect(said).toContain('Перед чеком 7001-00002 нет идентификации');
  const json = JSON.parse((await verify(lines, '--json')).said);
  expect(json.problem).toMatchObject({ code: 'journal.not-identified', params: { receipt: '7001-00002', count: 1 } });
});
