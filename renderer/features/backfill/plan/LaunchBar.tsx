import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import type { GuardOverride, Plan } from '../../../../shared/backfill.js';
import type { ErrorInfo } from '../../../../shared/errors.js';
import { ActionButton } from '../../../components/ActionButton.js';
import { ErrorNote, Loading } from '../../../components/feedback.js';
import { Icon } from '../../../components/Icon.js';
import { asSentence } from '../../../format/names.js';
import { counted } from '../../../format/numbers.js';
import { OVERRIDES } from '../options/option-texts.js';
import { standingBlockers, type StandingBlocker } from './plan-view.js';

interface BlockerLine {
  readonly key: string;
  readonly message: string;
  readonly override: GuardOverride | null;
  readonly allowed: boolean;
}

/** An override keeps its key whether it stands or was given, so that the checkbox keeps the focus when it is ticked. */
function blockerLines(blockers: readonly StandingBlocker[], given: readonly GuardOverride[]): readonly BlockerLine[] {
  const used = new Set<string>(given);
  const standing = blockers.map((blocker): BlockerLine => {
    const { code, message, override } = blocker;
    const first = override !== null && !used.has(override);
    if (first) used.add(override);
    return { key: first ? `allow ${override}` : `${code} ${override ?? ''}`, message, override, allowed: false };
  });
  const passed = given.map((override): BlockerLine => ({
    key: `allow ${override}`,
    message: `The guard is told to let this pass: ${OVERRIDES[override].hint}`,
    override,
    allowed: true,
  }));
  return [...standing, ...passed];
}

export interface Planning {
  /** When it was asked for, by `performance.now()`. */
  readonly since: number;
  readonly cancel: () => void;
}

/** Launch, and in the same place what keeps it from being pressed and the override that would let it. */
export function LaunchBar(props: {
  readonly plan: Plan;
  readonly allow: readonly GuardOverride[];
  readonly busy: boolean;
  /** A plan that is being made again, and how to give it up. */
  readonly planning: Planning | null;
  readonly error: ErrorInfo | null;
  readonly onAllow: (override: GuardOverride, allowed: boolean) => void;
  readonly onLaunch: () => void;
  readonly onPlanAgain: () => void;
}): ReactNode {
  const { plan } = props;
  // What is ticked counts at once; the plan that knows of it is on its way and Launch waits for it.
  const given = props.allow;
  const blockers = standingBlockers({ ...plan, options: { ...plan.options, allow: given } });
  const work = plan.totals.rebuild + plan.totals.create;
  const ready = blockers.length === 0 && work > 0;
  return (
    <div className="launch">
      {props.error ? <ErrorNote error={props.error} retry={props.onPlanAgain} retryLabel="Plan again" /> : null}
      {blockers.length > 0 || given.length > 0 ? (
        <ul className="blockers" aria-label="Blockers">
          {blockerLines(blockers, given).map((line) => (
            <li key={line.key} className="note" data-tone={line.allowed ? 'warn' : 'bad'}>
              <Icon name={line.allowed ? 'warning' : 'blocked'} size={14} />
              <div className="note-text">
                <p>{asSentence(line.message)}</p>
                {line.override === null ? (
                  <p className="muted">Nothing lets this pass; change the range or the options, or repair the cause.</p>
                ) : null}
              </div>
              {line.override === null ? null : (
                <AllowBox override={line.override} allowed={line.allowed} busy={props.busy} onAllow={props.onAllow} />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="launch-row">
        <ActionButton className="button primary" isDisabled={!ready || props.busy} onPress={props.onLaunch}>
          Launch
        </ActionButton>
        {props.planning === null ? null : (
          <Loading what="Planning again…" since={props.planning.since} rows={0} cancel={props.planning.cancel} />
        )}
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
      isReadOnly={props.busy}
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
