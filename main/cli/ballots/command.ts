import { framed, WrongUse } from '../frame.ts';
import type { CommandIo } from '../io.ts';
import { readImages } from './read.ts';
import { listStyles, renderSheet } from './render.ts';
import { makeSealKey, openSealedChoices } from './sealed.ts';
import { setUpZone } from './set-up.ts';
import { writeTestPack } from './test-pack.ts';

export const BALLOTS_USAGE = `taanuu ballots list FILE [--root KEY | --words "WORD …" | --state FOLDER] [--json]
    which ballots an election has: for each its style, constituency and layout, and whether it has room on its sheet
taanuu ballots render FILE --style ID --out FILE.pdf|FILE.png|FILE.pgm [--dpi N] [--test] [--root … ] [--json]
    writes one ballot: lines and letters as a PDF to print, or as a scanner would see it, 8-bit gray (PNG, PGM) with
    --dpi dots per inch, 200 if nothing is said. Print a PDF in its own size, never fitted to the page. --test: for tests
    of a reader; says so to everybody, and is never counted. --json also tells where every square is, in millimetres
taanuu ballots test-pack FILE --station N --out FILE.pdf [--root … ] [--json]
    the test pack of a station's box, one sheet a page, its marks printed on it: what the box expects to be fed before the
    opening. Print it in its own size, on the paper of the ballots. --json tells what stands on each sheet
taanuu ballots read FILE IMAGE… [--dpi N] [--root … ] [--json]
    what stands on ballots that were scanned (PNG, PGM, JPEG, TIFF, BMP): which ballot it is, which squares are marked,
    what it is worth by the rules of its definition, or why it cannot be read. --dpi: where an image does not tell it.
    Thresholds are those of the package, or the shipped ones. Nothing is counted or kept. --json: a line for each image
taanuu ballots seal-key --out FILE
    makes the key of the centre to which ballots are sealed where they are too few to be shown. FILE is its secret half,
    which stays at the centre; what is said is the other one, policy.results.sealingKey of the package
taanuu ballots open-sealed FILE SEALED… --key FILE [--root … ] [--json]
    at the centre: what stands in files sealed-choices-….json of that package's election, with the secret half of the key.
    Whether a device of the package has signed them is checked. A table of numbers; --json: a line for each file, with
    every ballot and its picture
taanuu ballots set-up --state FOLDER --port PATH [--scanner S] [--printer QUEUE] [--feeder S] [--capacity N] [--json]
    on a kiosk, as root, while it does not run: puts the ballot zone beside the identification zone whose folder is named.
    --port: the serial port of the box (/dev/serial/by-id/…). --scanner: makes the box's pictures, where the box does not.
    --feeder: the scanner with a feeder. S: a name of SANE's, or http://127.0.0.1:PORT/eSCL. --printer: a queue of CUPS on
    this machine. “none” takes one away. --capacity: ballots of one sitting. Said again: what is not named stays
FILE: a station's package, or the JSON file of an election (open-sealed: a package). --root, --words, --state: as of “taanuu package show”
exit code 0: done; 1: refused; 2: wrong use`;

const texts = [
  ...['style', 'station', 'out', 'dpi', 'key', 'root', 'words', 'state'],
  ...['port', 'scanner', 'printer', 'feeder', 'capacity'],
];

/**
 * `taanuu ballots …`: ballots by hand, for technicians.
 * @param args what follows `ballots` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function ballotsCommand(args: readonly string[], io: CommandIo): Promise<number> {
  return framed({ args, texts, flags: ['test', 'json'], usage: BALLOTS_USAGE }, io, async (given) => {
    const [verb, file, ...more] = given.positionals;
    if (verb === 'seal-key' && file === undefined) return makeSealKey(given, io);
    if (verb === 'set-up' && file === undefined) return setUpZone(given, io);
    const wantsMore = verb === 'read' || verb === 'open-sealed';
    if (file === undefined || (more.length > 0 && !wantsMore)) {
      throw new WrongUse('Name one package, or one JSON file of an election.');
    }
    switch (verb) {
      case 'list':
        return listStyles(file, given, io);
      case 'render':
        return renderSheet(file, given, io);
      case 'test-pack':
        return writeTestPack(file, given, io);
      case 'read':
        return readImages(file, more, given, io);
      case 'open-sealed':
        return openSealedChoices(file, more, given, io);
      default:
        throw new WrongUse('list, render, test-pack, read, seal-key, open-sealed or set-up.');
    }
  });
}
