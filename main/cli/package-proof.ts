import { writeFile } from 'node:fs/promises';
import { precinctOf } from '../../core/election/election.ts';
import { pdfOf } from '../../core/paper/pdf.ts';
import { changesSince, sealedOf } from '../package/changes.ts';
import { packageProof, signSheet } from '../package/proof.ts';
import { paperFonts } from '../paper-fonts.ts';
import { screenText } from '../screen-words.ts';
import { type Given, need, WrongUse } from './frame.ts';
import { type CommandIo, EXIT } from './io.ts';
import { languageOf } from './package-diff.ts';
import { namedOrUnsigned } from './package-named.ts';
import { saySigner } from './root.ts';

/** `taanuu package proof`: what stands in a package, on A4, to be read and signed by hand. */
export async function proof(file: string | undefined, values: Given<'sheet'>, io: CommandIo): Promise<number> {
  if (file === undefined) throw new WrongUse('Which package?');
  const out = need(values, 'out');
  const language = languageOf(values);
  const named = await namedOrUnsigned(file, values);
  const { manifest, sha256, signer } = named;
  const { commission: folder } = values.text;
  const changes =
    folder === undefined
      ? null
      : await changesSince(folder, { ...named, sealed: await sealedOf(folder, named) }, language);
  const home = precinctOf(manifest.election, manifest.station)?.constituency ?? null;
  const count = manifest.parts.find(({ name }) => name === 'register')?.count ?? 0;
  const of = {
    ...{ manifest, sha256, leftOut: null, changes, language },
    // A package says how many voters it has, and of a home station whose they are.
    voters: (station: string) => (station === manifest.station && home !== null ? { [home]: count } : null),
  };
  const pages = values.flags.sheet ? signSheet(of) : packageProof(of);
  const about = { title: screenText(language, 'proof:title'), at: manifest.created, language };
  await writeFile(out, pdfOf(pages, about, paperFonts()));
  for (const line of signer ? saySigner(signer) : ['It waits for its signature.']) io.out(line);
  io.out(`${out}: ${pages.length} ${pages.length === 1 ? 'sheet' : 'sheets'}`);
  return EXIT.done;
}
