import { useMemo, type ReactNode } from 'react';
import type { CheckResult } from '../../../shared/checks.js';
import { formatRoute } from '../../address/address.js';
import { Badge } from '../../components/Badge.js';
import { Facts } from '../../components/Facts.js';
import { LineChart } from '../../components/LineChart.js';
import { MiniHead } from '../../components/MiniHead.js';
import { Sentence } from '../../components/Sentence.js';
import { ShareFull } from '../../components/ShareText.js';
import { chartUnit, formatCheckValue, formatCounts, targetRoute, targetWord, VERDICT_LOOKS } from './check-view.js';

/** One check opened: what was counted, why the threshold is what it is, its trend, its items, and where to look. */
export function CheckDetails(props: { readonly check: CheckResult }): ReactNode {
  const { check } = props;
  const unit = chartUnit(check.unit);
  const series = useMemo(
    () => [
      {
        id: check.id,
        label: check.name,
        unit,
        points: check.trend.map((point) => ({ x: point.date, y: point.value })),
      },
    ],
    [check, unit],
  );
  const look = VERDICT_LOOKS[check.verdict];
  return (
    <aside className="details check-details" aria-label={check.name}>
      <div className="details-head">
        <h2 className="details-title">
          {check.name} <Badge look={check.alert ? { ...look, word: `${look.word}, alerts` } : look} strong />
        </h2>
      </div>
      <p>
        <Sentence text={check.sentence} />
      </p>
      {check.targets.length === 0 ? null : (
        <p className="check-targets">
          {check.targets.map((target, index) => (
            <a
              key={target.screen}
              className={index === 0 ? 'button' : 'button quiet'}
              href={formatRoute(targetRoute(target))}
            >
              {targetWord(target)}
            </a>
          ))}
        </p>
      )}
      <Facts
        facts={[
          { name: 'Value', value: formatCheckValue(check.value, check.unit) },
          // The share is the value where a check is in per cent; beside it stand what it was counted of alone.
          {
            name: 'Counted',
            value: check.unit === 'percent' ? formatCounts(check.share) : <ShareFull share={check.share} />,
          },
          { name: 'Since', value: check.since ?? '–' },
        ]}
      />
      <dl className="check-words">
        <dt>What is counted</dt>
        <dd>{check.counted}</dd>
        <dt>Threshold</dt>
        <dd>
          {check.threshold}
          <span className="check-note muted">
            <Sentence text={check.thresholdNote} />
          </span>
        </dd>
      </dl>
      {check.trend.length > 1 ? <LineChart label={`${check.name} by date`} series={series} height={150} /> : null}
      {check.items.length > 0 ? (
        <table className="mini" aria-label="Items">
          <MiniHead
            columns={['What and finding', 'Verdict', { label: 'Value', end: true }, { label: 'Counted', end: true }]}
          />
          <tbody>
            {check.items.map((item, index) => (
              // Of one date there may be an item of the store and one of the context.
              <tr key={`${index} ${item.label}`}>
                <th scope="row" className="check-item">
                  {item.target === null ? (
                    item.label
                  ) : (
                    <a href={formatRoute(targetRoute(item.target))} title={targetWord(item.target)}>
                      {item.label}
                    </a>
                  )}
                  <span className="muted">
                    <Sentence text={item.text} />
                  </span>
                </th>
                <td>
                  <Badge look={VERDICT_LOOKS[item.verdict]} />
                </td>
                <td data-align="end" className="num">
                  {formatCheckValue(item.value, check.unit)}
                </td>
                <td data-align="end" className="num muted">
                  {formatCounts(item.share)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </aside>
  );
}
