import type { ReactNode } from 'react';
import type { NameMatch } from '../../shared/lines.js';
import { counted, formatDecimal } from '../format/numbers.js';
import { Breakable } from './Breakable.js';

const SOURCES: Readonly<Record<NameMatch['source'], string>> = {
  odds_api: 'Odds API',
  bettingpros: 'BettingPros',
  context: 'context',
};

const RULES: Readonly<Record<NameMatch['rule'], string>> = {
  suffix: 'one has a suffix such as Jr or III',
  alias: 'an entry in the aliases joins them',
  normalised: 'they are the same once accents and signs are taken off',
  nickname: 'one has a short form of the first name',
};

/** Two keys that most likely are one player, side by side, and what says so. */
export function NamePair(props: {
  readonly playerLookup: string;
  readonly match: NameMatch;
  readonly dates?: number;
}): ReactNode {
  const { playerLookup, match, dates } = props;
  return (
    <div className="name-pair" role="group" aria-label="Likely the same player">
      <div className="name-side">
        <span className="field-label">This key</span>
        <code className="wrap">
          <Breakable text={playerLookup} />
        </code>
      </div>
      <span className="name-same" aria-hidden="true">
        ≈
      </span>
      <div className="name-side">
        <span className="field-label">In {SOURCES[match.source]}</span>
        <code className="wrap">
          <Breakable text={match.playerLookup} />
        </code>
        <span className="num muted">
          {dates === undefined ? '' : `${counted(dates, 'date')}, `}
          {match.line === null ? 'no line there' : `line ${formatDecimal(match.line, 1)}`}
        </span>
      </div>
      <p className="hint">Likely the same player: {RULES[match.rule]}.</p>
    </div>
  );
}
