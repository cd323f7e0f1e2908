import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ExportResult } from '../../shared/console.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { Result } from '../../shared/result.js';
import { counted, formatBytes } from '../format/numbers.js';
import { useClient } from '../store/context.js';
import { ErrorNote } from './feedback.js';

export type ExportState =
  | { readonly state: 'idle' }
  | { readonly state: 'writing'; readonly rows: number | null }
  | { readonly state: 'done'; readonly result: ExportResult }
  | { readonly state: 'failed'; readonly error: ErrorInfo; readonly again: () => void };

/** An export under way: asks where to, writes, says what was written. One at a time is written by the services. */
export function useExport(): {
  readonly exported: ExportState;
  readonly write: (work: () => Promise<Result<ExportResult | null>>) => void;
  readonly dismiss: () => void;
} {
  const client = useClient();
  const [exported, setExported] = useState<ExportState>({ state: 'idle' });
  const writing = exported.state === 'writing';
  useEffect(() => {
    if (!writing) return;
    return client.export.progress((progress) => {
      setExported((now) => (now.state === 'writing' ? { state: 'writing', rows: progress.rows } : now));
    });
  }, [client, writing]);
  const write = (work: () => Promise<Result<ExportResult | null>>): void => {
    setExported({ state: 'writing', rows: null });
    void work().then((answer) => {
      if (!answer.ok) {
        setExported({
          state: 'failed',
          error: answer.error,
          again: () => {
            write(work);
          },
        });
      } else setExported(answer.value === null ? { state: 'idle' } : { state: 'done', result: answer.value });
    });
  };
  return {
    exported,
    write,
    dismiss: () => {
      setExported({ state: 'idle' });
    },
  };
}

/** What an export does or did, with a button to give it up. Nothing while there is nothing to tell. */
export function ExportNote(props: {
  readonly exported: ExportState;
  /** What a line of the file is. */
  readonly noun: string;
  readonly dismiss: () => void;
}): ReactNode {
  const { exported, noun } = props;
  const client = useClient();
  if (exported.state === 'idle') return null;
  if (exported.state === 'failed') {
    const { error, again } = exported;
    return <ErrorNote error={error} retry={error.retryable ? again : undefined} dismiss={props.dismiss} />;
  }
  return (
    <p className="export-note" role="status">
      {exported.state === 'writing' ? (
        <>
          <span>
            {exported.rows === null ? 'Writing the file…' : `${counted(exported.rows, noun)} written so far…`}
          </span>
          <Button
            className="button quiet"
            onPress={() => {
              void client.export.cancel();
            }}
          >
            Give up
          </Button>
        </>
      ) : (
        <>
          <span className="wrap">
            {counted(exported.result.rows, noun)} ({formatBytes(exported.result.bytes)}) written to{' '}
            {exported.result.path}
          </span>
          <Button className="button quiet" onPress={props.dismiss}>
            Dismiss
          </Button>
        </>
      )}
    </p>
  );
}
