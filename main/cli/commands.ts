import { type CommandIo, EXIT } from './io.ts';

type Command = (args: readonly string[], io: CommandIo) => Promise<number>;

/** Every command: what can be done with it, and how it is loaded. A kiosk's package has no simulators. */
const commands: Readonly<Record<string, { readonly verbs: readonly string[]; readonly load: () => Promise<Command> }>> =
  {
    device: {
      verbs: ['show', 'register', 'revoke', 'accept', 'ports', 'replay'],
      load: async () => (await import('./device.ts')).deviceCommand,
    },
    doctor: { verbs: [], load: async () => (await import('./doctor.ts')).doctorCommand },
    config: { verbs: ['export', 'import', 'diff'], load: async () => (await import('./config.ts')).configCommand },
    package: {
      verbs: ['build', 'index', 'show', 'verifier', 'wipe-order'],
      load: async () => (await import('./package.ts')).packageCommand,
    },
    application: { verbs: ['show', 'decide'], load: async () => (await import('./application.ts')).applicationCommand },
    ballots: {
      verbs: ['list', 'render', 'test-pack', 'read', 'seal-key', 'open-sealed', 'set-up'],
      load: async () => (await import('./ballots/command.ts')).ballotsCommand,
    },
    hub: {
      verbs: ['config', 'collect', 'show', 'recount', 'locks'],
      load: async () => (await import('./hub.ts')).hubCommand,
    },
    console: {
      verbs: ['config', 'run', 'logs', 'demo'],
      load: async () => (await import('./console.ts')).consoleCommand,
    },
    results: {
      verbs: ['check'],
      load: async () => (await import('./results/command.ts')).resultsCommand,
    },
    journal: {
      verbs: ['verify', 'export', 'slip'],
      load: async () => (await import('./journal-entry.ts')).runJournal,
    },
    verify: { verbs: [], load: async () => (await import('./verify.ts')).verifyCommand },
    fingerprint: {
      verbs: ['extract', 'compare', 'search', 'evaluate'],
      load: async () => (await import('./fingerprint/command.ts')).fingerprintCommand,
    },
    trustees: {
      verbs: ['begin', 'join', 'compare', 'reveal', 'confirm', 'finish', 'open', 'decide', 'combine'],
      load: async () => (await import('./trustees.ts')).trusteesCommand,
    },
    problem: { verbs: [], load: async () => (await import('./problem.ts')).problemCommand },
    simulate: {
      verbs: ['day', 'election', 'ballots'],
      load: async () => (await import('./simulate/command.ts')).simulateCommand,
    },
  };

const USAGE = `taanuu — commands
  device show|register|accept …      this device's keys and its registration; device ports: what is plugged in
  doctor …                           is everything well before the station opens? red items first
  config export|import|diff …        how a kiosk is put together: out of it, into it, against the standard kit
  package build|index|show|verifier|wipe-order …
                                     the commission's packages, the observers' page, the order to destroy data
  application show|decide …          applications of voters before the day: whose, and the answers
  ballots list|render|test-pack|read|seal-key|open-sealed|set-up …
                                     ballots of an election: which there are, one as a PDF or a picture, a scanned one,
                                     the test pack of a box; what was sealed to the centre because it was too few;
                                     a ballot zone put beside a kiosk
  hub config|collect|show|packages|recount|locks|results …
                                     the commission's hub above the kiosks: its servers' files, and its collectors
  console config|run|logs|demo …     the commission's console over its hub; the stations' logs, each verified; demo: a
                                     simulated country (only in a checkout)
  results check …                    a station's results file: whose it is, whether it is whole, whether its numbers agree
  journal verify|export|slip …       logs: check one, or write one; check the code of a slip
  verify BOARD …                     the public board of electronic ballots: does everything on it hold?
  fingerprint extract|compare …      fingers in files: extract, compare, search, evaluate
  trustees begin|join|compare|reveal|confirm|finish|open|decide|combine …
                                     who opens electronic ballots: the ceremony of their key, and the opening of a board
  problem [CODE] …                   what a problem's code means, and what to do
  simulate day|election|ballots …    a whole day of one station, its whole life, or a day of its ballot box, with simulated
                                     devices (only in a checkout)
“taanuu help COMMAND” explains one. --json writes JSON only to stdout.`;

const helpWords = ['help', '--help', '-h'];

/**
 * `taanuu …`: the one entry to every command. Each is loaded only when it is asked for.
 * @param args what follows `taanuu` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use; a command says what else its own mean
 */
export async function runCommand([name, ...args]: readonly string[], io: CommandIo): Promise<number> {
  if (name === undefined || (helpWords.includes(name) && args.length === 0)) {
    io.out(USAGE);
    return EXIT.done;
  }
  if (helpWords.includes(name)) return help(args[0] ?? '', io);
  const command = commands[name];
  if (command === undefined) return unknown(name, io);
  // Asked for help, a command says how it is used: an answer, not a complaint.
  if ([args[0], args.at(-1)].some((word) => word !== undefined && helpWords.includes(word))) return help(name, io);
  return (await command.load())(args, io);
}

/** What a command says last of an option that there is not: how it is used. */
async function help(name: string, io: CommandIo): Promise<number> {
  const command = commands[name];
  if (command === undefined) return unknown(name, io);
  let usage = USAGE;
  const heard = (line: string): void => {
    usage = line;
  };
  await (await command.load())(['--help'], { ...io, out: () => {}, complain: heard });
  io.out(usage);
  return EXIT.done;
}

function unknown(name: string, io: CommandIo): number {
  const meant = Object.entries(commands).filter(([, { verbs }]) => verbs.includes(name));
  const ask = meant.map(([command]) => `“taanuu ${command} ${name}”`).join(' or ');
  io.complain(`There is no command “${name}”.${ask === '' ? '' : ` Is it ${ask}?`}`);
  io.complain(USAGE);
  return EXIT.usage;
}
