import type { GrayPicture } from '../../../core/camera/picture-look.ts';
import { readInvitation } from '../../../core/network/invitation.ts';
import type { Problem } from '../../../core/problem/catalogue.ts';
import type { InvitationTrialView } from '../../api/trial-views.ts';
import { smaller } from './smaller.ts';
import type { ShownImage, Trial, TrialTools } from './trial.ts';

/** The picture is kept as small as it is shown. */
const KEPT = 900;
/** Milliseconds in which the code of the other kiosk is brought before the camera. */
const LOOKS_MS = 120_000;
/** Dots per inch of a picture: of a camera there are none, and codes ask for none. */
const NO_DPI = 96;

/** The camera takes pictures until the code of a kiosk that invites is on one of them. What it says, a person acts upon. */
export class InvitationTrial implements Trial {
  readonly #tools: TrialTools;
  #seen: InvitationTrialView = { kind: 'invitation', code: null };
  #shown: ShownImage | null = null;
  #number = 0;
  #wiped = false;

  constructor(tools: TrialTools) {
    this.#tools = tools;
  }

  get seen(): InvitationTrialView {
    return this.#seen;
  }

  get image() {
    return this.#shown && { number: this.#number, image: this.#shown };
  }

  async run(signal: AbortSignal): Promise<Problem | null> {
    const { device, devices, now } = this.#tools;
    const until = now() + LOOKS_MS;
    while (now() < until) {
      const taken = await devices.trial(device, { kind: 'picture' }, { signal });
      if (!taken.ok) return taken.error;
      if (taken.value.kind !== 'picture' || this.#wiped) return { code: 'device.cancelled' };
      const code = await this.#look(taken.value.image);
      if (code === null) continue;
      this.#seen = { kind: 'invitation', code };
      this.#tools.changed();
      return null;
    }
    this.#forget();
    return { code: 'network.no-code-seen' };
  }

  wipe(): void {
    this.#wiped = true;
    this.#forget();
  }

  /** Shows a picture, and looks whether an invitation is on it. */
  async #look(picture: GrayPicture): Promise<string | null> {
    const small = smaller(picture, KEPT);
    this.#forget();
    this.#shown = small === picture ? { ...picture, pixels: picture.pixels.slice() } : small;
    this.#number += 1;
    this.#tools.changed();
    const codes = await this.#tools.pages.codes({ ...picture, dpi: NO_DPI });
    // It is of whoever holds the code up.
    picture.pixels.fill(0);
    return codes.map(({ text }) => text).find((text) => readInvitation(text) !== null) ?? null;
  }

  #forget(): void {
    this.#shown?.pixels.fill(0);
    this.#shown = null;
  }
}
