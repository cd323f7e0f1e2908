import type { ReactNode } from 'react';
import { DATE_STEPS, type DateProgress } from '../../../../shared/backfill.js';
import { formatDuration } from '../../../format/durations.js';
import { stepStates, type StepState } from './run-view.js';
import { STEP_WORDS } from './step-words.js';

const WORDS: Readonly<Record<StepState, string>> = {
  todo: 'to do',
  now: 'under way',
  done: 'done',
  failed: 'failed',
  blocked: 'blocked',
};

/** Seven small marks and the word of the step that matters; shape tells the state, hover the time of each. */
export function StepTrack(props: { readonly progress: DateProgress }): ReactNode {
  const { progress } = props;
  const steps = stepStates(progress);
  if (progress.state === 'skipped') return <span className="muted">–</span>;
  const said = steps
    .map(({ step, state, ms }) => `${STEP_WORDS[step]}: ${ms === null ? WORDS[state] : formatDuration(ms)}`)
    .join('\n');
  const matters = steps.find(({ state }) => state === 'now' || state === 'failed' || state === 'blocked');
  const done = steps.filter(({ state }) => state === 'done').length;
  return (
    <span className="steps" title={said}>
      <span className="steps-marks" aria-hidden="true">
        {steps.map(({ step, state }) => (
          <span className="step" key={step} data-state={state} />
        ))}
      </span>
      <span className="steps-word">
        {matters
          ? STEP_WORDS[matters.step]
          : done === DATE_STEPS.length
            ? ''
            : done === 0
              ? ''
              : `${done} of ${DATE_STEPS.length}`}
      </span>
      <span className="sr-only">
        {done} of {DATE_STEPS.length} steps done
      </span>
    </span>
  );
}
