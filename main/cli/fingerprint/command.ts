import { recordFormats } from '../../../core/fingerprint/fingerprint.ts';
import { fileProblem } from '../../storage/file-problem.ts';
import { type CommandIo, EXIT, isWrongUse, sayProblem, sayWrongUse } from '../io.ts';
import { compareFiles } from './compare.ts';
import { evaluate } from './evaluate.ts';
import { extractFile } from './extract.ts';
import { searchFiles } from './search.ts';
import { valuesOf, WrongUse } from './values.ts';

export const FINGERPRINT_USAGE = `taanuu fingerprint extract IMAGE [--out FILE] [--format FORMAT] [--plain] [--dpi N] [--json]
    says how good the image of a finger is and why, and writes its template. FORMAT: ${recordFormats.join(', ')};
    --plain leaves out what only this program reads. --dpi where the file tells no resolution, or a wrong one
taanuu fingerprint compare A B [--dpi N] [--card normal|compact] [--json]
    how alike two fingers are, what the score means, and which minutiae were found in both. Images or templates;
    --card for templates as cards keep them
taanuu fingerprint search PROBE FOLDER|FILE… [--limit N] [--dpi N] [--card normal|compact] [--json]
    who of these is most alike: candidates for people to look at, never a match
taanuu fingerprint evaluate IMAGES.tsv OUT.csv [--search] [--gallery N] [--json]
    compares every image of the list with every other, and writes one line "i,j,score" a pair, i < j (similarity before
    the scale, which rises with the score). The list is divided by tabs, its first line names the columns: path, dpi.
    --search also takes the time of searches among them, --gallery among N: drawn fingers are added
images: WSQ, PNG, JPEG, JPEG 2000, PGM, BMP, TIFF, ISO/IEC 19794-4
exit code 0: done; 1: refused, a file could not be read; 2: wrong use`;

/**
 * `taanuu fingerprint …`: the fingerprint engine by hand.
 * @param args what follows `fingerprint` on the command line
 * @returns exit code: 0 done, 1 refused, 2 wrong use
 */
export async function fingerprintCommand(args: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { values, words } = valuesOf(args);
    const [verb, first, second, ...more] = words;
    const problem = await (async () => {
      if (verb === 'extract' && first !== undefined && second === undefined) return extractFile(first, values, io);
      if (verb === 'compare' && first !== undefined && second !== undefined && more.length === 0) {
        return compareFiles(first, second, values, io);
      }
      if (verb === 'search' && first !== undefined && second !== undefined) {
        return searchFiles(first, [second, ...more], values, io);
      }
      if (verb === 'evaluate' && first !== undefined && second !== undefined && more.length === 0) {
        return evaluate(first, second, values, io);
      }
      throw new WrongUse(
        verb === undefined
          ? 'What is to be done: extract, compare, search or evaluate?'
          : `“${words.join(' ')}” is not understood.`,
      );
    })();
    if (problem === null) return EXIT.done;
    if (values.json) io.out(JSON.stringify({ problem }));
    else io.complain(sayProblem(problem));
    return EXIT.refused;
  } catch (error) {
    if (error instanceof WrongUse || isWrongUse(error)) {
      io.complain(sayWrongUse(error));
      io.complain(FINGERPRINT_USAGE);
      return EXIT.usage;
    }
    const trouble = fileProblem(error);
    if (trouble === null) throw error;
    io.complain(sayProblem(trouble));
    return EXIT.refused;
  }
}
