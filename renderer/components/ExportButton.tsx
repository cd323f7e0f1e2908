import { useEffect, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ExportResult } from '../../shared/console.js';
import type { ErrorInfo } from '../../shared/errors.js';
import type { Result } from '../../shared/result.js';
import type { FileReads } from '../../shared/tables/scope-reads.js';
import { formatBytes } from '../../shared/bytes.js';
import { counted } from '../format/numbers.js';
import { agreeToAll, useAgreedToAll } from '../store/billed-reads.js';
import { useClient, useConsole } from '../store/context.js';
import { valueOf } from '../store/resource.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { ErrorNote } from './feedback.js';
import { AllFromNow, CostText, readLabel, SpanText, useReadCost } from './read-cost.js';

export type ExportState =
  | { readonly state: 'idle' }
  /** The file's rows are read anew, which is billed: nothing is read, and no file asked for, before the answer. */
  | { readonly state: 'asking'; readonly reads: FileReads; readonly go: () => void }
  | { readonly state: 'writing'; readonly rows: number | null }
  | { readonly state: 'done'; readonly result: ExportResult }
  | { readonly state: 'failed'; readonly error: ErrorInfo; readonly again: () => void };

/**
 * An export under way: asks whether to read where that is billed, asks where to, writes, says what was written. One at a
 * time is written by the services.
 */
export function useExport(): {
  readonly exported: ExportState;
  /** `reads` is null where nothing of the warehouse is read. */
  readonly write: (reads: FileReads | null, work: () => Promise<Result<ExportResult | null>>) => void;
  readonly dismiss: () => void;
} {
  const client = useClient();
  const [exported, setExported] = useState<ExportState>({ state: 'idle' });
  const billed = useConsole((state) => valueOf(state.warehouse)?.engine === 'bigquery');
  const all = useAgreedToAll();
  const writing = exported.state === 'writing';
  useEffect(() => {
    if (!writing) return;
    return client.export.progress((progress) => {
      setExported((now) => (now.state === 'writing' ? { state: 'writing', rows: progress.rows } : now));
    });
  }, [client, writing]);
  const start = (work: () => Promise<Result<ExportResult | null>>): void => {
    setExported({ state: 'writing', rows: null });
    void work().then((answer) => {
      if (!answer.ok) {
        setExported({
          state: 'failed',
          error: answer.error,
          again: () => {
            start(work);
          },
        });
      } else setExported(answer.value === null ? { state: 'idle' } : { state: 'done', result: answer.value });
    });
  };
  return {
    exported,
    write: (reads, work) => {
      const go = (): void => {
        start(work);
      };
      if (reads === null || !billed || all) go();
      else setExported({ state: 'asking', reads, go });
    },
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
  if (exported.state === 'asking') return <ExportQuestion {...exported} dismiss={props.dismiss} />;
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

function ExportQuestion(props: {
  readonly reads: FileReads;
  readonly go: () => void;
  readonly dismiss: () => void;
}): ReactNode {
  const { reads, go, dismiss } = props;
  const [all, setAll] = useState(false);
  const cost = useReadCost(reads, true);
  return (
    <ConfirmDialog
      open
      title="Read it for the file?"
      confirm={readLabel('Read', cost)}
      keep="Do not read"
      onConfirm={() => {
        if (all) agreeToAll(true);
        go();
      }}
      onClose={dismiss}
    >
      <p>
        This warehouse bills what is read, and a file is made from what stands there now, not from what is shown: its
        rows are read anew, <SpanText range={reads.range} />.
      </p>
      <CostText cost={cost} />
      <AllFromNow all={all} onChange={setAll} />
    </ConfirmDialog>
  );
}
