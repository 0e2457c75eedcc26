import { Printer, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../core/problem/catalogue.ts';
import type { Result } from '../../core/problem/result.ts';
import { BALLOT_PRINTER } from '../../main/api/device-views.ts';
import type { PrintedPageView, StationView } from '../../main/api/views.ts';
import { ActScope, useAct } from './act.tsx';
import { Button } from './button.tsx';
import { stateIcons } from './devices.tsx';
import { Notice } from './notice.tsx';
import { Sheet } from './sheet.tsx';
import { problemWords } from './words.ts';
import { useDesk, useZone, type ZoneClient } from './zone.ts';

type Print = (client: ZoneClient) => Promise<Result<PrintedPageView, Problem>>;

/** The page printer that is asked; undefined where this kiosk has none. */
export const pagePrinterOf = ({ devices }: StationView) =>
  devices.find(({ id, kind }) => kind === 'page-printer' && id !== BALLOT_PRINTER);

interface Printing {
  readonly title: string;
  readonly what: string;
  readonly print: Print;
  readonly onClose: () => void;
}

/** Prints on A4, one numbered sheet at a time: how the printer is, what it is doing now, and what came of each sheet. */
export function PageSheet(printing: Printing) {
  return (
    <ActScope subject={printing.title}>
      <Page {...printing} />
    </ActScope>
  );
}

function Page({ title, what, print, onClose }: Printing) {
  const { t } = useTranslation('parts');
  const { station } = useDesk();
  const { client } = useZone();
  const { act, busy } = useAct();
  const [printed, setPrinted] = useState<PrintedPageView | null>(null);
  const printer = pagePrinterOf(station);
  const start = (): void => {
    setPrinted(null);
    void act(async (zone) => {
      const answer = await print(zone);
      if (answer.ok) setPrinted(answer.value);
      return answer;
    });
  };
  return (
    <Sheet
      title={title}
      onClose={onClose}
      main={
        busy ? (
          <Button icon={Square} label={t('page.stop')} onPress={() => void client.page.stop({}).catch(() => {})} />
        ) : (
          <Button
            kind="main"
            icon={Printer}
            label={t(printed === null ? 'page.print' : 'page.another')}
            onPress={start}
          />
        )
      }
    >
      <p>{what}</p>
      {printer === undefined ? null : <PrinterNow printer={printer} busy={busy} />}
      {printed === null ? null : <Outcome {...printed} />}
    </Sheet>
  );
}

/** What the printer says of itself now; while it prints this is what its job is waiting for. */
function PrinterNow({ printer, busy }: { readonly printer: StationView['devices'][number]; readonly busy: boolean }) {
  const { t, i18n } = useTranslation('parts');
  const State = stateIcons[printer.state];
  const { problem } = printer;
  return (
    <section className="page-printer" role="status">
      <p className="device-card-state">
        <State className="icon device-state" aria-hidden="true" />
        <strong>{t(busy && problem === null ? 'page.printing' : `state.${printer.state}`)}</strong>
        <span className="soft">{printer.path}</span>
      </p>
      {problem === null ? null : (
        <p>
          {problemWords(problem, 'happened', i18n)} {problemWords(problem, 'officer', i18n)}
        </p>
      )}
    </section>
  );
}

const tones = { yes: 'plain', maybe: 'warn', no: 'bad' } as const;

function Outcome({ sheet, out, problem }: PrintedPageView) {
  const { t, i18n } = useTranslation('parts');
  const why =
    problem === null
      ? undefined
      : `${problemWords(problem, 'happened', i18n)} ${problemWords(problem, 'officer', i18n)}`;
  return (
    <Notice
      tone={tones[out]}
      title={t(`page.out.${out}`, { sheet })}
      {...(why === undefined ? {} : { text: why })}
      {...(problem === null ? {} : { code: problem.code })}
    />
  );
}
