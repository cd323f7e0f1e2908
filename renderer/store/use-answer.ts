import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorInfo } from '../../shared/errors.js';
import { failed, type Result } from '../../shared/result.js';
import { useClient } from './context.js';
import { NOT_WAITED } from './resource.js';

export interface Answer<T> {
  /** The answer, or what was known while the same is asked again; null before the first answer. */
  readonly value: T | null;
  readonly error: ErrorInfo | null;
  readonly asking: boolean;
  readonly again: () => void;
  /** Waits no longer: the answer is dropped when it comes, and the view says so until it is asked again. */
  readonly stop: () => void;
}

/**
 * What one view alone asks of the services. `key` says what is asked and null asks nothing; the same is asked again
 * when the warehouse's content changed. A late answer to an earlier question is dropped.
 */
export function useAnswer<T>(key: string | null, ask: () => Promise<Result<T>>): Answer<T> {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [held, setHeld] = useState<{ readonly key: string; readonly round: number; readonly result: Result<T> } | null>(
    null,
  );
  const latest = useRef(ask);
  const giveUp = useRef<() => void>(() => undefined);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (key === null) return undefined;
    let wanted = true;
    void latest.current().then((result) => {
      if (wanted) setHeld({ key, round, result });
    });
    giveUp.current = () => {
      wanted = false;
      setHeld({ key, round, result: failed(NOT_WAITED) });
    };
    return () => {
      wanted = false;
    };
  }, [key, round]);
  const stop = useCallback(() => {
    giveUp.current();
  }, []);
  const again = useCallback(() => {
    setRound((now) => now + 1);
  }, []);
  useEffect(() => client.warehouse.changed(again), [client, again]);
  const fits = key !== null && held?.key === key ? held : null;
  const asking = key !== null && fits?.round !== round;
  return {
    value: fits?.result.ok ? fits.result.value : null,
    error: fits !== null && !asking && !fits.result.ok ? fits.result.error : null,
    asking,
    again,
    stop,
  };
}
