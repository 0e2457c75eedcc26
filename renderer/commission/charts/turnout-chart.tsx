import { useTranslation } from 'react-i18next';
import type { Tally } from '../../../core/hub/turnout.ts';
import { shownNumber, shownShare } from '../../parts/numbers.ts';
import { languageOf } from '../../parts/words.ts';
import { axisSteps, cumulated, hourOf } from './scale.ts';
import { useSize } from './size.ts';

/** A report of the commission's: turnout at a time that was laid down before. */
interface Report {
  readonly time: string;
  readonly admitted: number | null;
}

/** Room beside the drawing for its words, pixels. */
const edge = { left: 56, right: 20, top: 30, bottom: 58 };
/** Height of the strip that tells how many came in each hour. */
const HOURS = 30;
/** Hours in which people vote; the chart is as wide when the day has just begun. */
const day = { from: 8, to: 20 };

/**
 * Turnout against time: what had been reached at each hour as a line, what came in each hour as a bar below it, and the
 * times of the commission's reports as marks with their numbers.
 * @param now wall time, `14:02`
 */
export function TurnoutChart({
  registered,
  byHour,
  reports,
  now,
}: {
  readonly registered: number;
  readonly byHour: Tally;
  readonly reports: readonly Report[];
  readonly now: string;
}) {
  const { t, i18n } = useTranslation('commission');
  const language = languageOf(i18n);
  const [frame, { width, height }] = useSize<HTMLDivElement>();
  const hourNow = hourOf(now);
  const points = cumulated(byHour, hourNow);
  const reached = points.at(-1)?.admitted ?? 0;
  const top = registered === 0 ? 0 : reached / registered;
  const steps = axisSteps(Math.max(top * 1.15, 0.1), 5);
  const highest = steps.at(-1) ?? 1;
  const from = Math.min(day.from, points[0]?.hour ?? day.from);
  const to = Math.max(day.to, Math.ceil(points.at(-1)?.hour ?? day.to));
  const floor = height - edge.bottom;
  const x = (hour: number): number => edge.left + ((hour - from) / (to - from)) * (width - edge.left - edge.right);
  const y = (share: number): number => floor - (share / highest) * (floor - edge.top);
  const at = (admitted: number): number => y(registered === 0 ? 0 : admitted / registered);
  const line = points.map(({ hour, admitted }) => `${x(hour).toFixed(1)},${at(admitted).toFixed(1)}`).join(' ');
  const end = points.at(-1);
  const busiest = Math.max(1, ...Object.values(byHour));
  const told = reports.filter((report): report is { time: string; admitted: number } => report.admitted !== null);
  return (
    <figure className="chart turnout-chart">
      <figcaption className="unseen">
        {t('chart.turnout', { time: now, share: shownShare(top, language), count: shownNumber(reached, language) })}
        {told.map(({ time, admitted }) => ` ${time}: ${shownNumber(admitted, language)}.`)}
      </figcaption>
      <div ref={frame} className="chart-frame" aria-hidden="true">
        {width === 0 ? null : (
          <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
            {steps.map((step) => (
              <g key={step}>
                <line className="chart-line" x1={edge.left} x2={width - edge.right} y1={y(step)} y2={y(step)} />
                <text className="chart-axis" x={edge.left - 8} y={y(step)} dy="0.35em" textAnchor="end">
                  {shownShare(step, language, 0)}
                </text>
              </g>
            ))}
            {Array.from({ length: (to - from) / 2 + 1 }, (_, nth) => from + 2 * nth).map((hour) => (
              <text key={hour} className="chart-axis" x={x(hour)} y={height - 4} textAnchor="middle">
                {String(hour).padStart(2, '0')}
              </text>
            ))}
            {Object.entries(byHour)
              .filter(([hour]) => Number(hour) <= hourNow)
              .map(([hour, count]) => (
                <rect
                  key={hour}
                  className="chart-hour"
                  x={x(Number(hour)) + 2}
                  width={Math.max(1, x(Number(hour) + 1) - x(Number(hour)) - 4)}
                  y={floor + 6 + HOURS - (count / busiest) * HOURS}
                  height={(count / busiest) * HOURS}
                />
              ))}
            {end === undefined ? null : (
              <>
                <polygon
                  className="chart-area"
                  points={`${line} ${x(end.hour).toFixed(1)},${floor} ${x(points[0]?.hour ?? from).toFixed(1)},${floor}`}
                />
                <polyline className="chart-curve" points={line} />
              </>
            )}
            <line className="chart-floor" x1={edge.left} x2={width - edge.right} y1={floor} y2={floor} />
            {reports.map(({ time, admitted }) => {
              const place = x(hourOf(time));
              if (admitted === null) {
                return (
                  <g key={time}>
                    <line className="chart-report chart-report-later" x1={place} x2={place} y1={edge.top} y2={floor} />
                    <text className="chart-axis" x={place} y={edge.top - 10} textAnchor="middle">
                      {time}
                    </text>
                  </g>
                );
              }
              return (
                <g key={time}>
                  <line className="chart-report" x1={place} x2={place} y1={at(admitted)} y2={floor} />
                  <circle className="chart-point" cx={place} cy={at(admitted)} r={5} />
                  <text className="chart-told" x={place - 10} y={at(admitted) - 12} textAnchor="end">
                    {`${time} · ${shownShare(registered === 0 ? 0 : admitted / registered, language)}`}
                  </text>
                </g>
              );
            })}
            {end === undefined ? null : <circle className="chart-now" cx={x(end.hour)} cy={at(end.admitted)} r={7} />}
          </svg>
        )}
      </div>
    </figure>
  );
}
