import { useCallback, useEffect, useRef, useState } from 'react';
import type { ErrorInfo } from '../../shared/errors.js';
import { failed, type Result } from '../../shared/result.js';
import { useClient } from './context.js';
import { forgetAnswers } from './kept-answers.js';
import { GIVEN_UP } from './resource.js';
import { newTicket } from './tickets.js';

export interface Answer<T> {
  /** The answer, or what was known while the same is asked again; null before the first answer. */
  readonly value: T | null;
  readonly error: ErrorInfo | null;
  readonly asking: boolean;
  readonly again: () => void;
  /** Ends the read, in the warehouse too; `error` is `cancelled` then, until it is asked again. For a Cancel button. */
  readonly stop: () => void;
}

/**
 * What one view alone asks of the services. `key` says what is asked and null asks nothing; the same is asked again
 * when the warehouse's content changed. A question that is not the view's any more, because it asks another one or is
 * left, is given up: a read that was asked with the ticket ends, of any other the answer is dropped.
 */
export function useAnswer<T>(key: string | null, ask: (ticket: string) => Promise<Result<T>>): Answer<T> {
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
    const ticket = newTicket();
    let wanted = true;
    void latest.current(ticket).then((result) => {
      if (!wanted) return;
      wanted = false;
      setHeld({ key, round, result });
    });
    const leave = (): boolean => {
      if (!wanted) return false;
      wanted = false;
      void client.app.giveUp({ ticket });
      return true;
    };
    giveUp.current = () => {
      if (!leave()) return;
      // What was known while the same was asked again is still known.
      setHeld((known) =>
        known !== null && known.key === key && known.result.ok
          ? { ...known, round }
          : { key, round, result: failed(GIVEN_UP) },
      );
    };
    return () => void leave();
  }, [client, key, round]);
  const stop = useCallback(() => {
    giveUp.current();
  }, []);
  const again = useCallback(() => {
    forgetAnswers(client);
    setRound((now) => now + 1);
  }, [client]);
  useEffect(
    () =>
      client.warehouse.changed(() => {
        setRound((now) => now + 1);
      }),
    [client],
  );
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
