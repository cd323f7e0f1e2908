import type { ReactNode } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { GuardOverride, Plan } from '../../../../shared/backfill.js';
import type { ErrorInfo } from '../../../../shared/errors.js';
import { ErrorNote } from '../../../components/feedback.js';
import { Icon } from '../../../components/Icon.js';
import { counted } from '../../../format/numbers.js';
import { OVERRIDES } from '../options/option-texts.js';
import { standingBlockers } from './plan-view.js';

/** Launch, and in the same place what keeps it from being pressed and the override that would let it. */
export function LaunchBar(props: {
  readonly plan: Plan;
  readonly busy: boolean;
  readonly error: ErrorInfo | null;
  readonly onAllow: (override: GuardOverride, allowed: boolean) => void;
  readonly onLaunch: () => void;
  readonly onPlanAgain: () => void;
}): ReactNode {
  const { plan } = props;
  const blockers = standingBlockers(plan);
  const work = plan.totals.rebuild + plan.totals.create;
  // An override that was given stays in sight, so that it can be taken back here too.
  const given = plan.options.allow;
  const ready = blockers.length === 0 && work > 0;
  return (
    <div className="launch">
      {props.error ? <ErrorNote error={props.error} retry={props.onPlanAgain} retryLabel="Plan again" /> : null}
      {blockers.length > 0 || given.length > 0 ? (
        <ul className="blockers" aria-label="Blockers">
          {blockers.map((blocker) => (
            <li key={`${blocker.code} ${blocker.override ?? ''}`} className="note" data-tone="bad">
              <Icon name="blocked" size={14} />
              <div className="note-text">
                <p>{blocker.message}</p>
                {blocker.override === null ? (
                  <p className="muted">Nothing lets this pass; change the range or repair the cause.</p>
                ) : null}
              </div>
              {blocker.override === null ? null : (
                <AllowBox override={blocker.override} allowed={false} busy={props.busy} onAllow={props.onAllow} />
              )}
            </li>
          ))}
          {given.map((override) => (
            <li key={override} className="note" data-tone="warn">
              <Icon name="warning" size={14} />
              <div className="note-text">
                <p>The guard is told to let this pass: {OVERRIDES[override].hint}</p>
              </div>
              <AllowBox override={override} allowed busy={props.busy} onAllow={props.onAllow} />
            </li>
          ))}
        </ul>
      ) : null}
      <div className="launch-row">
        <Button className="button primary" isDisabled={!ready || props.busy} onPress={props.onLaunch}>
          Launch
        </Button>
        <p className="launch-text" id="launch-reason">
          {blockers.length > 0
            ? `Off while ${counted(blockers.length, 'blocker')} ${blockers.length === 1 ? 'stands' : 'stand'}: ${blockers.map((one) => one.code.replaceAll(/[-_]/g, ' ')).join(', ')}.`
            : work === 0
              ? 'Off: the plan has no date to write. Every date is skipped; see the reasons in the table.'
              : `Writes ${counted(work, 'date')}; each date is kept as it stands first and can be put back.`}
        </p>
      </div>
    </div>
  );
}

function AllowBox(props: {
  readonly override: GuardOverride;
  readonly allowed: boolean;
  readonly busy: boolean;
  readonly onAllow: (override: GuardOverride, allowed: boolean) => void;
}): ReactNode {
  return (
    <Checkbox
      className="check"
      isSelected={props.allowed}
      isDisabled={props.busy}
      onChange={(allowed) => {
        props.onAllow(props.override, allowed);
      }}
    >
      <span className="box">
        <Icon name="check" size={10} />
      </span>
      Allow: {OVERRIDES[props.override].label.toLowerCase()}
    </Checkbox>
  );
}
