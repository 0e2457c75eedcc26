import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { pdfOf } from '../../../core/paper/pdf.ts';
import { screenSvg } from '../../../core/paper/svg.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import { buildStation, listProblem, readIndex, sourceProblem } from '../../package/build.ts';
import { changesSince } from '../../package/changes.ts';
import { openMaker, type PackageMaker } from '../../package/maker.ts';
import { PackageMemory } from '../../package/memory.ts';
import { packageProof } from '../../package/proof.ts';
import { readSourceFolder, type SourceFolder } from '../../package/source-folder.ts';
import { openUnsigned } from '../../package/unsigned.ts';
import { readVoterList } from '../../package/voter-list.ts';
import { writeUnsigned } from '../../package/writer.ts';
import { paperFonts } from '../../paper-fonts.ts';
import { screenText } from '../../screen-words.ts';
import { fileProblem } from '../../storage/file-problem.ts';
import { replaceText } from '../../storage/whole-file.ts';
import { readMemory } from './pending.ts';
import { filesOf, type ImportWork, type PackagesNews, type PackagesWork, type ProofWork } from './protocol.ts';

/** The thread in which packages are made and drawn. One piece of work, and it is over. */
const tell = (news: PackagesNews): void => parentPort?.postMessage(news);
/** How often it is told how far a station is, in voters. */
const TOLD_EVERY = 100;
/** Dots of a sheet on the screen: 120 to the inch. */
const SCREEN_DPI = 120;

async function makePackages(work: ImportWork): Promise<Problem | null> {
  const source = await readSourceFolder(work.source);
  if (!source.ok) return source.error;
  const { election, policy, authorities } = source.value;
  if (election.id !== work.election.id || election.mode !== work.election.mode) {
    return { code: 'console.packages-election', params: { election: election.id, mode: election.mode } };
  }
  const problem = sourceProblem({ election, policy });
  if (problem) return problem;
  const opened = openMaker(work.maker, election);
  if (!opened.ok) return opened.error;
  const { maker } = opened.value;
  const index = source.value.index
    ? await readIndex(source.value.index, maker.secrets(election.id, election.mode).index)
    : null;
  if (index?.ok === false) return index.error;
  const list = await readVoterList(source.value.voters, election, (rows) => tell({ news: 'rows', rows }));
  tell({ news: 'left-out', leftOut: [...authorities.leftOut.map(authorityRow), ...list.leftOut] });
  const head = listProblem(list.leftOut, false);
  if (head) return head;
  const stations = work.station === null ? list.stations : [work.station];
  if (stations.length === 0) return { code: 'console.packages-empty' };
  const voters = Object.fromEntries(list.stations.map((one) => [one, list.byConstituency(one)]));
  tell({ news: 'list', taken: list.taken, stations, voters });
  const made = { source: source.value, list, index: index?.value ?? null, maker };
  for (const station of stations) await makeOne(work, station, made);
  return null;
}

const authorityRow = ({ file, reason }: { readonly file: string; readonly reason: string }) => ({
  ...{ row: 0, field: file, reason, taken: true },
});

async function makeOne(
  work: ImportWork,
  station: string,
  {
    source,
    list,
    index,
    maker,
  }: {
    readonly source: SourceFolder;
    readonly list: Awaited<ReturnType<typeof readVoterList>>;
    readonly index: { readonly bytes: Uint8Array; readonly count: number } | null;
    readonly maker: PackageMaker;
  },
): Promise<void> {
  const { election, policy, people, folders, authorities, hub } = source;
  tell({ news: 'station', station, voters: 0 });
  const last = await new PackageMemory(work.maker).last({ election, station });
  const files = filesOf(station);
  const built = await buildStation({
    ...{ folder: work.maker, maker, station, version: last + 1, created: new Date(work.at), strict: false },
    source: { election, policy, people, list, folders, authorities: authorities.certificates, index, hub },
    write: (contents, onVoter) => writeUnsigned(join(work.folder, files.unsigned), maker, contents, onVoter),
    differences: (since) => join(work.folder, files.waiting(since, last + 1)),
    onVoter: (voters) => {
      if (voters % TOLD_EVERY === 0) tell({ news: 'station', station, voters });
    },
  });
  if (!built.ok) return tell({ news: 'failed', station, problem: built.error });
  const { written, leftOut, voters, remembered, listChanges } = built.value;
  // What is remembered once it is signed.
  replaceText(join(work.folder, files.memory), JSON.stringify({ ...remembered, listChanges }));
  tell({ news: 'left-out', leftOut });
  const { version } = written.manifest;
  const incomplete = new Set(leftOut.filter(({ taken }) => taken).map(({ row }) => row)).size;
  const { sha256, bytes } = written;
  const differences = written.differences.map(({ base, bytes: length }) => ({ since: base.version, bytes: length }));
  const row = { station, version, sha256, voters, incomplete, bytes, differences, list: listChanges };
  tell({ news: 'made', row });
}

async function drawProof(work: ProofWork): Promise<Problem | null> {
  const files = filesOf(work.station);
  const opened = await openUnsigned(join(work.folder, files.unsigned));
  if (!opened.ok) return opened.error;
  const { manifest, sha256 } = opened.value;
  await opened.value.close();
  const { made, listChanges } = readMemory(work.folder, work.station);
  const sealed = { people: made.people, list: listChanges };
  const { language } = work;
  const changes = await changesSince(work.maker, { manifest, sha256, sealed }, language);
  const pages = packageProof({
    ...{ manifest, sha256, leftOut: work.leftOut, changes, language },
    voters: (station) => work.voters[station] ?? null,
  });
  const about = { title: screenText(language, 'proof:title'), at: manifest.created, language };
  const file = join(work.folder, files.proof);
  await writeFile(file, pdfOf(pages, about, paperFonts()), { mode: 0o600 });
  tell({ news: 'proof', pages: pages.map((page) => screenSvg(page, SCREEN_DPI)), file });
  return null;
}

const work = workerData as PackagesWork;
try {
  tell({ news: 'end', problem: await (work.work === 'import' ? makePackages(work) : drawProof(work)) });
} catch (error) {
  // A stick that was pulled out, a disk that is full: told as such. Anything else is a bug and ends the thread.
  const problem = fileProblem(error);
  if (problem === null) throw error;
  tell({ news: 'end', problem });
}
