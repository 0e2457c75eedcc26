import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { writeFileOf } from '../../core/ballot/secret/file.ts';
import { toHex } from '../../core/crypto/encoding.ts';
import { idSchema } from '../../core/election/common.ts';
import { modes } from '../../core/journal/event.ts';
import { pdfOf } from '../../core/paper/pdf.ts';
import { loadSodiumGroup } from '../crypto/sodium-group.ts';
import { paperFonts } from '../paper-fonts.ts';
import { screenText } from '../screen-words.ts';
import {
  confirmCeremony,
  finishCeremony,
  firstRoundWords,
  joinCeremony,
  revealCeremony,
} from '../trustees/ceremony.ts';
import { ceremonySheet } from '../trustees/sheet.ts';
import { layCeremony } from '../trustees/table.ts';
import { framed, type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT, orRefuse } from './io.ts';
import { languageOf } from './package-diff.ts';
import { passphraseOf } from './passphrase.ts';
import { combine, decide, openWith } from './trustees-open.ts';

export const TRUSTEES_USAGE = `taanuu trustees begin --table FOLDER --election ID --mode MODE --threshold T --names NAME,NAME,…
    begins a ceremony in a folder that all trustees read and write; each has a number, in the order of the names, from 1
taanuu trustees join --table FOLDER --medium FOLDER --index N [--passphrase FILE]
    first round: draws this trustee's secret, seals it onto the medium under the passphrase, and lays its hash on the table
taanuu trustees compare --table FOLDER
    when all have joined: the words of the first round. They are read aloud from every screen, and are the same on all
taanuu trustees reveal --table FOLDER --medium FOLDER --words "WORD …" [--passphrase FILE]
    second round: shows what was hashed, and seals to each other trustee its share. --words: as they were read aloud
taanuu trustees confirm --table FOLDER --medium FOLDER [--passphrase FILE]
    third round: looks at every share that this trustee was given. One that does not fit ends the ceremony and names its maker
taanuu trustees finish --table FOLDER --out FILE.json [--sheet FILE.pdf] [--language ky|ru|en]
    looks at the whole ceremony again, as anybody may; writes what goes into the manifest, and the sheet that is signed by hand
taanuu trustees open --board FOLDER --medium FOLDER --out FOLDER [--style ID] [--decision FILE,FILE,…] [--root KEY] [--passphrase FILE]
    verifies the whole board, adds up its ballots, and writes this trustee's shares of each set that may be opened. --decision: of
    sets below the minimum; --root: the commission's key, known from paper
taanuu trustees decide --board FOLDER --commission FOLDER --style ID --text TEXT --out FILE
    puts on record that a set below the minimum is opened
taanuu trustees combine --board FOLDER --shares FOLDER --commission FOLDER [--withhold FILE.json]
    puts the shares together to results, writes them onto the board and signs it again. --withhold: sets that are not opened,
    [{"style":…,"road":"home-box"|"joint","decision":…}]
exit code 0: done; 1: refused; 2: wrong use`;

const texts = [
  ...['table', 'election', 'mode', 'threshold', 'names', 'medium', 'index', 'passphrase', 'words', 'out', 'sheet'],
  ...['language', 'board', 'style', 'decision', 'root', 'commission', 'text', 'shares', 'withhold'],
];

