import { describe, expect, it } from 'vitest';
import { runCommand } from './commands.ts';
import { EXIT } from './io.ts';

async function run(...args: readonly string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommand(args, { out: (line) => said.push(line), complain: (line) => complained.push(line) });
  return { code, said, complained };
}

const names = [
  ...[
    'device',
    'doctor',
    'config',
    'package',
    'application',
    'hub',
    'console',
    'results',
    'journal',
    'verify',
    'fingerprint',
    'problem',
  ],
  'simulate',
] as const;

describe('taanuu help', () => {
  it.each(names)('says how %s is used, and complains of nothing', async (name) => {
    for (const args of [
      ['help', name],
      [name, '--help'],
      [name, 'help'],
    ]) {
      const { code, said, complained } = await run(...args);
      expect([code, complained, said.length]).toEqual([EXIT.done, [], 1]);
      expect(said[0]).toMatch(new RegExp(`^taanuu ${name} `));
    }
  });

  it('asks whether a command was meant of which only the second word was typed', async () => {
    for (const args of [['slip'], ['help', 'slip'], ['slip', '--help']]) {
      const { code, complained } = await run(...args);
      expect([code, complained[0]]).toEqual([EXIT.usage, 'There is no command “slip”. Is it “taanuu journal slip”?']);
    }
    expect((await run('show')).complained[0]).toContain('“taanuu device show” or “taanuu package show”');
    expect((await run('hlep')).complained[0]).toBe('There is no command “hlep”.');
  });
});

describe('a mistake in what was typed', () => {
  it.each([
    ['device', 'What is to be done: show, register, revoke, accept, ports or replay?'],
    ['device shwo', 'There is no “device shwo”.'],
    ['doctor extra', '“extra” is one word too many.'],
    ['doctor --pdf', 'The value of --pdf is missing.'],
    ['config', 'What is to be done: export, diff or import?'],
    ['package', 'What is to be done: build, index, show, diff, proof, maker, sign, verifier or wipe-order?'],
    ['package biuld', 'There is no “package biuld”.'],
    ['package show F --json=yes', '--json takes no value.'],
    ['application', 'What is to be done: show or decide?'],
    ['application show', 'Which file?'],
    ['hub', 'What is to be done: config, collect, show, packages, recount, locks or results?'],
    ['hub collekt', 'There is no “hub collekt”.'],
    ['hub config', 'Into which folder?'],
    ['hub config F', 'Which sites? Each is NAME=ADDRESS.'],
    ['hub config F a=hub.example', 'A site is NAME=ADDRESS, an IP address, and not “a=hub.example”.'],
    [
      'hub config F a=10.0.0.1 b=10.0.0.2',
      'Of two sites none can go on without the other: it is one, or three and more.',
    ],
    ['hub results', 'What is to be done with the results: trust, take, show, sum or export?'],
    ['hub locks F', 'What is to be done with the locks: rebuild, open or free?'],
    ['console', 'What is to be done: config, packages, run, logs or demo?'],
    ['console run', 'Which folder?'],
    ['console logs F 0001 --stick S', 'Of a stick, and of a kiosk, all logs are taken: no station is named.'],
    ['console logs F --stick S --from-kiosk 192.0.2.11', 'From a stick, or from a kiosk: which?'],
    ['console dmeo', 'There is no “console dmeo”.'],
    ['console demo --stations 3', '--stations is a number from 59 to 5000.'],
    ['console demo --at 25:00', '--at is a time, HH:MM.'],
    ['results', 'What is to be done: check?'],
    ['results chekc F', 'There is no “results chekc”.'],
    ['results check', 'Which file?'],
    ['results check F', '--trust is missing.'],
    ['journal', 'What is to be done: verify, slip or export?'],
    ['journal verfy x', 'There is no “journal verfy”.'],
    ['journal verify', 'Which file?'],
    ['journal verify F', '--trust is missing.'],
    ['journal verify F G --trust T', '“G” is one word too many.'],
    ['journal verify F --trust T --checkpoint x', '--checkpoint is DEVICE:SEQ:HASH as slips print it, and not “x”.'],
    ['journal verify F --trust T --language de', '--language is one of ky, ru, en.'],
    ['journal verify F --comission x', 'There is no option --comission.'],
    ['journal slip', 'Which code?'],
    ['journal slip C', '--package is missing.'],
    ['journal export', '--state is missing.'],
    ['journal export --state S --out O --format pdf', '--format is one of ndjson, cdf, csv.'],
    ['verify', 'Which folder?'],
    ['verify B --key abc', '--key is 64 hex digits.'],
    ['verify B --code ABC', '“ABC” is no confirmation code.'],
    ['verify B --workers many', '--workers is a number from 0 to 256.'],
    ['verify B --language de', '--language is one of ky, ru, en.'],
    ['fingerprint', 'What is to be done: extract, compare, search or evaluate?'],
    ['problem --language de', '--language is one of ky, ru, en.'],
    ['simulate', 'What is to be simulated: day, election, ballots or network?'],
    ['simulate network --kiosks 1', '--kiosks is a number from 2 to 8.'],
    ['simulate dya', 'There is no “simulate dya”.'],
    ['simulate day --voters abc', '--voters is a whole number from 1.'],
    ['simulate day --voters 0', '--voters is a whole number from 1.'],
    ['simulate day --voters -5', 'The value of --voters is missing.'],
    ['simulate day --hard-fingers 200', '--hard-fingers is a number from 0 to 100.'],
    ['simulate day --kill x', '--kill is a whole number.'],
    ['simulate day --kill 1 --power-cut 1', 'Either --kill or --power-cut, not both.'],
    ['simulate day --precinct 9999', '--precinct is one of 0001, 0002, 0003, 0004.'],
  ])('%s: the first line says what it is', async (typed, sentence) => {
    const { code, said, complained } = await run(...typed.split(' '));
    expect([code, said, complained[0], complained.length]).toEqual([EXIT.usage, [], sentence, 2]);
  });

  it('names a file that is not there as it was typed', async () => {
    const { code, complained } = await run('journal', 'verify', 'no/such.ndjson', '--trust', 'package.json');
    expect(code).toBe(EXIT.usage);
    expect(complained[0]).toContain('no/such.ndjson: no such file or folder.');
  });
});
