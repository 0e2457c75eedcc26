import { join, resolve } from 'node:path';
import type { Actor } from '../../core/journal/event.ts';
import { fileName, stamp } from '../../core/media/file-name.ts';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import type { RecordingView } from '../api/views.ts';
import { writeWhole } from '../storage/whole-file.ts';
import type { DeviceClient } from './devices/client.ts';
import type { RecordWish } from './devices/protocol.ts';
import { type Kiosk, localMoment } from './kiosk.ts';
import type { Medium } from './media.ts';

type RecordingDevices = Pick<
  DeviceClient,
  'recordable' | 'record' | 'recording' | 'stopRecording' | 'recorded' | 'dropRecording'
>;

/**
 * What passes on a device's wire, as a file that can be replayed. Masked; in training mode alone a technician may ask for
 * the bytes as they are, and the head of the file says so. One at a time, in the memory of the device host until it is saved: what one
 * technician has recorded is gone when she signs out, and all of it when another package comes into force.
 */
export class Recordings {
  readonly #kiosk: Pick<Kiosk, 'record' | 'note' | 'inForce' | 'now' | 'device'>;
  readonly #devices: RecordingDevices;
  readonly #targets: () => readonly Medium[];

  constructor(around: {
    readonly kiosk: Pick<Kiosk, 'record' | 'note' | 'inForce' | 'now' | 'device'>;
    readonly devices: RecordingDevices;
    readonly targets: () => readonly Medium[];
  }) {
    this.#kiosk = around.kiosk;
    this.#devices = around.devices;
    this.#targets = around.targets;
  }

  /** Opens the device anew and records from its greeting on, so that what is recorded can be replayed from its beginning. */
  async start(wish: RecordWish, masked: boolean, actor: Actor): Promise<Result<null, Problem>> {
    const may = await this.#devices.recordable(wish);
    if (!may.ok) return may;
    if (!masked && !this.#training()) return err({ code: 'recording.training-only' });
    // Told first: nothing is recorded that the journal does not know of.
    this.#kiosk.record('recording.started', { peripheral: wish.device, masked }, actor);
    return this.#devices.record(wish, masked);
  }

  /** Throws it away, saved or not. */
  drop(): void {
    void this.#devices.dropRecording();
  }

  /** How far it is; null where none was begun, or the device host was started anew since. */
  state(): Promise<RecordingView | null> {
    return this.#devices.recording();
  }

  async stop(): Promise<Result<null, Problem>> {
    await this.#devices.stopRecording();
    return ok(null);
  }

  /** Ends it and writes it to one of the places that are offered; it is read back, and the journal keeps its hash. */
  async save(
    target: string,
    actor: Actor,
  ): Promise<Result<{ readonly file: string; readonly sha256: string }, Problem>> {
    if (!this.#targets().some(({ path }) => resolve(path) === resolve(target))) {
      return err({ code: 'station.target-gone' });
    }
    await this.#devices.stopRecording();
    const state = await this.#devices.recording();
    const text = await this.#devices.recorded();
    if (state === null || text === null) return err({ code: 'recording.none' });
    if (!state.masked && !this.#training()) {
      await this.#devices.dropRecording();
      return err({ code: 'recording.training-only' });
    }
    const now = stamp(localMoment(this.#kiosk, this.#kiosk.now()));
    const parts = ['wire', this.#kiosk.device, state.device, now, ...(state.masked ? [] : ['unmasked'])];
    const file = fileName(parts, '.ndjson');
    const written = await writeWhole(join(target, file), [text]);
    if (!written.ok) return written;
    const { sha256 } = written.value;
    this.#kiosk.record('recording.saved', { peripheral: state.device, masked: state.masked, sha256 }, actor);
    await this.#devices.dropRecording();
    return ok({ file, sha256 });
  }

  #training(): boolean {
    return this.#kiosk.inForce()?.election.mode === 'training';
  }
}