/**
 * `taanuu trustees …`: the key of electronic ballots, and their opening.
 * @param args what follows `trustees` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function trusteesCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: [], usage: TRUSTEES_USAGE }, io, async (given) => {
    const [command] = given.positionals;
    switch (command) {
      case 'begin':
        return begin(given, io);
      case 'join':
        return join(given, io);
      case 'compare':
        io.out(`    ${orRefuse(firstRoundWords(need(given, 'table')))}`);
        io.out('Read them aloud from every screen. If they are the same on all, each goes on with: reveal --words "…"');
        return EXIT.done;
      case 'reveal': {
        const { name } = orRefuse(await revealCeremony(await seatOf(given), need(given, 'words')));
        io.out(`${name}: shown, and a share sealed to each of the others. When all have done so: confirm`);
        return EXIT.done;
      }
      case 'confirm': {
        const { name, words } = orRefuse(await confirmCeremony(await seatOf(given)));
        io.out(`${name}: every share fits. The joint key has the words`);
        io.out(`    ${words}`);
        io.out('Compare them with every other screen, and with the sheet that is signed.');
        return EXIT.done;
      }
      case 'finish':
        return finish(given, io);
      case 'open':
        return openWith(given, io);
      case 'decide':
        return decide(given, io);
      case 'combine':
        return combine(given, io);
      default:
        throw new WrongUse(
          command === undefined
            ? 'What is to be done: begin, join, compare, reveal, confirm, finish, open, decide or combine?'
            : `There is no “trustees ${command}”.`,
        );
    }
  });
}

function numberOf(given: Given, name: string): number {
  const text = need(given, name);
  if (!/^[1-9]\d?$/.test(text)) throw new WrongUse(`--${name} is a number from 1 to 99.`);
  return Number(text);
}

const seatOf = async (given: Given) => ({
  ...{ group: await loadSodiumGroup(), table: need(given, 'table'), medium: need(given, 'medium') },
  passphrase: await passphraseOf(given),
});

async function begin(given: Given, io: CommandIo): Promise<number> {
  const [table, election] = [need(given, 'table'), need(given, 'election')];
  const mode = modes.find((one) => one === need(given, 'mode'));
  if (mode === undefined) throw new WrongUse(`--mode is one of ${modes.join(', ')}.`);
  if (!idSchema.safeParse(election).success) throw new WrongUse('--election is an id: a–z, 0–9 and -.');
  const members = need(given, 'names')
    .split(',')
    .map((name) => name.trim());
  const threshold = numberOf(given, 'threshold');
  const isSound =
    members.every((name) => name !== '' && name.length <= 120) && new Set(members).size === members.length;
  if (!isSound || threshold < 2 || threshold > members.length || members.length > 99) {
    throw new WrongUse(
      'Each trustee has a name of its own, and at least two of them open: at most as many as there are.',
    );
  }
  await mkdir(table, { recursive: true });
  const nonce = toHex(randomBytes(32));
  const ceremony = { format: 'taanuu/trustees-ceremony/1' as const, election, mode, threshold, members, nonce };
  orRefuse(layCeremony(table, ceremony));
  for (const [at, name] of members.entries()) io.out(`${at + 1}  ${name}`);
  io.out(`Any ${threshold} of the ${members.length} will open. Each joins with a medium of its own.`);
  return EXIT.done;
}

async function join(given: Given, io: CommandIo): Promise<number> {
  const index = numberOf(given, 'index');
  const { name, words } = orRefuse(await joinCeremony(await seatOf(given), index));
  io.out(`${name}: the secret is on the medium. Write down the words of what was laid on the table:`);
  io.out(`    ${words}`);
  return EXIT.done;
}

async function finish(given: Given, io: CommandIo): Promise<number> {
  const language = languageOf(given);
  const out = need(given, 'out');
  const done = orRefuse(await finishCeremony(await loadSodiumGroup(), need(given, 'table')));
  const { ceremony, trustees, key, words } = done;
  const { election, mode } = ceremony;
  await writeFile(out, writeFileOf({ format: 'taanuu/trustees/1', election, mode, trustees, key }));
  const { sheet } = given.text;
  if (sheet !== undefined) {
    const about = { title: screenText(language, 'trustees:title'), at: new Date().toISOString(), language };
    await writeFile(sheet, pdfOf(ceremonySheet(done, language), about, paperFonts()));
  }
  io.out(`${trustees.members.length} trustees, any ${trustees.threshold} open. The joint key has the words`);
  io.out(`    ${words}`);
  return EXIT.done;
}
