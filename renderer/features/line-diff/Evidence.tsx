import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { CAUSE_TEXTS } from '../../../shared/causes.js';
import type { LineEvidence, RawRow } from '../../../shared/lines.js';
import { RAW_ROW_COLUMNS } from '../../../shared/tables/raw-rows.js';
import { backfillRoute, EMPTY_DRAFT, playerRoute, type PlayerDateKey } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { Badge } from '../../components/Badge.js';
import { BookText } from '../../components/BookText.js';
import { DataTable } from '../../components/DataTable.js';
import { DayText } from '../../components/DayText.js';
import { ErrorNote, Loading, Note } from '../../components/feedback.js';
import { Icon } from '../../components/Icon.js';
import { MiniHead } from '../../components/MiniHead.js';
import { NamePair } from '../../components/NamePair.js';
import { withLooks } from '../../components/table-column.js';
import { bookName } from '../../format/books.js';
import { formatInstant } from '../../format/dates.js';
import { formatDecimal, formatWhole } from '../../format/numbers.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { SourceTable } from './SourceTable.js';

/** All that stands behind one player and date: what was chosen, by which rule, and every row it was chosen from. */
export function Evidence(props: {
  readonly of: PlayerDateKey;
  /** Not on his own page. */
  readonly withPlayer?: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { date, playerLookup } = props.of;
  const client = useClient();
  const { value, error, again, stop } = useAnswer(`${date} ${playerLookup}`, (ticket) =>
    client.lines.evidence({ date, playerLookup }, ticket),
  );
  return (
    <aside className="details evidence" aria-label="Evidence">
      <div className="details-head">
        <h2>
          <bdi>{value?.lines.playerName ?? playerLookup}</bdi> <span className="nowrap muted">{date}</span>
        </h2>
        <div className="details-actions">
          {props.withPlayer === false ? null : (
            <a className="button" href={formatRoute(playerRoute(playerLookup, { date }))}>
              Player
            </a>
          )}
          <a
            className="button"
            href={formatRoute(backfillRoute({ ...EMPTY_DRAFT, from: date, to: date, only: 'all' }, true))}
          >
            Plan this date
          </a>
          <Button className="button icon-button quiet" aria-label="Close the evidence" onPress={props.onClose}>
            <Icon name="cross" />
          </Button>
        </div>
      </div>
      {error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading key={`${date} ${playerLookup}`} what="Reading the raw rows…" since={null} rows={6} cancel={stop} />
      ) : (
        <LinesBehind evidence={value} />
      )}
    </aside>
  );
}

/** Rows of another spelling are shown beside his own and never chosen. */
function nothingChosen({ rawRows, lines }: LineEvidence): string {
  return rawRows.length > 0 && rawRows.every((row) => row.playerLookup !== lines.playerLookup)
    ? 'Nothing was chosen: these rows stand under another spelling of the player.'
    : 'Nothing was chosen: no row has a points line above 0.';
}

/** What was chosen, the rule, and every row it was chosen from. */
export function LinesBehind(props: { readonly evidence: LineEvidence }): ReactNode {
  const { evidence } = props;
  const { lines, cause, nameMatch } = evidence;
  return (
    <>
      {lines.leak ? (
        <Note tone="bad">The raw line was captured after tip-off: an in-game line leaks the result.</Note>
      ) : null}
      {cause === null ? null : (
        <Note tone="warn">
          <p>
            <strong>{CAUSE_TEXTS[cause].label}.</strong> {evidence.evidence ?? CAUSE_TEXTS[cause].meaning}
          </p>
          <p className="muted">{CAUSE_TEXTS[cause].remedy}</p>
        </Note>
      )}
      {nameMatch === null ? null : <NamePair playerLookup={lines.playerLookup} match={nameMatch} />}
      <SourceTable lines={lines} />
      <section className="evidence-raw" aria-label="Raw rows">
        <h3>Raw rows</h3>
        <p className="hint">{evidence.rule ?? nothingChosen(evidence)}</p>
        <RawRows evidence={evidence} />
      </section>
      <ContextRows evidence={evidence} />
    </>
  );
}

