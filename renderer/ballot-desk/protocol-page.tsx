import {
  ArrowLeft,
  EyeOff,
  FileClock,
  FilePen,
  MessageSquareWarning,
  PencilLine,
  Printer,
  Scale,
  Stamp,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProtocolView } from '../../main/api/ballot-views.ts';
import { Button, type ButtonProps } from '../parts/button.tsx';
import { Frame } from '../parts/frame.tsx';
import { inLanguage } from '../parts/words.ts';
import { DiscrepancySheet, DissentSheet, ExplainSheet } from './decision-sheets.tsx';
import { FillLine } from './fill-line.tsx';
import { PrintSheet } from './print-sheet.tsx';
import { useProtocolName } from './protocol-name.ts';
import { filledLines, type NextThing, nextThing } from './protocol-state.ts';
import { ProtocolTable } from './protocol-table.tsx';
import { Ratios } from './ratios.tsx';
import { recountSaid } from './recount-said.ts';
import { SignSheet } from './sign-sheet.tsx';
import { VersionsSheet } from './versions-sheet.tsx';

type Sheet = Exclude<NextThing, 'fill'> | 'dissent' | 'versions';

/** One results protocol: its lines with every number, every ratio beside them, and the next thing to do with it. */
export function ProtocolPage({ protocol, onBack }: { readonly protocol: ProtocolView; readonly onBack: () => void }) {
  const { t } = useTranslation(['ballot-desk', 'parts']);
  const nameOf = useProtocolName();
  const [filling, setFilling] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const next = nextThing(protocol);
  const missing = protocol.missing.flatMap((one) => (one.why === 'number-missing' ? [one.line] : []));
  const fillable = filledLines(protocol);
  const first = fillable.find(({ id }) => missing.includes(id)) ?? fillable[0];
  if (filling !== null) return <FillLine protocol={protocol} first={filling} onDone={() => setFilling(null)} />;

  const fill = (): void => setFilling(first?.id ?? null);
  const main: Readonly<Record<NextThing, Pick<ButtonProps, 'icon' | 'label' | 'onPress'>>> = {
    fill: { icon: FilePen, label: t('protocol.fill', { count: missing.length }), onPress: fill },
    discrepancy: { icon: Scale, label: t('discrepancy'), onPress: () => setSheet('discrepancy') },
    explain: { icon: Scale, label: t('explain'), onPress: () => setSheet('explain') },
    sign: { icon: Stamp, label: t('sign'), onPress: () => setSheet('sign') },
    print: { icon: Printer, label: t('print'), onPress: () => setSheet('print') },
  };
  const close = (): void => setSheet(null);
  const sheets: Readonly<Record<Sheet, ReactNode>> = {
    discrepancy: <DiscrepancySheet protocol={protocol} onClose={close} />,
    explain: <ExplainSheet protocol={protocol} onClose={close} />,
    dissent: <DissentSheet protocol={protocol} onClose={close} />,
    sign: <SignSheet protocol={protocol} onClose={close} />,
    print: <PrintSheet protocol={protocol} onClose={close} />,
    versions: <VersionsSheet protocol={protocol} onClose={close} />,
  };
  return (
    <Frame
      layout={protocol.sealed ? 'not-serving' : 'protocol'}
      back={<Button kind="quiet" icon={ArrowLeft} label={t('parts:close')} onPress={onBack} />}
      other={
        protocol.sealed ? null : (
          <>
            {protocol.signed !== null ? null : (
              <>
                {next === 'fill' || first === undefined ? null : (
                  <Button icon={PencilLine} label={t('protocol.mend')} onPress={fill} />
                )}
                <Button icon={MessageSquareWarning} label={t('dissent')} onPress={() => setSheet('dissent')} />
              </>
            )}
            {protocol.versions.length === 0 ? null : (
              <Button icon={FileClock} label={t('versions')} onPress={() => setSheet('versions')} />
            )}
          </>
        )
      }
      main={protocol.sealed && protocol.signed !== null ? null : <Button kind="main" {...main[next]} />}
    >
      {protocol.sealed ? (
        <>
          <EyeOff className="big-icon" aria-hidden="true" />
          <h1>{nameOf(protocol)}</h1>
          <p className="lead">{t(protocol.stays ? 'protocol.stays' : 'protocol.sealed')}</p>
        </>
      ) : (
        <>
          <header className="protocol-head">
            <h1>{nameOf(protocol)}</h1>
            <ProtocolState protocol={protocol} />
          </header>
          <ProtocolTable lines={protocol.lines} />
          <section className="protocol-side">
            <Ratios protocol={protocol} ratios={protocol.ratios} />
          </section>
        </>
      )}
      {sheet === null ? null : sheets[sheet]}
    </Frame>
  );
}

/** Which form it is and from where; once there are any, its signatures, copies and dissent in that place. */
function ProtocolState({ protocol }: { readonly protocol: ProtocolView }) {
  const { t, i18n } = useTranslation('ballot-desk');
  const { signed, copies, dissents, recount, correcting, versions, title, basis } = protocol;
  if (signed === null && dissents.length === 0 && recount === null && correcting === null) {
    return (
      <p className="small">
        {inLanguage(title, i18n)}. {inLanguage(basis, i18n)}
      </p>
    );
  }
  return (
    <p className="protocol-signed">
      {signed === null ? null : (
        <>
          <span>
            {t('protocol.signed-by')}: {signed.persons.join(', ')}
          </span>
          {versions.length > 1 ? <span>{t('versions.one', { version: versions.length })}</span> : null}
          <span className="number">
            {t('protocol.copies')}: {copies}
          </span>
        </>
      )}
      {correcting === null ? null : (
        <span>
          {t('correct.now')}: {correcting.reason}
        </span>
      )}
      {recount === null ? null : <span className="number">{recountSaid(recount, t)}</span>}
      {dissents.length === 0 ? null : (
        <span>
          {t('dissent')}: {dissents.map(({ name }) => name).join(', ')}
        </span>
      )}
    </p>
  );
}
