import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { Gap } from '../../../shared/lines.js';
import { diffRoute, playerRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { Badge } from '../../components/Badge.js';
import { Breakable } from '../../components/Breakable.js';
import { Note } from '../../components/feedback.js';
import { Icon } from '../../components/Icon.js';
import { NamePair } from '../../components/NamePair.js';
import { formatDay } from '../../format/dates.js';
import { SourceTable } from '../line-diff/SourceTable.js';
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
          <bdi>{gap.playerName}</bdi> <span className="nowrap muted">{formatDay(date)}</span>
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
      <SourceTable lines={gap} narrow />
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
