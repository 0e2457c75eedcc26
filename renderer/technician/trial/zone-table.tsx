import { CircleCheck, CircleX, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { InspectedPlace, ZoneInspection } from '../../../core/document/zone-inspection.ts';

/** Every place of a zone: its letters as they were read, its digit, and what vouches for it. */
export function ZoneTable({ places }: Pick<ZoneInspection, 'places'>) {
  const { t } = useTranslation('trial');
  return (
    <table className="zone-table small">
      <thead>
        <tr>
          <th scope="col">{t('zone.place')}</th>
          <th scope="col">{t('zone.raw')}</th>
          <th scope="col">{t('zone.digit')}</th>
          <th scope="col">{t('zone.vouched')}</th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.place} className={place.check?.holds === false ? 'zone-wrong' : ''}>
            <th scope="row">{t(`place.${place.place}`)}</th>
            <td className="zone-raw">
              {place.place === 'composite' ? t('zone.letters', { number: place.raw.length }) : place.raw}
            </td>
            <td>
              <Digit check={place.check} />
            </td>
            <td>{t(`vouched.${place.vouched}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Digit({ check }: Pick<InspectedPlace, 'check'>) {
  const { t } = useTranslation('trial');
  if (check === null) {
    return (
      <span className="zone-digit">
        <Minus className="icon" aria-hidden="true" />
        {t('digit.none')}
      </span>
    );
  }
  const Icon = check.holds ? CircleCheck : CircleX;
  return (
    <span className={`zone-digit zone-digit-${check.holds ? 'good' : 'bad'}`}>
      <Icon className="icon" aria-hidden="true" />
      {t(check.holds ? 'digit.holds' : 'digit.wrong', { read: check.read, due: check.due })}
    </span>
  );
}

/** What the kiosk makes of a zone, in one sentence; and what it would warn of. */
export function ZoneVerdict({ inspection }: { readonly inspection: ZoneInspection }) {
  const { t } = useTranslation('trial');
  const { read, shape } = inspection;
  if (read.ok) {
    const { number, pin, warnings } = read.value;
    return (
      <div className="try-verdict try-good">
        <p>
          <strong>{t(pin === null ? 'verdict.no-pin' : 'verdict.taken', { number })}</strong>
        </p>
        {warnings.map((warning) => (
          <p key={warning}>{t(`warning.${warning}`)}</p>
        ))}
      </div>
    );
  }
  const { error } = read;
  return (
    <div className="try-verdict">
      <p>
        <strong>
          {error.fault === 'not-kyrgyz'
            ? t('fault.not-kyrgyz', { code: error.code, issuer: error.issuer })
            : error.fault === 'shape'
              ? t('fault.shape')
              : t(`fault.${error.fault}.${error.field}`)}
        </strong>
      </p>
      {shape === null ? null : (
        <>
          <p className="number">{t('shape.widths', { widths: shape.widths.join(', ') })}</p>
          {shape.strange === '' ? null : <p>{t('shape.strange', { letters: [...shape.strange].join(' ') })}</p>}
        </>
      )}
    </div>
  );
}
