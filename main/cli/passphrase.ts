import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type Given, WrongUse } from './frame.ts';

/**
 * A passphrase: the first line of the file that --passphrase names, or what a person types on the terminal, unseen. It never
 * stands among the arguments, which every process of the machine can read.
 */
export async function passphraseOf({ text: { passphrase: file } }: Pick<Given, 'text'>): Promise<string> {
  if (file !== undefined) return (await readFile(file, 'utf8')).split('\n')[0]?.trimEnd() ?? '';
  if (!process.stdin.isTTY) throw new WrongUse('Without a terminal --passphrase names a file.');
  process.stderr.write('Passphrase: ');
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
