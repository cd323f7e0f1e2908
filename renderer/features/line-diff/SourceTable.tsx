import type { ReactNode } from 'react';
import type { LineTriple, PlayerDateLines, RawLine } from '../../../shared/lines.js';
import { MiniHead } from '../../components/MiniHead.js';
import { bookName } from '../../format/books.js';
import { formatInstant } from '../../format/dates.js';
import { formatDecimal } from '../../format/numbers.js';

const RAW_SOURCE_WORDS: Readonly<Record<PlayerDateLines['rawSource'], string>> = {
  odds_api: 'from Odds API',
  bettingpros: 'from BettingPros',
  both: 'both feeds have one; Odds API goes first',
  none: 'no feed has one',
};

function whereOf(line: RawLine | null): string {
  if (line === null) return 'no row';
  return [line.book === null ? null : bookName(line.book), line.at === null ? null : formatInstant(line.at)]
    .filter((part) => part !== null)
    .join(', ');
}

function whenOf(has: boolean, at: string | null): string {
  if (!has) return 'no row';
  return at === null ? 'time not known' : formatInstant(at);
}

/** What each source has for a player and date, in points, and where and when it had it. */
export function SourceTable(props: {
  readonly lines: PlayerDateLines;
  /** For a narrow place: where and when stand below the source, movements are left out. */
  readonly narrow?: boolean;
}): ReactNode {
  const { lines, narrow = false } = props;
  const rows: readonly (readonly [string, LineTriple | null, string])[] = [
    ['Odds API', lines.odds, whereOf(lines.odds)],
    ['BettingPros', lines.pros, whereOf(lines.pros)],
    ['Raw', lines.raw, RAW_SOURCE_WORDS[lines.rawSource]],
    ['Context', lines.context, whenOf(lines.inContext, lines.contextProcessedAt)],
    ['Store', lines.store, whenOf(lines.inStore, lines.storeWrittenAt)],
  ];
  const figure = (value: number | null | undefined): ReactNode => (
    <td data-align="end" className="num">
      {formatDecimal(value ?? null, 1)}
    </td>
  );
  return (
    <table className="mini source-table" aria-label="Lines by source">
      <MiniHead
        columns={[
          'Source',
          { label: 'Current', end: true },
          { label: 'Opening', end: true },
          ...(narrow ? [] : [{ label: 'Moved', end: true, title: 'Current minus opening, points' }, 'Where and when']),
        ]}
      />
      <tbody>
        {rows.map(([name, triple, where]) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {narrow ? <span className="source-where muted">{where}</span> : null}
            </th>
            {figure(triple?.current)}
            {figure(triple?.opening)}
            {narrow ? null : figure(triple?.movement)}
            {narrow ? null : <td className="muted">{where}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
