import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { r30xNames } from '../../drivers/fingerprint/r30x-names.ts';
import { escposNames } from '../../drivers/printer/escpos-names.ts';
import { parseRecording } from '../../drivers/transport/recording.ts';
import { noNames, Trace } from '../../drivers/transport/trace.ts';
import { type CommandIo, EXIT, sayProblem } from './io.ts';

const namesOf: Readonly<Record<string, typeof r30xNames>> = { r30x: r30xNames, escpos: escposNames };
/** Bytes of a line that a terminal shows. */
const SHOWN = 24;
const arrows = { in: '<-', out: '->', link: '--' } as const;

/** `taanuu device replay FILE`: what a recording holds, line by line, with its frames by their names. */
export async function replay(file: string, io: CommandIo): Promise<number> {
  const recording = parseRecording(await readFile(file, 'utf8'));
  if (recording === null) {
    io.complain(sayProblem({ code: 'recording.unreadable', params: { file: basename(file) } }));
    return EXIT.refused;
  }
  const { head, lines } = recording;
  io.out(`${head.protocol} at ${head.path}, ${head.masked ? 'masked' : 'UNMASKED: personal data as they are'}`);
  const trace = new Trace(namesOf[head.protocol]?.() ?? noNames());
  let told = 0;
  for (const line of lines) {
    trace.take(line);
    // A line that another chunk may still be added to is told once the next one has begun.
    for (const done of trace.last(2).slice(0, -1)) if (done.number > told) tell(done);
  }
  for (const last of trace.last(1)) tell(last);
  if (lines.some((line) => 'full' in line)) io.out('The recording was full: what came later is not in it.');
  return EXIT.done;

  function tell({ number, t, way, text, bytes, frames }: ReturnType<Trace['last']>[number]): void {
    told = number;
    const hex = way === 'link' ? text : (text.slice(0, 2 * SHOWN).match(/../g) ?? []).join(' ');
    const more = way !== 'link' && bytes > SHOWN ? ` … (${bytes})` : '';
    io.out([(t / 1000).toFixed(3).padStart(9), arrows[way], ...frames, `${hex}${more}`].join('  '));
  }
}
