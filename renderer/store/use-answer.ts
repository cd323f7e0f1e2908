import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorInfo } from '../../shared/errors.js';
import type { Result } from '../../shared/result.js';
import { useClient } from './context.js';

export interface Answer<T> {
  /** The answer, or what was known while the same is asked again; null before the first answer. */
  readonly value: T | null;
  readonly error: ErrorInfo | null;
  readonly asking: boolean;
  readonly again: () => void;
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
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (key === null) return undefined;
    let wanted = true;
    void latest.current().then((result) => {
      if (wanted) setHeld({ key, round, result });
    });
    return () => {
      wanted = false;
    };
  }, [key, round]);
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
  };
}
