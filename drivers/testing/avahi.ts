import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './bench.ts';
import { need } from './child.ts';

const BUS = (socket: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
    <allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
`;
const AVAHI = `[server]
host-name=double
use-ipv6=no
allow-interfaces=lo
allow-point-to-point=yes
[publish]
publish-workstation=no
`;

/**
 * A network of its own, in which Debian's avahi-daemon makes scanners known by DNS-SD as a scanner itself would: bus,
 * daemon and interface are this one program's alone (namespaces, which need root), and are gone when it ends.
 * @param scanners by name, with the port that each is at
 * @returns a program that runs Debian's real airscan-discover in that network
 */
export function discoverAmong(scanners: Readonly<Record<string, number>>): string {
  need('/usr/sbin/avahi-daemon', 'avahi-daemon');
  need('/usr/bin/avahi-publish', 'avahi-utils');
  need('/usr/bin/dbus-daemon', 'dbus-daemon');
  need('/usr/bin/airscan-discover', 'sane-airscan');
  need('/sbin/ip', 'iproute2');
  const folder = temporaryFolder();
  const own = (name: string) => join(folder, name);
  writeFileSync(own('bus.conf'), BUS(own('bus')));
  writeFileSync(own('avahi.conf'), AVAHI);
  const published = Object.entries(scanners).map(
    ([name, port]) => `avahi-publish -s '${name}' _uscan._tcp ${port} rs=eSCL 'ty=${name}' >>"$log" 2>&1 &`,
  );
  // The namespace of processes takes daemons and publishers along when its first one ends.
  const world = `
log=${own('log')}
export PATH="$PATH:/usr/sbin:/sbin" DBUS_SYSTEM_BUS_ADDRESS=unix:path=${own('bus')}
mount -t tmpfs tmpfs /run
ip link set lo up && ip link set lo multicast on
# A daemon that finds no bus never looks for it again, and the bus of the run before has left its socket.
rm -f ${own('bus')}
dbus-daemon --config-file=${own('bus.conf')} --nofork --nopidfile >>"$log" 2>&1 &
until [ -S ${own('bus')} ]; do sleep 0.02; done
avahi-daemon -f ${own('avahi.conf')} --no-drop-root --no-chroot --no-rlimits >>"$log" 2>&1 &
until avahi-browse -pt _uscan._tcp >>"$log" 2>&1; do sleep 0.1; done
${published.join('\n')}
until [ "$(avahi-browse -pt _uscan._tcp 2>>"$log" | grep -c '^+')" -ge ${published.length} ]; do sleep 0.1; done
airscan-discover "$@"
`;
  writeFileSync(own('world'), world);
  const program = own('airscan-discover');
  writeFileSync(
    program,
    `#!/bin/sh\nexec unshare --mount --net --pid --fork --kill-child --propagation private sh ${own('world')} "$@"\n`,
    { mode: 0o755 },
  );
  return program;
}
