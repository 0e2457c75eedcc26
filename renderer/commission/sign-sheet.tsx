import { PenLine } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActScope } from '../parts/act.tsx';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { NumberPad } from '../parts/number-pad.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Choice } from './choice.tsx';
import { useConsole, useConsoleAct } from './zone.ts';

/** Two of the central commission sign, each with the own code. */
export function SignSheet({ count, onClose }: { readonly count: number; readonly onClose: () => void }) {
  return (
    <ActScope subject="sign">
      <Codes count={count} onClose={onClose} />
    </ActScope>
  );
}

interface Signer {
  readonly person: string;
  readonly code: string;
}

function Codes({ count, onClose }: { readonly count: number; readonly onClose: () => void }) {
  const { t } = useTranslation('commission');
  const { people, person } = useConsole();
  const { act, busy } = useConsoleAct();
  const central = people.filter(({ role }) => role === 'central');
  const other = central.find(({ id }) => id !== person?.id)?.id ?? '';
  const [signers, setSigners] = useState<readonly Signer[]>([
    { person: person?.id ?? '', code: '' },
    { person: other, code: '' },
  ]);
  const [active, setActive] = useState<number | null>(null);
  // The sheet takes the focus when it opens: what is typed then is the first code.
  useEffect(() => setActive(0), []);
  const change = (at: number, next: Partial<Signer>): void =>
    setSigners(signers.map((one, place) => (place === at ? { ...one, ...next } : one)));
  const typed = (code: string): void => change(active ?? 0, { code });
  const code = signers[active ?? 0]?.code ?? '';
  const ready = !busy && signers.every((one) => one.person !== '' && one.code !== '');
  const sign = async (): Promise<void> => {
    const approvers = signers.map((one) => ({ ...one }));
    const done = await act((client) => client.packages.sign({ approvers }));
    // A code that was sent is gone, whatever came of it.
    if (done) onClose();
    else {
      setSigners(signers.map((one) => ({ ...one, code: '' })));
      setActive(0);
    }
  };
  return (
    <Sheet
      title={t('packages.sign')}
      onClose={onClose}
      main={
        <Button kind="main" icon={PenLine} label={t('packages.sign')} isDisabled={!ready} onPress={() => void sign()} />
      }
    >
      <p className="lead">{t('packages.sign.what', { count })}</p>
      <div className="signers">
        {signers.map((one, at) => (
          <section key={at === 0 ? 'first' : 'second'}>
            <Choice
              label={t('packages.sign.person', { place: at + 1 })}
              value={one.person}
              options={central.map(({ id, name }) => ({ value: id, label: name }))}
              onValue={(id) => change(at, { person: id, code: '' })}
            />
            <Field
              label={t('packages.sign.code', { place: at + 1 })}
              secret
              focus={at === active}
              value={one.code}
              onFocus={() => setActive(at)}
              onEnter={() => {
                if (ready) void sign();
                else setActive(1 - at);
              }}
              onValue={(next) => change(at, { code: next })}
            />
          </section>
        ))}
        <NumberPad
          onDigit={(digit) => typed(code + digit)}
          onDelete={() => typed(code.slice(0, -1))}
          onClear={() => typed('')}
        />
      </div>
    </Sheet>
  );
}
