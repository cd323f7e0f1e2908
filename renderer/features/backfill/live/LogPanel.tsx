import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button, Input, SearchField, ToggleButton } from 'react-aria-components';
import type { LogLevel, RunLogEntry } from '../../../../shared/backfill.js';
import type { ErrorInfo } from '../../../../shared/errors.js';
import type { GameDate } from '../../../../shared/game-date.js';
import { ActionButton } from '../../../components/ActionButton.js';
import { Breakable } from '../../../components/Breakable.js';
import { Choice } from '../../../components/Choice.js';
import { Icon } from '../../../components/Icon.js';
import { formatTime, withoutDate } from '../../../format/dates.js';
import { asSentence } from '../../../format/names.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { earlierEntries, earlierPage, type RunLog } from '../../../store/run-log.js';
import { filterLog } from './run-view.js';

const LINE = 18;

export function LogPanel(props: {
  readonly log: RunLog;
  readonly date: GameDate | null;
  /** Reads a page of the entries before; why not, when that failed. */
  readonly onEarlier: () => Promise<ErrorInfo | null>;
}): ReactNode {
  const known = props.log.entries;
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel | 'all'>('all');
  const [onlyDate, setOnlyDate] = useState(false);
  const [follow, setFollow] = useState(true);
  const scroll = useRef<HTMLDivElement>(null);
  const date = onlyDate ? props.date : null;
  const entries = useMemo(() => filterLog(known, { text, level, date }), [known, text, level, date]);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE,
    overscan: 20,
    // Entries that come in front of those in sight, or are let go there, move none of them.
    anchorTo: 'end',
    getItemKey: (index) => entries[index]?.seq ?? index,
  });

  useEffect(() => {
    if (follow && entries.length > 0) virtual.scrollToIndex(entries.length - 1, { align: 'end' });
  }, [follow, entries.length, virtual]);

  return (
    <section className="log" aria-label="Log">
      <LogTools
        text={text}
        onText={setText}
        level={level}
        onLevel={setLevel}
        onlyDate={onlyDate}
        onOnlyDate={setOnlyDate}
        follow={follow}
        onFollow={setFollow}
        date={props.date}
      />
      <Earlier log={props.log} onEarlier={props.onEarlier} />
      <div
        className="log-lines"
        ref={scroll}
        tabIndex={0}
        role="log"
        aria-label="Log entries"
        aria-live="off"
        onWheel={(event) => {
          // Reading back means not being pulled to the end.
          if (event.deltaY < 0) setFollow(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'PageUp' || event.key === 'Home') setFollow(false);
        }}
      >
        {entries.length === 0 ? (
          <p className="log-empty muted">
            {known.length === 0 ? 'Nothing logged yet.' : 'No entry fits the search and filters.'}
          </p>
        ) : (
          <div className="log-space" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const entry = entries[item.index];
              if (!entry) return null;
              return (
                <LogLine
                  key={item.key}
                  entry={entry}
                  index={item.index}
                  start={item.start}
                  measure={virtual.measureElement}
                />
              );
            })}
          </div>
        )}
      </div>
      <p className="log-foot muted num">
        {formatCount(entries.length)} of {formatCount(known.length)} entries
      </p>
    </section>
  );
}

/** What the list and its search do not reach, and the way there. */
function Earlier(props: { readonly log: RunLog; readonly onEarlier: () => Promise<ErrorInfo | null> }): ReactNode {
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const page = earlierPage(props.log);
  if (page === null) return null;
  return (
    <div className="log-earlier">
      <p className="muted">
        {counted(earlierEntries(props.log), 'earlier entry', 'earlier entries')} in the journal only, not searched here.
        {error === null ? null : <span role="alert"> {asSentence(error.message)}</span>}
      </p>
      <ActionButton
        className="button"
        isDisabled={reading}
        onPress={() => {
          setReading(true);
          void props.onEarlier().then((failure) => {
            setReading(false);
            setError(failure);
          });
        }}
      >
        {error === null ? `Load ${formatCount(page.limit)}` : 'Try again'}
      </ActionButton>
    </div>
  );
}

/** Apart from the lines: an entry that comes draws no button. */
const LogTools = memo(function LogTools(props: {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly level: LogLevel | 'all';
  readonly onLevel: (level: LogLevel | 'all') => void;
  readonly onlyDate: boolean;
  readonly onOnlyDate: (only: boolean) => void;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly date: GameDate | null;
}): ReactNode {
  return (
    <div className="toolbar log-toolbar">
      <SearchField aria-label="Search the log" value={props.text} onChange={props.onText} className="search">
        <Input className="input" placeholder="Search" />
        <Button className="clear" aria-label="Clear the search">
          <Icon name="cross" size={10} />
        </Button>
      </SearchField>
      <Choice
        compact
        label="Level"
        value={props.level}
        onChange={props.onLevel}
        items={[
          { value: 'all', label: 'All', hint: '' },
          { value: 'warning', label: 'Warnings', hint: '' },
          { value: 'error', label: 'Errors', hint: '' },
        ]}
      />
      <ToggleButton
        className="button"
        isSelected={props.onlyDate}
        isDisabled={props.date === null}
        onChange={props.onOnlyDate}
      >
        {props.date ?? 'This date'}
      </ToggleButton>
      <ToggleButton className="button" isSelected={props.follow} onChange={props.onFollow}>
        Follow
      </ToggleButton>
    </div>
  );
});

/** Drawn again only when it moves: an entry that comes draws itself. */
const LogLine = memo(function LogLine(props: {
  readonly entry: RunLogEntry;
  readonly index: number;
  /** Pixels from the first line. */
  readonly start: number;
  readonly measure: (line: Element | null) => void;
}): ReactNode {
  const { entry, index, start, measure } = props;
  return (
    <div
      className="log-line"
      data-index={index}
      data-level={entry.level}
      ref={measure}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span className="log-time">{formatTime(entry.at)}</span>
      <span className="log-message">
        {entry.level === 'info' ? null : (
          <span className="log-level">
            <Icon name={entry.level === 'error' ? 'cross' : 'warning'} size={10} />
            <span className="sr-only">{entry.level}</span>
          </span>
        )}
        {entry.date === null ? null : (
          <span className="log-date" title={entry.date}>
            {entry.date.slice(5)}
          </span>
        )}
        <Breakable text={withoutDate(entry.message, entry.date)} />
      </span>
    </div>
  );
});
