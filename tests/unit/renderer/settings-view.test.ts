import { describe, expect, it } from 'vitest';
import { MATCH_RATE, PLAYERS_AGAINST_LINES, SEVEN_DAYS } from '../../../electron/checks/rules.js';
import {
  changedFields,
  changesWarehouse,
  csvSample,
  fieldMessage,
  sectionOf,
  visibleText,
} from '../../../renderer/features/settings/settings-view.js';
import { SET_DIFFERENCES } from '../../../renderer/features/settings/threshold-sets.js';
import { createConsoleStore } from '../../../renderer/store/console-store.js';
import { THRESHOLD_SETS } from '../../../shared/checks.js';
import { failed } from '../../../shared/result.js';
import { DEFAULT_CSV, DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.js';
import { fakeBridge } from './support/fake-bridge.js';

const saved = DEFAULT_SETTINGS;
const bigquery: Settings = {
  ...saved,
  warehouse: { kind: 'bigquery', file: null },
  bigquery: { ...saved.bigquery, project: 'nba-props', datasets: { nba_raw: 'raw' } },
};

describe('what is changed', () => {
  it('is told field by field', () => {
    expect(changedFields(saved, saved)).toEqual([]);
    expect(changedFields(saved, bigquery).toSorted()).toEqual([
      'bigquery.datasets.nba_raw',
      'bigquery.project',
      'warehouse.kind',
    ]);
    expect(changedFields(bigquery, saved)).toContain('bigquery.datasets.nba_raw');
  });

  it('stands in the section that shows the field', () => {
    expect(
      [
        'warehouse.file',
        'bigquery.project',
        'maxBytesPerRun',
        'checks.dailyAt',
        'tolerance',
        'csv.nullText',
        'appearance',
      ].map(sectionOf),
    ).toEqual(['warehouse', 'warehouse', 'warehouse', 'checks', 'checks', 'exports', 'appearance']);
  });

  it('reopens the services only when it is about the warehouse that will be in use', () => {
    expect(changesWarehouse(saved, bigquery)).toBe(true);
    expect(changesWarehouse(saved, { ...saved, tolerance: 0.1 })).toBe(false);
    // Fields of BigQuery may be prepared while the demo stays in use.
    expect(changesWarehouse(saved, { ...bigquery, warehouse: saved.warehouse })).toBe(false);
    expect(changesWarehouse(bigquery, { ...bigquery, bigquery: { ...bigquery.bigquery, location: 'EU' } })).toBe(true);
    const file: Settings = { ...saved, warehouse: { kind: 'file', file: '/a.duckdb' } };
    expect(changesWarehouse(file, { ...file, warehouse: { kind: 'file', file: '/b.duckdb' } })).toBe(true);
  });
});

describe('a refusal', () => {
  it('is told at its field without repeating the field or the channel', () => {
    const error = { code: 'bad_input', retryable: false } as const;
    expect(
      fieldMessage({ ...error, subject: 'bigquery.project', message: 'bigquery.project: "X" is not a project id' }),
    ).toBe('"X" is not a project id');
    expect(
      fieldMessage({
        ...error,
        subject: 'checks.dailyAt',
        message: 'settings.set: checks.dailyAt: not a time like 08:30',
      }),
    ).toBe('not a time like 08:30');
  });

  it('keeps what was edited; saving drops it', async () => {
    const refusal = failed<Settings>({ code: 'wrong_state', message: 'a run is under way', retryable: true });
    let refuse = true;
    const { client } = fakeBridge({
      settings: {
        set: (settings) => Promise.resolve(refuse ? refusal : { ok: true as const, value: settings }),
      },
    });
    const store = createConsoleStore(client);
    await store.getState().loadSettings();
    store.getState().editSettings(bigquery);
    expect(await store.getState().saveSettings(bigquery)).toEqual(refusal);
    expect(store.getState().settingsDraft).toEqual(bigquery);
    expect(store.getState().settings).toMatchObject({ state: 'ready', value: saved });
    refuse = false;
    await store.getState().saveSettings(bigquery);
    expect(store.getState().settingsDraft).toBeNull();
    expect(store.getState().settings).toMatchObject({ state: 'ready', value: bigquery });
  });
});

describe('the sample of CSV', () => {
  it('is what an export would write', () => {
    expect(csvSample(DEFAULT_CSV)).toBe('player,team,line,movement,note\r\n"Porter Jr., Michael","",,-0.5,\'=1+1\r\n');
    expect(csvSample({ delimiter: ';', byteOrderMark: true, nullText: 'NULL' })).toBe(
      '\uFEFFplayer;team;line;movement;note\r\n"Porter Jr., Michael";"";NULL;-0.5;\'=1+1\r\n',
    );
  });

  it('shows what cannot be seen', () => {
    expect(visibleText(csvSample({ delimiter: '\t', byteOrderMark: true, nullText: '' }))).toMatch(
      /^⟨BOM⟩player→team→.*⏎\n/,
    );
  });
});

describe('the two sets of thresholds', () => {
  it('are explained with the limits by which the checks judge', () => {
    const limits = (check: string): readonly string[] =>
      THRESHOLD_SETS.map((set) => SET_DIFFERENCES.find((one) => one.check === check)?.in[set].limits ?? '');
    expect(limits('c1_seven_days')).toEqual(THRESHOLD_SETS.map((set) => SEVEN_DAYS[set].threshold));
    expect(limits('c4_players_against_lines')).toEqual(
      THRESHOLD_SETS.map((set) => PLAYERS_AGAINST_LINES[set].threshold),
    );
    expect(limits('c5_match_rate')).toEqual(THRESHOLD_SETS.map(() => MATCH_RATE.threshold));
  });
});
