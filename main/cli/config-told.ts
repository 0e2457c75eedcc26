import type { ConfigurationPlanView, KitComparisonView, PlannedDeviceView } from '../api/configuration-views.ts';
import { sayProblem } from './io.ts';

const signers: Readonly<Record<ConfigurationPlanView['signer'], string>> = {
  self: 'this kiosk itself',
  named: 'a kiosk that the election package in force names',
  stranger: 'a kiosk that nothing here names: compare the words with those that it shows',
};

/** What a configuration would change, for a terminal. */
export function planTold(plan: ConfigurationPlanView): readonly string[] {
  const { by, signer, at, version, devices, settings, problems } = plan;
  return [
    `written  ${at} by ${by.device}, serial ${by.serial}, version ${version}`,
    `words    ${by.words.join(' ')}`,
    `signer   ${signers[signer]}`,
    ...devices.flatMap(deviceTold),
    ...settings.map(({ setting, now, wanted }) => `changed  ${setting}: ${now} -> ${wanted}`),
    ...problems.map(sayProblem),
  ];
}

function deviceTold({ id, driver, change, differs, now, at, choices }: PlannedDeviceView): readonly string[] {
  const before = now === null ? '' : `${now.driver} at ${now.at}`;
  switch (change) {
    case 'same':
      return [`same     ${id}: ${before}`];
    case 'removed':
      return [`removed  ${id}: ${before}`];
    case 'added':
    case 'changed':
      return [
        `${change.padEnd(7)}  ${id}: ${change === 'added' ? '' : `${before} -> `}${driver} at ${at ?? '?'}${
          differs.length === 0 ? '' : ` (${differs.join(', ')})`
        }`,
        ...(at === null ? [`         ${placesTold(id, choices)}`] : []),
      ];
  }
}

const placesTold = (id: string, choices: PlannedDeviceView['choices']): string =>
  choices.length === 0
    ? `nothing is plugged in that it could be: --without ${id}`
    : `one of: ${choices.map((choice) => `--place ${id}=${choice.at}`).join(', ')}, --without ${id}`;

/** A kiosk against the standard kit, for a terminal. */
export function kitTold({ kit, names, lines }: KitComparisonView): readonly string[] {
  return [
    `kit ${kit}${names === null ? '' : `: ${names.en}`}`,
    ...lines.map(({ kind, device, differs, wanted }) => {
      const how = differs.length === 0 ? 'as it should be' : differs.join(', ');
      return `${kind.padEnd(12)}  ${(device ?? '-').padEnd(16)}  ${how}${wanted === '' ? '' : ` [${wanted}]`}`;
    }),
  ];
}
