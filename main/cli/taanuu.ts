import { EXIT } from './io.ts';

/**
 * `taanuu …`: the one entry to every command. Each is loaded only when it is asked for: a kiosk's package has no
 * simulators.
 */
const USAGE = `taanuu — commands
  device show|register|accept …      this device's keys and its registration
  package build|index|show …         the commission's packages
  journal verify|export …            logs: check one, or write one
  simulate day …                     a whole day of one station, with simulated devices (only in a checkout)
Every command explains itself without arguments. --json writes JSON only to stdout.`;

const [name, ...args] = process.argv.slice(2);
const out = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function run(): Promise<number> {
  switch (name) {
    case 'device':
      return (await import('./device.ts')).deviceCommand(args, { out, complain });
    case 'package':
      return (await import('./package.ts')).packageCommand(args, { out, complain });
    case 'journal':
      return (await import('./journal-entry.ts')).runJournal(args, { out, complain });
    case 'simulate':
      return (await import('./simulate/command.ts')).simulateCommand(args, { out, complain });
    default:
      complain(USAGE);
      return name === undefined || name === 'help' || name === '--help' ? EXIT.done : EXIT.usage;
  }
}

process.exitCode = await run();
