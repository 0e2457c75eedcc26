import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileName as journalled } from '../journal/catalogue/fields.ts';
import { fileName, instantStamp, stamp } from './file-name.ts';

it('says what it is, whose and from when, in the order in which names are sorted', () => {
  expect(fileName(['taanuu', 'saruu-2023', '0001', stamp({ date: '2023-10-08', time: '20:31' })], '.ndjson')).toBe(
    'taanuu-saruu-2023-0001-2023-10-08-2031.ndjson',
  );
  expect(instantStamp(new Date('2023-10-08T02:30:59.123Z'))).toBe('2023-10-08T0230');
});

it('has nothing in it that a computer takes for a folder or refuses, whatever its parts are', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }), (parts) => {
      const name = fileName(['taanuu', ...parts], '.ndjson');
      expect(name).toMatch(/^taanuu[A-Za-z0-9._-]*\.ndjson$/);
      // The journal takes it as the name of a file.
      expect(journalled.safeParse(name).success).toBe(true);
    }),
  );
});
