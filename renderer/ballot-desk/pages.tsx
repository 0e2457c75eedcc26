import { FileCheck2, ListChecks, Printer, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/button.tsx';
import { Papers } from './papers.tsx';
import { Proof } from './proof.tsx';
import { Protocols } from './protocols.tsx';
import { Steps } from './steps.tsx';
import { useBallotDesk, useMay } from './zone.ts';

const pages = [
  { name: 'steps', icon: ListChecks },
  { name: 'protocols', icon: FileCheck2 },
  { name: 'ballots', icon: ScrollText },
  { name: 'papers', icon: Printer },
] as const;
type Page = (typeof pages)[number]['name'];

/** The rooms of the desk: the list of steps with what comes now, the protocols, the ballots as they are printed, and what was printed. */
export function Pages({
  onAdjudicate,
  onProtocol,
}: {
  readonly onAdjudicate: () => void;
  readonly onProtocol: (id: string) => void;
}) {
  const { t } = useTranslation('ballot-desk');
  const { protocols, styles, papers } = useBallotDesk();
  const { serves, decides } = useMay();
  const [chosen, setChosen] = useState<Page>('steps');
  // A page looked at closely needs the whole screen.
  const [large, setLarge] = useState(false);
  const there: Readonly<Record<Page, boolean>> = {
    steps: true,
    protocols: decides && protocols.length > 0,
    ballots: serves && styles.length > 0,
    papers: serves && papers.length > 0,
  };
  const page = there[chosen] ? chosen : 'steps';
  const shown = pages.filter(({ name }) => there[name]);
  return (
    <div className="chair">
      {shown.length > 1 && !large ? (
        <nav className="pages" aria-label={t('pages')}>
          {shown.map(({ name, icon }) => (
            <Button
              key={name}
              icon={icon}
              label={t(`page.${name}`)}
              chosen={name === page}
              onPress={() => setChosen(name)}
            />
          ))}
        </nav>
      ) : null}
      {page === 'steps' ? (
        <Steps onAdjudicate={onAdjudicate} onProtocols={() => setChosen('protocols')} />
      ) : page === 'protocols' ? (
        <Protocols onProtocol={onProtocol} />
      ) : page === 'papers' ? (
        <Papers />
      ) : (
        <Proof large={large} onLarge={setLarge} />
      )}
    </div>
  );
}
