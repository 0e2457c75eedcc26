import { expect, it } from 'vitest';
import type { JournalEvent } from '../../../core/journal/event.ts';
import { type Database, openDatabase } from '../../storage/open.ts';
import { Following } from './following.ts';

/** The types of all events so far. */
const types = { start: (): string[] => [], step: (all: string[], { type }: JournalEvent) => [...all, type] };

function journal(): Database {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  opened.value.exec('create table journal(seq integer primary key, type text, line text, hash blob)');
  return opened.value;
}
const write = (db: Database, type: string): void => {
  const line = JSON.stringify({ type });
  db.prepare('insert into journal(type, line, hash) values (?, ?, ?)').run(type, line, Buffer.from(type));
};

it('forgets what it has read of a commit that was taken back, also where its numbers are given once more', () => {
  const db = journal();
  const told = new Following(types);
  write(db, 'one');
  const refused = db.transaction(() => {
    write(db, 'two');
    write(db, 'three');
    expect(told.of(db)).toEqual(['one', 'two', 'three']);
    throw new Error('refused');
  });
  expect(() => refused()).toThrow('refused');
  expect(told.of(db)).toEqual(['one']);
  expect(() => refused()).toThrow('refused');
  for (const type of ['other', 'more']) write(db, type);
  expect(told.of(db)).toEqual(['one', 'other', 'more']);
  db.close();
});
