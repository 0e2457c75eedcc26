import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A USB device that the guest's kernel plays, made through configfs (Documentation/usb/gadget_configfs.rst). */
export interface GadgetPlan {
  readonly name: string;
  readonly vendor: number;
  readonly product: number;
  readonly serial: string;
  /** `acm.…` or `hid.…`: what the device is. */
  readonly function: string;
  /** Files of the function. */
  readonly settings?: Readonly<Record<string, string | Uint8Array>>;
  /** The plug: a device controller of dummy_hcd, whose other end is a USB port of the same guest. */
  readonly controller: string;
}

const ENGLISH = '0x409';

/** One gadget and its plug. It is made unplugged. */
export class Gadget {
  private readonly folder: string;
  private readonly controller: string;

  constructor(plan: GadgetPlan) {
    this.controller = plan.controller;
    this.folder = join('/sys/kernel/config/usb_gadget', plan.name);
    const config = join(this.folder, 'configs/c.1');
    const own = join(this.folder, 'functions', plan.function);
    const words = join(this.folder, 'strings', ENGLISH);
    for (const folder of [this.folder, words, config, own]) {
      if (!existsSync(folder)) mkdirSync(folder);
    }
    writeFileSync(join(this.folder, 'idVendor'), String(plan.vendor));
    writeFileSync(join(this.folder, 'idProduct'), String(plan.product));
    writeFileSync(join(words, 'serialnumber'), plan.serial);
    writeFileSync(join(words, 'product'), plan.name);
    for (const [file, value] of Object.entries(plan.settings ?? {})) writeFileSync(join(own, file), value);
    symlinkSync(own, join(config, plan.function));
  }

  /** Pushes the plug in: the host's side finds a new device. */
  plug(): void {
    writeFileSync(join(this.folder, 'UDC'), this.controller);
  }

  /** Pulls it, whatever is being sent. */
  unplug(): void {
    writeFileSync(join(this.folder, 'UDC'), '\n');
  }
}
