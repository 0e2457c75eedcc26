import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseRecording } from '../../../drivers/transport/recording.ts';
import { type CommandIo, EXIT, sayProblem } from '../io.ts';
import { driveRecording } from './drive.ts';
import type { ReplayWish } from './recorded-driver.ts';
import { show } from './show.ts';

/**
 * `taanuu device replay FILE`: shows a recording, or drives the driver of its device with it.
 * @param wish null: it is shown
 */
export async function replay(file: string, wish: ReplayWish | null, io: CommandIo): Promise<number> {
  const recording = parseRecording(await readFile(file, 'utf8'));
  if (recording === null) {
    io.complain(sayProblem({ code: 'recording.unreadable', params: { file: basename(file) } }));
    return EXIT.refused;
  }
  const { protocol, path, masked } = recording.head;
  io.out(`${protocol} at ${path}, ${masked ? 'masked' : 'UNMASKED: personal data as they are'}`);
  return wish === null ? show(recording, io) : driveRecording(recording, wish, io);
}
