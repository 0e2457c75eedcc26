#!/usr/bin/env node
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { verifyBoard } from './board.ts';
import { fromHex } from './bytes.ts';
import { readCode } from './challenged.ts';
import { reportJson, reportLines } from './report.ts';
import { languages, sayIn, wordsOf } from './words.ts';

const USAGE = `taanuu verify BOARD [--key KEY] [--code CODE]… [--workers N] [--slow] [--language ky|ru|en] [--json]
    checks the public board of an election with electronic ballots, by docs/verification.md: files and signatures, the
    trustees' key, every proof of every ballot, the results. BOARD: the folder with board.json
--key: the commission's key as it stands on paper, 64 hex digits; without it the board is held only against itself
--code: a voter's confirmation code, 26 characters or its QR code: is it on the board?
--workers: how many processors work (shipped: all); --slow: by the second library, some times as slow, as a second opinion
Without the program: node tools/verifier/verify.ts BOARD
exit code 0: the board holds; 1: it does not, or a code is not there; 2: wrong use`;

/** Every so many ballots one line says how far it is. */
const TELL = 10_000;

class WrongUse extends Error {}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      key: { type: 'string' },
      code: { type: 'string', multiple: true, default: [] },
      workers: { type: 'string' },
      slow: { type: 'boolean', default: false },
      language: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const [folder, ...more] = positionals;
  if (folder === undefined) throw new WrongUse('Which folder?');
  if (more[0] !== undefined) throw new WrongUse(`“${more[0]}” is one word too many.`);
  const set = values.language ?? (process.env.LC_ALL || process.env.LANG || '');
  const language = languages.find((one) => set.startsWith(one)) ?? 'en';
  if (values.language !== undefined && values.language !== language)
    throw new WrongUse(`--language is one of ${languages.join(', ')}.`);
  const key = values.key === undefined ? null : fromHex(values.key.replace(/\s/g, '').toLowerCase(), 32);
  if (key === null && values.key !== undefined) throw new WrongUse('--key is 64 hex digits.');
  const workers = Number(values.workers ?? availableParallelism());
  if (!Number.isInteger(workers) || workers < 0 || workers > 256)
    throw new WrongUse('--workers is a number from 0 to 256.');
  const codes = values.code.map((text) => {
    const code = readCode(text);
    if (code === null) throw new WrongUse(`“${text}” is no confirmation code.`);
    return code;
  });

  const say = sayIn(wordsOf(language));
  let told = 0;
  const progress = (ballots: number): void => {
    if (ballots - told < TELL) return;
    told = ballots;
    process.stderr.write(`${say('progress', { ballots })}\n`);
  };
  try {
    const report = await verifyBoard(folder, { key, workers, slow: values.slow, signatures: true, codes, progress });
    const lines = values.json
      ? [reportJson(report, key !== null)]
      : reportLines(report, { language, say, keyGiven: key !== null });
    process.stdout.write(`${lines.join('\n')}\n`);
    const there = report.batches?.found.every(({ where }) => where.length > 0) ?? true;
    return report.count === 0 && there ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    process.stderr.write(`${say('no-folder', { folder, why: error.message })}\n`);
    return 1;
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  const wrong = error instanceof WrongUse || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!wrong) throw error;
  process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  process.exitCode = 2;
}
