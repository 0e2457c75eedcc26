import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type RoleDevice, udevRules } from '../../../drivers/transport/udev.ts';

const RULES = '/run/udev/rules.d';

/** Starts the host's udev with the rules that a kiosk makes of its configuration; it hears of what is plugged in from now on. */
export function startUdev(roles: readonly RoleDevice[]): void {
  mkdirSync(RULES, { recursive: true });
  writeFileSync(`${RULES}/71-taanuu-roles.rules`, udevRules(roles));
  execFileSync('/lib/systemd/systemd-udevd', ['--daemon'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
