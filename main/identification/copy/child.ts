import { join } from 'node:path';
import {
  allCopiesIn,
  copiesIn,
  FileOnStick,
  markContinued,
  replaceWhole,
  troubleOf,
  wholeCopy,
} from './file-on-stick.ts';
import type { CopyAnswer, CopyQuestion, Numbered } from './protocol.ts';

/**
 * The copy's own process: the only one that touches the chair's stick. A stick that hangs holds up this process and
 * nothing else; it may be killed at any moment, and ends with its zone.
 */
let file: FileOnStick | null = null;

process.on('disconnect', () => process.exit(0));
// Ctrl-C reaches the whole terminal; the zone decides when this ends.
process.on('SIGINT', () => {});

let before: Promise<void> = Promise.resolve();
process.on('message', (question: Numbered<CopyQuestion>) => {
  before = before.then(async () => {
    const answer = await answerTo(question);
    if (process.connected) process.send?.({ ...answer, number: question.number }, undefined, undefined, () => {});
  });
});

async function answerTo(question: CopyQuestion): Promise<CopyAnswer> {
  try {
    return await work(question);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === undefined) throw error;
    // Another file that could not be written says nothing of the copy itself.
    if (question.ask !== 'replace') await leave();
    return { trouble };
  }
}

async function work(question: CopyQuestion): Promise<CopyAnswer> {
  switch (question.ask) {
    case 'look':
      return { found: await copiesIn(question.folders, question.name) };
    case 'begin': {
      await leave();
      file = await FileOnStick.begin(join(question.folder, question.name), question.start, question.id, question.key);
      return { open: { lines: 0, last: null } };
    }
    case 'take-up': {
      await leave();
      const taken = await FileOnStick.takeUp(join(question.folder, question.name), question.id, question.key);
      if (!taken) return { trouble: 'copy.failed' };
      file = taken.file;
      return { open: { lines: taken.file.lines, last: taken.last } };
    }
    case 'append':
      if (!file) return { trouble: 'copy.missing' };
      return { stored: await file.append(question.place, question.lines) };
    case 'list':
      return { copies: await allCopiesIn(question.folders) };
    case 'read': {
      const bytes = await wholeCopy(join(question.folder, question.name));
      return bytes ? { bytes } : { trouble: 'copy.failed' };
    }
    case 'mark':
      await markContinued(question.folder, question.name, question.text);
      return { marked: true };
    case 'replace':
      await replaceWhole(question.folder, question.name, question.bytes);
      return { replaced: true };
    case 'leave':
      await leave();
      return { left: true };
  }
}

async function leave(): Promise<void> {
  const leaving = file;
  file = null;
  try {
    await leaving?.close();
  } catch {
    // A stick that is gone cannot be closed any more.
  }
}
