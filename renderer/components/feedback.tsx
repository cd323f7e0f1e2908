import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ErrorInfo } from '../../shared/errors.js';
import { formatRoute } from '../address/address.js';
import { helpRoute } from '../address/routes.js';
import { helpForError } from './error-help.js';
import { formatClock } from '../format/durations.js';
import { asSentence } from '../format/names.js';
import { Icon } from './Icon.js';

/** What happened, to what, what helps, and a button that does it. */
export function ErrorNote(props: {
  readonly error: ErrorInfo;
  readonly retry?: (() => void) | undefined;
  readonly retryLabel?: string;
  readonly dismiss?: (() => void) | undefined;
  /** Further buttons that help. */
  readonly children?: ReactNode;
}): ReactNode {
  const { error } = props;
  if (error.code === 'cancelled')
    return <GivenUp message={error.message} again={props.retry} dismiss={props.dismiss} />;
  const section = helpForError(error.code);
  return (
    <div className="note" data-tone="bad" role="alert">
      <Icon name="cross" size={14} />
      <div className="note-text">
        <p>
          <Words text={asSentence(error.message)} />
        </p>
        {error.remedy ? (
          <p className="muted">
            <Words text={error.remedy} />
          </p>
        ) : null}
        {error.retryable || section !== null ? (
          <p className="muted">
            {error.retryable ? 'Trying again may help. ' : null}
            {section === null ? null : <a href={formatRoute(helpRoute(section))}>What the guide says</a>}
          </p>
        ) : null}
      </div>
      {props.children}
      {props.retry ? (
        <Button className="button" onPress={props.retry}>
          {props.retryLabel ?? 'Try again'}
        </Button>
      ) : null}
      {props.dismiss ? (
        <Button className="button quiet" onPress={props.dismiss}>
          Dismiss
        </Button>
      ) : null}
    </div>
  );
}

/** A sentence in which commands stand between backticks, as the terminal prints it. */
function Words(props: { readonly text: string }): ReactNode {
  return props.text.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part));
}

/** What the operator gave up is no failure. */
function GivenUp(props: {
  readonly message: string;
  readonly again: (() => void) | undefined;
  readonly dismiss: (() => void) | undefined;
}): ReactNode {
  return (
    <div className="note" data-tone="idle" role="status">
      <Icon name="ring" size={14} />
      <div className="note-text">
        <p>{asSentence(props.message)}</p>
      </div>
      {props.again ? (
        <Button className="button" onPress={props.again}>
          Ask again
        </Button>
      ) : null}
      {props.dismiss ? (
        <Button className="button quiet" onPress={props.dismiss}>
          Dismiss
        </Button>
      ) : null}
    </div>
  );
}

export function Note(props: {
  readonly tone: 'warn' | 'idle' | 'ok' | 'bad';
  readonly children: ReactNode;
}): ReactNode {
  const icon = { warn: 'warning', idle: 'dot', ok: 'check', bad: 'cross' } as const;
  return (
    <div className="note" data-tone={props.tone}>
      <Icon name={icon[props.tone]} size={14} />
      <div className="note-text">{props.children}</div>
    </div>
  );
}

export function EmptyNote(props: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p className="empty-title">{props.title}</p>
      {props.children}
    </div>
  );
}

/** Milliseconds that everything below has been waited for, where that stands still: in samples and pictures. */
export const StoppedWait = createContext<number | null>(null);

/** Milliseconds waited since `since` (a `performance.now()`), or since the first look when that is not known. */
function useWaited(since: number | null): number {
  const stopped = useContext(StoppedWait);
  const [first] = useState(() => since ?? performance.now());
  const [now, setNow] = useState(first);
  useEffect(() => {
    if (stopped !== null) return undefined;
    const timer = setInterval(() => {
      setNow(performance.now());
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, [stopped]);
  return stopped ?? Math.max(0, now - (since ?? first));
}

/** Grey rows at once; after a second, words about what is being waited for. The text's place is kept from the start. */
export function Loading(props: {
  readonly what: string;
  readonly since: number | null;
  readonly rows?: number;
  /** Gives up what is waited for. */
  readonly cancel?: (() => void) | undefined;
}): ReactNode {
  const waited = useWaited(props.since);
  return (
    <div className="loading" aria-busy="true">
      <div className="loading-head" data-cancel={props.cancel ? '' : undefined}>
        <p className="loading-text" role="status">
          {waited >= 1000 ? `${props.what} ${formatClock(waited)}` : '\u00a0'}
        </p>
        {props.cancel && waited >= 1000 ? (
          <Button className="button" onPress={props.cancel}>
            Cancel
          </Button>
        ) : null}
      </div>
      {Array.from({ length: props.rows ?? 8 }, (_, row) => (
        <div className="skeleton" key={row} />
      ))}
    </div>
  );
}
