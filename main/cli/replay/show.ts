import { r30xNames } from '../../../drivers/fingerprint/r30x-names.ts';
import { escposNames } from '../../../drivers/printer/escpos-names.ts';
import type { Recording } from '../../../drivers/transport/recording.ts';
import { noNames, Trace } from '../../../drivers/transport/trace.ts';
import { type CommandIo, EXIT } from '../io.ts';
import { shownHex, shownTime } from './shown.ts';

const namesIn: Readonly<Record<string, typeof r30xNames>> = { r30x: r30xNames, escpos: escposNames };
const arrows = { in: '<-', out: '->', link: '--' } as const;

/** What the protocol of a recording calls its frames. */
export const namesOf = (protocol: string): ReturnType<typeof noNames> => namesIn[protocol]?.() ?? noNames();

/** What a recording holds, line by line, with its frames by their names. */
export function show({ head, lines }: Recording, io: CommandIo): number {
  const trace = new Trace(namesOf(head.protocol));
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
    io.out([shownTime(t), arrows[way], ...frames, way === 'link' ? text : shownHex(text, bytes)].join('  '));
  }
}
