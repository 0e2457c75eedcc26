import { Cable, Camera, FileCog, Keyboard, Nfc, PlugZap, Printer, RotateCw, ScanLine, Unplug, Zap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView, FoundGroup, FoundView } from '../../main/api/views.ts';
import { useAct } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { deviceIcons } from '../parts/devices.tsx';
import { Frame } from '../parts/frame.tsx';
import { Notice } from '../parts/notice.tsx';
import { Paged } from '../parts/paged.tsx';
import { problemWords } from '../parts/words.ts';
import { useDesk } from '../parts/zone.ts';
import { AddressSheet } from './address-sheet.tsx';
import { ConfigurationPage } from './configuration.tsx';
import { useDeviceName } from './device-name.ts';
import { PlaceSheet } from './place-sheet.tsx';
import { foundGroups, useFound } from './use-found.ts';

const groupIcons = {
  cable: Cable,
  reader: Nfc,
  scanner: ScanLine,
  printer: Printer,
  power: Zap,
  screen: Camera,
} as const satisfies Record<FoundGroup, typeof Cable>;

/** What fits on the smallest screen, one below the other: found things, and devices of the kiosk. */
const FOUND_ON_PAGE = 2;
const USED_ON_PAGE = 2;

/** The last of a kind without which nobody can be served stays. */
const isNeeded = (kind: DeviceView['kind'], devices: readonly DeviceView[]): boolean =>
  (kind === 'fingerprint' || kind === 'document' || kind === 'printer') &&
  devices.filter((one) => one.kind === kind).length === 1;

/** What is plugged in or answers, and what of it the kiosk uses: a device is put in its place by touching it. */
export function AttachedDevices() {
  const { t } = useTranslation(['technician', 'configuration']);
  const [group, setGroup] = useState<FoundGroup>('cable');
  const [placing, setPlacing] = useState<FoundView | null>(null);
  const [typing, setTyping] = useState(false);
  const [configuring, setConfiguring] = useState(false);
  const { answers, looking, look } = useFound();
  const placed = (): void => {
    setPlacing(null);
    look(group);
  };
  if (configuring) return <ConfigurationPage onBack={() => setConfiguring(false)} />;
  return (
    <Frame
      layout="attached"
      back={<Button icon={Keyboard} label={t('attached.type')} onPress={() => setTyping(true)} />}
      other={
        <Button
          icon={RotateCw}
          label={t(looking.has(group) ? 'attached.looking' : 'attached.again')}
          isDisabled={looking.has(group)}
          onPress={() => look(group)}
        />
      }
      main={<Button icon={FileCog} label={t('configuration:open')} onPress={() => setConfiguring(true)} />}
    >
      <div className="attached-groups">
        {foundGroups.map((one) => (
          <Button
            key={one}
            icon={groupIcons[one]}
            label={t(`attached.group.${one}`)}
            detail={countOf(answers[one]?.found.length)}
            chosen={one === group}
            onPress={() => setGroup(one)}
          />
        ))}
      </div>
      <section>
        <h2>{t('attached.found')}</h2>
        <FoundThings key={group} group={group} answer={answers[group]} onPlace={setPlacing} />
      </section>
      <UsedDevices />
      {typing ? (
        <AddressSheet
          onClose={() => setTyping(false)}
          onFound={(found) => {
            setTyping(false);
            setPlacing(found);
          }}
        />
      ) : null}
      {placing === null ? null : <PlaceSheet found={placing} onClose={placed} />}
    </Frame>
  );
}

/** Nobody knows yet, or so many. */
const countOf = (count: number | undefined): string => (count === undefined ? '…' : String(count));

function FoundThings({
  group,
  answer,
  onPlace,
}: {
  readonly group: FoundGroup;
  readonly answer: ReturnType<typeof useFound>['answers'][FoundGroup];
  readonly onPlace: (found: FoundView) => void;
}) {
  const { t, i18n } = useTranslation('technician');
  const deviceName = useDeviceName();
  if (!answer) return <p className="lead">{t('attached.looking')}</p>;
  const { found, problems } = answer;
  // What could not be looked for takes the room of what was found; a service that is not there may not be wanted.
  const size = Math.max(1, FOUND_ON_PAGE - problems.length);
  return (
    <>
      {group === 'cable' && found.length < FOUND_ON_PAGE ? <p className="lead">{t('attached.what')}</p> : null}
      {problems.map((problem) => (
        <Notice
          key={problem.code + JSON.stringify(problem.params ?? {})}
          tone={problem.code.startsWith('device.') ? 'warn' : 'plain'}
          title={problemWords(problem, 'happened', i18n)}
          {...(problems.length > 1 ? {} : { text: problemWords(problem, 'technician', i18n) })}
          code={problem.code}
        />
      ))}
      {found.length === 0 && problems.length === 0 ? (
        <p className="empty">
          <Cable className="icon" aria-hidden="true" />
          {t(group === 'cable' ? 'attached.none' : 'attached.none-answers')}
        </p>
      ) : null}
      <Paged items={found} size={size} className="choices">
        {(one) => (
          <li key={`${one.kind} ${one.at}`}>
            <Button
              icon={PlugZap}
              label={one.name === '' ? t(`attached.kind.${one.kind}`) : one.name}
              detail={[one.name === '' ? null : t(`attached.kind.${one.kind}`), one.at, one.usb]
                .filter((text) => text !== null)
                .join(' · ')}
              isDisabled={one.drivers.length === 0}
              onPress={() => onPlace(one)}
            />
            {one.usedBy === null ? null : (
              <p className="attached-use">{t('attached.used-by', { device: deviceName(one.usedBy) })}</p>
            )}
          </li>
        )}
      </Paged>
    </>
  );
}

function UsedDevices() {
  const { t } = useTranslation(['technician', 'parts']);
  const { station } = useDesk();
  const { act, busy } = useAct();
  return (
    <section>
      <h2>{t('attached.used')}</h2>
      <Paged items={station.devices} size={USED_ON_PAGE} className="attached-devices">
        {({ id, kind, driver, path }) => {
          const Icon = deviceIcons[kind];
          return (
            <li key={id}>
              <Icon className="icon" aria-hidden="true" />
              <span>
                <strong>{t(`parts:device.${kind}`)}</strong>
                <span className="soft small">{[...(id === kind ? [] : [id]), t(`driver.${driver}`)].join(' · ')}</span>
                <span className="soft small copyable number">{path}</span>
              </span>
              {isNeeded(kind, station.devices) ? null : (
                <Button
                  kind="quiet"
                  icon={Unplug}
                  label={t('attached.remove')}
                  isDisabled={busy}
                  onPress={() => void act((client) => client.device.remove({ device: id }))}
                />
              )}
            </li>
          );
        }}
      </Paged>
    </section>
  );
}
