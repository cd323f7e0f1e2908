import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { ErrorInfo } from '../../../shared/errors.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import type { ConnectionReport, ConnectionStep } from '../../../shared/warehouse-report.js';
import { ActionButton } from '../../components/ActionButton.js';
import { Badge } from '../../components/Badge.js';
import { ErrorNote } from '../../components/feedback.js';
import type { Look } from '../../components/states.js';
import { formatDuration } from '../../format/durations.js';
import { useClient } from '../../store/context.js';
import { remedyOf, type Remedy } from './connection-remedy.js';

const LOOKS: Readonly<Record<ConnectionStep['state'], Look>> = {
  passed: { icon: 'check', word: 'passed', tone: 'ok' },
  failed: { icon: 'cross', word: 'failed', tone: 'bad' },
  skipped: { icon: 'dash', word: 'not reached', tone: 'idle' },
};

type Test =
  | { readonly state: 'idle' }
  | { readonly state: 'walking' }
  | { readonly state: 'done'; readonly of: string; readonly report: ConnectionReport }
  | { readonly state: 'failed'; readonly error: ErrorInfo };

/** Walks from the settings to a read and a write, and says where it stopped, why, and what helps. */
export function ConnectionTest(props: {
  readonly settings: BigQuerySettings;
  readonly onRemedy: (remedy: Remedy) => void;
}): ReactNode {
  const client = useClient();
  const [test, setTest] = useState<Test>({ state: 'idle' });
  const began = useRef(0);
  const steps = useRef<HTMLOListElement>(null);
  // The answer comes below the fields; what it stopped at must not have to be looked for.
  useEffect(() => {
    if (test.state === 'done') steps.current?.scrollIntoView({ block: 'nearest' });
  }, [test.state]);
  const tested = JSON.stringify(props.settings);
  const walk = (): void => {
    setTest({ state: 'walking' });
    began.current += 1;
    const own = began.current;
    void client.settings.testConnection({ ...props.settings }).then((answer) => {
      // Given up, or begun anew: a late answer speaks of something else.
      if (began.current !== own) return;
      setTest(
        answer.ok ? { state: 'done', of: tested, report: answer.value } : { state: 'failed', error: answer.error },
      );
    });
  };
  const stopped = test.state === 'done' ? test.report.steps.find((step) => step.state === 'failed') : undefined;
  return (
    <section className="connection" aria-label="Connection test">
      <div className="toolbar">
        <ActionButton className="button" isDisabled={test.state === 'walking'} onPress={walk}>
          {test.state === 'walking' ? 'Testing…' : test.state === 'idle' ? 'Test connection' : 'Test again'}
        </ActionButton>
        {test.state === 'walking' ? (
          <Button
            className="button quiet"
            onPress={() => {
              began.current += 1;
              setTest({ state: 'idle' });
            }}
          >
            Stop waiting
          </Button>
        ) : null}
        <span className="hint" role="status">
          {test.state === 'walking'
            ? 'Walking from the settings to a read and a write…'
            : test.state !== 'done'
              ? 'With the fields as they stand here, saved or not. Reads next to nothing.'
              : test.of !== tested
                ? 'The fields were changed since this test.'
                : test.report.passed
                  ? 'Everything a rebuild needs works.'
                  : `Stopped at: ${stopped?.title ?? 'an unknown step'}.`}
        </span>
      </div>
      {test.state === 'failed' ? <ErrorNote error={test.error} retry={walk} /> : null}
      {test.state === 'done' ? (
        <ol className="connection-steps" ref={steps}>
          {test.report.steps.map((step) => (
            <li key={step.id} data-state={step.state}>
              <Badge look={LOOKS[step.state]} />
              <span>
                {step.title}
                {step.state !== 'passed' || step.finding === '' ? null : (
                  <span className="muted">: {step.finding}</span>
                )}
              </span>
              <span className="num muted">{step.state === 'skipped' ? '' : formatDuration(step.ms)}</span>
              {step.error ? (
                <div className="connection-error">
                  <ErrorNote
                    error={{ ...step.error, message: withoutTitle(step.error.message, step.title) }}
                    {...(step.error.retryable ? { retry: walk, retryLabel: 'Test again' } : {})}
                  >
                    <RemedyButton remedy={remedyOf(step, props.settings)} onRemedy={props.onRemedy} />
                  </ErrorNote>
                </div>
              ) : null}
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  );
}

/** The title stands above it: `credentials: there are none` becomes `There are none`. */
function withoutTitle(message: string, title: string): string {
  const lead = `${title.toLowerCase()}: `;
  const bare = message.startsWith(lead) ? message.slice(lead.length) : message;
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function RemedyButton(props: {
  readonly remedy: Remedy | null;
  readonly onRemedy: (remedy: Remedy) => void;
}): ReactNode {
  const { remedy } = props;
  if (remedy === null) return null;
  return (
    <Button
      className="button"
      onPress={() => {
        props.onRemedy(remedy);
      }}
    >
      {remedy.label}
    </Button>
  );
}
