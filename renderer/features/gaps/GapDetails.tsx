import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { Gap, LineTriple } from '../../../shared/lines.js';
import { diffRoute, formatRoute, playerRoute } from '../../app/routes.js';
import { Badge } from '../../components/Badge.js';
import { Breakable } from '../../components/Breakable.js';
import { Note } from '../../components/feedback.js';
import { Icon } from '../../components/Icon.js';
import { NamePair } from '../../components/NamePair.js';
import { formatDay, formatInstant } from '../../format/dates.js';
import { formatLine } from './gap-columns.js';
import { FIX_LOOKS, rebuildRoute } from './gap-view.js';

/** Why one player and date has no line, what shows it, and what would repair it. */
export function GapDetails(props: { readonly gap: Gap; readonly onClose: () => void }): ReactNode {
  const { gap } = props;
  const { date, playerLookup } = gap;
  const text = CAUSE_TEXTS[gap.cause];
  const plan = rebuildRoute([date]);
  return (
    <aside className="details gap-details" aria-label="Gap">
      <div className="details-head">
        <h2>
          <bdi>{gap.playerName}</bdi> <span className="num muted">{formatDay(date)}</span>
        </h2>
        <Button className="button icon-button quiet" aria-label="Close the gap" onPress={props.onClose}>
          <Icon name="cross" />
        </Button>
      </div>
      <p className="muted">
        {[gap.team, gap.opponent].filter(Boolean).join(' against ')}
        {gap.played ? `, ${formatLine(gap.minutes)} minutes` : ', did not play'}
      </p>
      <h3>{text.label}</h3>
      <p>{text.meaning}</p>
      <p className="gap-evidence">
        <Breakable text={gap.evidence} />
      </p>
      <h3>
        <Badge look={FIX_LOOKS[gap.fix]} />
      </h3>
      <p>{text.remedy}</p>
      {gap.closedByRebuild ? (
        <Note tone="ok">
          A rebuild from raw lines stores {formatLine(gap.raw?.current)}
          {gap.raw?.opening === null ? '' : `, opening ${formatLine(gap.raw?.opening)}`}.
        </Note>
      ) : null}
      {gap.leak ? (
        <Note tone="bad">The line was captured after tip-off: it follows the score and leaks the result.</Note>
      ) : null}
      {gap.nameMatch ? <NamePair playerLookup={playerLookup} match={gap.nameMatch} /> : null}
      <Values gap={gap} />
      <div className="details-actions">
        {plan ? (
          <a className="button" href={formatRoute(plan)}>
            Plan this date
          </a>
        ) : null}
        <a className="button" href={formatRoute(playerRoute(playerLookup, { date }))}>
          Player’s season
        </a>
        <a className="button" href={formatRoute(diffRoute({ from: date, to: date, selected: { date, playerLookup } }))}>
          All raw rows
        </a>
      </div>
    </aside>
  );
}

function Values(props: { readonly gap: Gap }): ReactNode {
  const { gap } = props;
  const at = (instant: string | null): string => (instant === null ? '' : formatInstant(instant));
  const rows: readonly (readonly [string, LineTriple | null, string])[] = [
    ['Odds API', gap.odds, gap.odds ? [gap.odds.book, at(gap.odds.at)].filter(Boolean).join(', ') : 'no row'],
    ['BettingPros', gap.pros, gap.pros ? [gap.pros.book, at(gap.pros.at)].filter(Boolean).join(', ') : 'no row'],
    ['Context', gap.context, gap.inContext ? at(gap.contextProcessedAt) : 'no row'],
    ['Store', gap.store, gap.inStore ? at(gap.storeWrittenAt) : 'no row'],
  ];
  return (
    <table className="mini" aria-label="Lines by source">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col" data-align="end">
            Line
          </th>
          <th scope="col" data-align="end">
            Open
          </th>
          <th scope="col">Where and when</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, triple, where]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-align="end" className="num">
              {formatLine(triple?.current)}
            </td>
            <td data-align="end" className="num">
              {formatLine(triple?.opening)}
            </td>
            <td className="muted wrap">{where}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
