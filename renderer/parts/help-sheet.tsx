import { BellRing, UserCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answering, type HelpCall, type Helper, helpers } from '../../core/journal/help-calls.ts';
import { localTime } from '../../core/person/dates.ts';
import { ActScope, useAct } from './act.tsx';
import { ApprovalSheet } from './approval-sheet.tsx';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';
import { useDesk } from './zone.ts';

/** Over whatever step the voter is at: whom to call, and for whoever came the place for her code. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const [came, setCame] = useState<HelpCall | null>(null);
  if (came === null) {
    return (
      <ActScope subject="help">
        <Whom onClose={onClose} onCame={setCame} />
      </ActScope>
    );
  }
  return (
    <ApprovalSheet
      title={t(`help.called.${came.whom}`)}
      reasons={null}
      approval={{ persons: 1, roles: [...answering[came.whom]], including: [] }}
      action={t('help.came')}
      ask={async (client, { approvers }) => {
        const [by] = approvers;
        return by
          ? client.help.answer({ call: came.call, by })
          : { ok: false, error: { code: 'access.unknown-person' } };
      }}
      onClose={onClose}
    />
  );
}

interface WhomProps {
  readonly onClose: () => void;
  readonly onCame: (call: HelpCall) => void;
}

function Whom({ onClose, onCame }: WhomProps) {
  const { t } = useTranslation('people');
  const { station, person } = useDesk();
  const { act, busy } = useAct();
  const called = station.help.length > 0;
  // Who was called comes first, and is where the focus is: what is typed at once must not call somebody else too.
  const isCalled = (whom: Helper): boolean => station.help.some((one) => one.whom === whom);
  // Who looks after the kiosk calls nobody of her kind; that somebody else has called her is answered all the same.
  const others = helpers.filter((whom) => whom !== person?.role || isCalled(whom));
  const order = others.toSorted((a, b) => Number(isCalled(b)) - Number(isCalled(a)));
  return (
    <Sheet title={t(called ? 'help.answer' : 'help.who')} onClose={onClose}>
      <p className="sheet-question">{t(called ? 'help.answer.what' : 'help.what')}</p>
      <div className="help-choices">
        {order.map((whom) => {
          const call = station.help.find((one) => one.whom === whom);
          return (
            <section key={whom}>
              {call === undefined ? (
                <Button
                  icon={BellRing}
                  label={t(`help.call.${whom}`)}
                  isDisabled={busy || person === null}
                  onPress={() => void act((client) => client.help.call({ whom })).then((done) => done && onClose())}
                />
              ) : (
                <>
                  <h3>{t(`help.called.${whom}`)}</h3>
                  <p className="soft">
                    {t('help.since', { time: localTime(new Date(call.at).toISOString(), station.zone) })}
                  </p>
                  <Button icon={UserCheck} label={t('help.came')} onPress={() => onCame(call)} />
                </>
              )}
            </section>
          );
        })}
      </div>
    </Sheet>
  );
}
