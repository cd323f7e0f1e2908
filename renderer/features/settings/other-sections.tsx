import { parseTime } from '@internationalized/date';
import type { ReactNode } from 'react';
import { DateInput, DateSegment, I18nProvider, Label, TimeField } from 'react-aria-components';
import { THRESHOLD_SETS } from '../../../shared/checks.js';
import type { GameDate } from '../../../shared/game-date.js';
import { APPEARANCES, CSV_DELIMITERS, type CsvSettings } from '../../../shared/settings.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { CostText, useReadCost } from '../../components/read-cost.js';
import { valueOf } from '../../store/resource.js';
import { formatKeys, isMac } from '../../format/keys.js';
import { Choice } from '../../components/Choice.js';
import { THRESHOLD_TEXTS } from '../checks/check-view.js';
import { useConsole } from '../../store/context.js';
import { Changed, CheckSetting, NumberSetting, TextSetting, useEditing, useField } from './fields.js';
import { ThresholdSets } from './ThresholdSets.js';
import { csvSample, DELIMITER_WORDS, visibleText } from './settings-view.js';

const FIRST_TIME = '08:30';
const CHECKS: readonly ReadKind[] = ['checks'];

/** Thresholds, the daily run, and how near two lines have to be. */
export function ChecksSection(): ReactNode {
  const { draft, edit } = useEditing();
  const { checks } = draft;
  const { problem } = useField('checks.dailyAt');
  const setTime = (dailyAt: string | null): void => {
    edit({ ...draft, checks: { ...checks, dailyAt } });
  };
  return (
    <>
      <Choice
        label="Thresholds"
        value={checks.thresholds}
        onChange={(thresholds) => {
          edit({ ...draft, checks: { ...checks, thresholds } });
        }}
        items={THRESHOLD_SETS.map((value) => ({ value, label: THRESHOLD_TEXTS[value].label }))}
        mark={<Changed path="checks.thresholds" />}
      />
      <ThresholdSets />
      <CheckSetting
        path="checks.dailyAt"
        label="Run the checks once a day"
        hint="While the console is open. A notification tells of an alert; the header shows how many there are."
        value={checks.dailyAt !== null}
        onChange={(daily) => {
          setTime(daily ? FIRST_TIME : null);
        }}
      />
      {checks.dailyAt === null ? null : (
        <I18nProvider locale="en-GB">
          <TimeField
            className="setting"
            value={parseTime(checks.dailyAt)}
            hourCycle={24}
            shouldForceLeadingZeros
            isInvalid={problem !== null}
            onChange={(time) => {
              if (time !== null) setTime(time.toString().slice(0, 5));
            }}
          >
            <Label className="field-label">At, local time</Label>
            <DateInput className="date-input settings-time" data-field="checks.dailyAt">
              {(segment) => <DateSegment segment={segment} className="date-segment" />}
            </DateInput>
            {problem === null ? null : <p className="setting-error">{problem}</p>}
          </TimeField>
        </I18nProvider>
      )}
      {checks.dailyAt === null ? null : <DailyCost />}
      <NumberSetting
        path="tolerance"
        label="Tolerance of the line diff, points"
        hint="Two lines are the same when they differ by no more than this. Books post whole and half points, so 0.05 finds every real difference."
        value={draft.tolerance}
        min={0}
        max={10}
        step={0.01}
        digits={2}
        onChange={(value) => {
          if (value !== null) edit({ ...draft, tolerance: value });
        }}
      />
    </>
  );
}

/** The daily run asks nobody: where reads are billed, what a day of it costs is said where it is switched on. */
function DailyCost(): ReactNode {
  const warehouse = useConsole((state) => valueOf(state.warehouse));
  const billed = warehouse?.engine === 'bigquery';
  const today = warehouse?.today ?? ('1970-01-01' as GameDate);
  const cost = useReadCost({ kinds: CHECKS, range: { from: today, to: today } }, billed);
  if (!billed) return null;
  return (
    <div className="settings-wide">
      <p className="hint">
        Every day the checks run by themselves is billed as a run of them by hand is, without a question:
      </p>
      <CostText cost={cost} />
    </div>
  );
}

/** How CSV is written, with two records as they would stand in a file. */
export function ExportsSection(): ReactNode {
  const { draft, edit } = useEditing();
  const { csv } = draft;
  const set = (change: Partial<CsvSettings>): void => {
    edit({ ...draft, csv: { ...csv, ...change } });
  };
  return (
    <>
      <Choice
        label="CSV delimiter"
        value={csv.delimiter}
        onChange={(delimiter) => {
          set({ delimiter });
        }}
        items={CSV_DELIMITERS.map((value) => ({
          value,
          label: DELIMITER_WORDS[value],
          hint: 'A spreadsheet that uses a comma for decimals expects the semicolon.',
        }))}
        mark={<Changed path="csv.delimiter" />}
      />
      <CheckSetting
        path="csv.byteOrderMark"
        label="Begin with a byte-order mark"
        hint="Some spreadsheets need it to read accents; other programs take it for a part of the first column’s name."
        value={csv.byteOrderMark}
        onChange={(byteOrderMark) => {
          set({ byteOrderMark });
        }}
      />
      <TextSetting
        path="csv.nullText"
        label="Text for NULL"
        hint={'An empty text is always "", so that the two stay apart. Usual: nothing, NULL, or \\N.'}
        value={csv.nullText}
        placeholder="nothing"
        onChange={(nullText) => {
          set({ nullText });
        }}
      />
      <div className="field">
        <p className="field-label" id="csv-sample">
          As it is written
        </p>
        <pre className="csv-sample" aria-labelledby="csv-sample">
          {visibleText(csvSample(csv))}
        </pre>
        <p className="hint">
          The team is an empty text, the line is NULL, the movement a negative number, the note a text that a
          spreadsheet would run: it gets an apostrophe.
        </p>
      </div>
    </>
  );
}

const APPEARANCE_TEXTS = {
  system: { label: 'As the system', hint: 'Follows the system, also when it changes by the time of day.' },
  light: { label: 'Light', hint: 'Always light.' },
  dark: { label: 'Dark', hint: 'Always dark.' },
} as const;

export function AppearanceSection(): ReactNode {
  const { draft, edit } = useEditing();
  const mac = isMac(useConsole((state) => state.info?.platform));
  return (
    <>
      <Choice
        label="Colours"
        value={draft.appearance}
        onChange={(appearance) => {
          edit({ ...draft, appearance });
        }}
        items={APPEARANCES.map((value) => ({ value, ...APPEARANCE_TEXTS[value] }))}
        mark={<Changed path="appearance" />}
      />
      <div className="field">
        <p className="field-label">Size</p>
        <p className="hint">
          <kbd>{formatKeys(['mod', '+'], mac)}</kbd> larger, <kbd>{formatKeys(['mod', '-'], mac)}</kbd> smaller,{' '}
          <kbd>{formatKeys(['mod', '0'], mac)}</kbd> actual size. It is remembered, as are the place of the window, the
          widths of panes and the columns of tables.
        </p>
      </div>
    </>
  );
}
