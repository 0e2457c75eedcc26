import { ReceiptText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localTime } from '../../core/person/dates.ts';
import type { OpenReservationView } from '../../main/api/views.ts';
import { Button } from '../parts/button.tsx';
import { Paged } from '../parts/paged.tsx';
import { fullName } from '../parts/voter-card.tsx';
import { useDesk } from '../parts/zone.ts';
import { ReservationSheet } from './reservation-sheet.tsx';

/** Lines below each other beside all else that the idle screen tells. */
const ROOM = 2;

/** Reservations that a stop or a printer trouble left open. They stay in sight until each is resolved. */
export function OpenReservations() {
  const { t } = useTranslation(['officer', 'sheet']);
  const { openReservations, station } = useDesk();
  const [open, setOpen] = useState<OpenReservationView | null>(null);
  return (
    <section className="open-reservations">
      <h2>{t('reservations', { number: openReservations.length })}</h2>
      <Paged items={openReservations} size={ROOM} className="open-reservations-list">
        {(one) => (
          <li key={one.admission}>
            <Button
              icon={ReceiptText}
              label={one.voter === null ? one.receipt : fullName(one.voter)}
              detail={`${localTime(one.at, station.zone)} · ${one.ballot ? t(`sheet:owed.${one.ballot.sheet}`) : t(`reservation.${one.sent}`)}`}
              onPress={() => setOpen(one)}
            />
          </li>
        )}
      </Paged>
      {open ? <ReservationSheet reservation={open} onClose={() => setOpen(null)} /> : null}
    </section>
  );
}
