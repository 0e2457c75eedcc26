import type { WantedDevice } from './identity.ts';

/** A device with its place in a kiosk. */
export interface RoleDevice {
  /** What the link is called: `/dev/taanuu/<role>`. */
  readonly role: string;
  readonly kind: 'serial' | 'hid';
  readonly device: WantedDevice;
}

const subsystems = { serial: 'tty', hid: 'hidraw' } as const;

/** A value that udev compares as it stands: what has a meaning in a pattern stands for any one character. */
const literal = (value: string): string => value.replace(/[^A-Za-z0-9_.:-]/g, '?');

/**
 * udev rules that give every role of one kiosk a link that survives re-plugging, and the group `dialout` the right to
 * open it. Where two devices fit, the link is whichever came last: such a device must be told apart by serial or port.
 * @throws RangeError on a role that is no file name
 */
export function udevRules(roles: readonly RoleDevice[]): string {
  const rules = roles.map(({ role, kind, device }) => {
    if (!/^[a-z][a-z0-9-]*$/.test(role)) throw new RangeError(`${role} cannot be the name of a link`);
    const [vendor = '', product = ''] = device.usb.toLowerCase().split(':');
    const matches = [
      `SUBSYSTEM=="${subsystems[kind]}"`,
      'SUBSYSTEMS=="usb"',
      ...(device.port === undefined ? [] : [`KERNELS=="${literal(device.port)}"`]),
      `ATTRS{idVendor}=="${literal(vendor)}"`,
      `ATTRS{idProduct}=="${literal(product)}"`,
      ...(device.serial === undefined ? [] : [`ATTRS{serial}=="${literal(device.serial)}"`]),
    ];
    return `${matches.join(', ')}, SYMLINK+="taanuu/${role}", GROUP="dialout", MODE="0660"\n`;
  });
  return [
    '# Made from the configuration of one kiosk. Copy to /etc/udev/rules.d/71-taanuu-roles.rules\n',
    ...rules,
  ].join('');
}
