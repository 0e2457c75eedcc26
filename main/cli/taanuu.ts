import { type CommandIo, EXIT, sayProblem } from './io.ts';

/**
 * `taanuu …`: the one entry to every command. Each is loaded only when it is asked for: a kiosk's package has no
 * simulators.
 */
const USAGE = `taanuu — commands
  device show|register|accept …      this device's keys and its registration; device ports: what is plugged in
  doctor …                           is everything well before the station opens? red items first
  config export|import|diff …        how a kiosk is put together: out of it, into it, against the standard kit
  package build|index|show|verifier|wipe-order …
                                     the commission's packages, the observers' page, the order to destroy data
  application show|decide …          applications of voters before the day: whose, and the answers
  ballots list|render|read …         ballots of an election: which there are, one as a PDF or a picture, and what stands on
                                     scanned ones
  journal verify|export|slip …       logs: check one, or write one; check the code of a slip
  fingerprint extract|compare …      fingers in files: extract, compare, search, evaluate
  problem [CODE] …                   what a problem's code means, and what to do
  simulate day|election …            a whole day of one station, or its whole life, with simulated devices (only in a
                                     checkout)
“taanuu help COMMAND” explains one. --json writes JSON only to stdout.`;

const given = process.argv.slice(2);
const out = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Asked for help, a command says how it is used: an answer, not a complaint. */
const asksHelp = (args: readonly string[]) =>
  ['help', '--help', '-h'].some((word) => args[0] === word || args.at(-1) === word);

async function run([name, ...args]: readonly string[], io: CommandIo): Promise<number> {
  if (name !== undefined && asksHelp(args)) {
    const code = await run([name], { ...io, complain: out });
    return code === EXIT.usage ? EXIT.done : code;
  }
  switch (name) {
    case 'device':
      return (await import('./device.ts')).deviceCommand(args, io);
    case 'doctor':
      return (await import('./doctor.ts')).doctorCommand(args, io);
    case 'config':
      return (await import('./config.ts')).configCommand(args, io);
    case 'package':
      return (await import('./package.ts')).packageCommand(args, io);
    case 'application':
      return (await import('./application.ts')).applicationCommand(args, io);
    case 'ballots':
      return (await import('./ballots/command.ts')).ballotsCommand(args, io);
    case 'journal':
      return (await import('./journal-entry.ts')).runJournal(args, io);
    case 'fingerprint':
      return (await import('./fingerprint/command.ts')).fingerprintCommand(args, io);
    case 'problem':
      return (await import('./problem.ts')).problemCommand(args, io);
    case 'simulate':
      return (await import('./simulate/command.ts')).simulateCommand(args, io);
    default:
      if (name === undefined || ['help', '--help', '-h'].includes(name)) {
        if (args[0] !== undefined) return run([args[0], '--help'], io);
        io.out(USAGE);
        return EXIT.done;
      }
      io.complain(`There is no command “${name}”.`);
      io.complain(USAGE);
      return EXIT.usage;
  }
}

try {
  process.exitCode = await run(given, { out, complain, terminal: process.stdout.isTTY });
} catch (error) {
  // Expected troubles are answers of the commands: what comes up to here is a bug.
  complain(sayProblem({ code: 'command.fault' }));
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = EXIT.refused;
}