const FEED_WORDS: Readonly<Record<string, string>> = { odds_api: 'Odds API', bettingpros: 'BettingPros' };

function feedWord(source: string): string {
  return FEED_WORDS[source] ?? source;
}

const CHOSEN_WORDS: Readonly<Record<'current' | 'opening' | 'both', string>> = {
  current: 'current',
  opening: 'opening',
  both: 'both',
};

const rawRowTone = (row: RawRow): string | undefined => (row.leak ? 'bad' : row.chosen === null ? undefined : 'live');

function RawRows(props: { readonly evidence: LineEvidence }): ReactNode {
  const { rawRows, lines } = props.evidence;
  const numbered = useMemo(() => new Map(rawRows.map((row, index) => [row, String(index)])), [rawRows]);
  const columns = useMemo(
    () =>
      withLooks(RAW_ROW_COLUMNS, {
        chosen: {
          width: 80,
          cell: (row: RawRow) =>
            row.chosen === null ? '' : <Badge look={{ icon: 'check', word: CHOSEN_WORDS[row.chosen], tone: 'ok' }} />,
        },
        source: { width: 92, word: feedWord, cell: (row: RawRow) => feedWord(row.source) },
        line: { width: 44, cell: (row: RawRow) => formatDecimal(row.line, 1) },
        bookmaker: { width: 92, grow: true, word: bookName, cell: (row: RawRow) => <BookText book={row.book} /> },
        captured_at: {
          width: 104,
          // The year is that of the game, a line above.
          cell: (row: RawRow) =>
            row.at === null ? '–' : <span title={formatInstant(row.at)}>{formatInstant(row.at).slice(5)}</span>,
        },
        minutes_before_tipoff: {
          width: 92,
          cell: (row: RawRow) =>
            row.leak ? (
              <Badge look={{ icon: 'warning', word: `leak ${formatWhole(row.minutesBeforeTipoff)}`, tone: 'bad' }} />
            ) : (
              formatWhole(row.minutesBeforeTipoff)
            ),
        },
        bet_side: { width: 60 },
        opening_line: { width: 72, cell: (row: RawRow) => formatDecimal(row.opening, 1) },
        is_active: { width: 84 },
        market_type: { width: 84 },
        player_lookup: { width: 140 },
        game_id: { width: 150 },
      }).map((column) => (column.id === 'minutes_before_tipoff' ? { ...column, header: 'Min. before' } : column)),
    [],
  );
  return (
    <DataTable
      label="Raw rows"
      noun="raw row"
      rows={rawRows}
      columns={columns}
      rowId={(row) => numbered.get(row) ?? ''}
      rowTone={rawRowTone}
      scope={{ table: 'raw-rows', playerLookup: lines.playerLookup, date: lines.date }}
      empty="Neither feed has a row for the player on this date."
    />
  );
}

function ContextRows(props: { readonly evidence: LineEvidence }): ReactNode {
  const { contextRows } = props.evidence;
  return (
    <section aria-label="Context rows">
      <h3>Context rows</h3>
      {contextRows.length === 0 ? (
        <p className="muted">The context has no row for the player on this date.</p>
      ) : (
        <table className="mini">
          <MiniHead
            columns={[
              'Read',
              { label: 'Current', end: true },
              { label: 'Opening', end: true },
              'Source',
              'Processed',
              'Flag',
            ]}
          />
          <tbody>
            {contextRows.map((row, index) => (
              <tr key={index}>
                <td>
                  {row.chosen ? (
                    <Badge look={{ icon: 'check', word: 'read', tone: 'ok' }} />
                  ) : (
                    <span className="muted">not read</span>
                  )}
                </td>
                <td data-align="end" className="num">
                  {formatDecimal(row.current, 1)}
                </td>
                <td data-align="end" className="num">
                  {formatDecimal(row.opening, 1)}
                </td>
                <td>{row.source === null ? '–' : feedWord(row.source)}</td>
                <td>{row.processedAt === null ? '–' : <DayText text={formatInstant(row.processedAt)} />}</td>
                <td>{row.hasPropLine === null ? '–' : row.hasPropLine ? 'has a line' : 'no line'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
