import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Problem } from '../../core/problem/catalogue.ts';
import { err, ok, type Result } from '../../core/problem/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Device, DeviceHealth, DeviceStatus } from '../device.ts';
import { KeptDevice } from '../kept-device.ts';
import { PolledKeeper } from '../polled-keeper.ts';
import type { FindPath } from '../transport/identity.ts';
import { GRAB_LIMITS, grab } from './grab.ts';
import { type CameraPicture, pictureOf } from './picture.ts';
import { attachedCameras } from './video-nodes.ts';

/** Time limits of a camera, in milliseconds. */
export const CAMERA_LIMITS = {
  ...GRAB_LIMITS,
  /** How often is looked whether it is there: files of the kernel, nothing that its light would show. */
  poll: 2_000,
  /** A camera that gave no picture is tried again by itself after so long: no state is final. */
  again: 10_000,
} as const;
export type CameraLimits = { readonly [K in keyof typeof CAMERA_LIMITS]: number };

/** A camera that takes one picture when somebody asks. No part of a voter's way needs one. */
export interface Camera extends Device {
  readonly kind: 'camera';
  /** One picture now; the camera is held for it alone. Never rejects; ends with `device.cancelled` on the signal. */
  picture(options?: { readonly signal?: AbortSignal }): Promise<Result<CameraPicture, Problem>>;
}

export interface CameraOptions {
  /** /dev/video0, or a USB name that `find` looks up. */
  readonly path: string;
  readonly find?: FindPath;
  readonly name?: string;
  readonly limits?: Partial<CameraLimits>;
  readonly clock?: Clock;
  /** The program that speaks to the kernel, and the kernel's tree; tests have their own. */
  readonly program?: string;
  readonly sys?: string;
  /** Whether this user may use a node; a test's nodes are no devices. */
  readonly mayUse?: (node: string) => Promise<boolean>;
}

const usable = (node: string): Promise<boolean> =>
  access(node, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );

/** A camera behind Video4Linux, without an addon: presence from /sys, pictures by `v4l2-ctl`. */
export class V4l2Camera extends KeptDevice<PolledKeeper> implements Camera {
  readonly kind = 'camera';
  private readonly options: CameraOptions;
  private readonly limits: CameraLimits;
  private readonly clock: Clock;
  protected readonly keeper: PolledKeeper;
  private model = '';
  /** Why there was no picture last, and when. */
  private trouble: { readonly problem: Problem; readonly at: number } | null = null;

  constructor(options: CameraOptions) {
    super();
    this.options = options;
    this.limits = { ...CAMERA_LIMITS, ...options.limits };
    this.clock = options.clock ?? systemClock;
    this.keeper = new PolledKeeper({
      name: this.name,
      kind: this.kind,
      path: options.path,
      clock: this.clock,
      everyMs: this.limits.poll,
      // A look may try the camera again, which takes both of its questions.
      limitMs: this.limits.format + this.limits.picture + 4_000,
      look: (signal) => this.look(signal),
      late: { code: 'camera.silent' },
    });
  }

  /** Its own words once it was seen. */
  get name(): string {
    return this.options.name ?? (this.model || 'V4L2');
  }

  health(): DeviceHealth {
    return { ...this.keeper.health(), name: this.name };
  }

  override async reopen(): Promise<void> {
    this.trouble = null;
    await super.reopen();
  }

  async picture({ signal }: { readonly signal?: AbortSignal } = {}): Promise<Result<CameraPicture, Problem>> {
    const taken = await this.keeper.exclusively(async (closing) => {
      const over = signal === undefined ? closing : AbortSignal.any([closing, signal]);
      const node = await this.node();
      if (!node.ok) return node;
      this.keeper.set({ state: 'working', doing: 'capturing' });
      return this.take(node.value, over);
    });
    void this.keeper.check();
    return taken;
  }

  /** One picture of this node; what went wrong is remembered for the status. */
  private async take(node: string, signal: AbortSignal): Promise<Result<CameraPicture, Problem>> {
    const { program = 'v4l2-ctl' } = this.options;
    const raw = await grab({ program, node, clock: this.clock, signal, limits: this.limits });
    const picture = raw.ok ? pictureOf(raw.value) : raw;
    // It is of whoever stands there: only the asker's copy stays.
    if (raw.ok) raw.value.bytes.fill(0);
    if (picture.ok) this.trouble = null;
    else if (picture.error.code !== 'device.cancelled') {
      this.trouble = { problem: picture.error, at: this.clock.now() };
    }
    return picture;
  }

  private async look(signal: AbortSignal): Promise<DeviceStatus> {
    const node = await this.node();
    if (!node.ok) {
      // Plugged in again it is as good as new.
      this.trouble = null;
      const away = node.error.code === 'camera.missing';
      return { state: away ? 'missing' : 'attention', problem: node.error };
    }
    if (this.trouble !== null && this.clock.now() - this.trouble.at >= this.limits.again) {
      await this.take(node.value, signal);
    }
    return this.trouble === null ? { state: 'ready' } : { state: 'attention', problem: this.trouble.problem };
  }

  /** The node that takes pictures, if it is there and may be used. */
  private async node(): Promise<Result<string, Problem>> {
    const { path, find, sys, mayUse = usable } = this.options;
    const missing: Problem = { code: 'camera.missing', params: { camera: path } };
    const found = find === undefined ? ok(path) : await find();
    if (!found.ok) return found;
    const cameras = await attachedCameras(sys);
    const camera = cameras.ok ? cameras.value.find((one) => one.path === found.value) : undefined;
    if (camera === undefined) return err(missing);
    this.model = camera.name;
    if (await mayUse(camera.path)) return ok(camera.path);
    return err({ code: 'camera.access-denied', params: { camera: camera.path } });
  }
}
