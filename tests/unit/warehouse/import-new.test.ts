import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Importing } from '../../../electron/host/importing.js';
import { importIntoNew } from '../../../electron/services/import-new.js';
import { TABLE_NAMES } from '../../../electron/warehouse/tables/names.js';
import type { ImportProgress } from '../../../shared/console.js';
import { toErrorInfo, type ErrorInfo } from '../../../shared/errors.js';

const ALIASES = 'nba_reference.player_aliases';
const TEAMS = 'nba_raw.nbac_schedule';
let place: string;
let folder: string;
let file: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'backline-import-'));
  folder = join(place, 'files');
  file = join(place, 'new.duckdb');
  mkdirSync(folder);
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

const alias = (lookup: string): string =>
  JSON.stringify({
    alias_lookup: lookup,
    nba_canonical_lookup: `${lookup}jr`,
    alias_display: lookup,
    nba_canonical_display: `${lookup} Jr.`,
    is_active: true,
    created_by: 'test',
    created_at: '2026-01-01T00:00:00Z',
    processed_at: '2026-01-01T00:00:00Z',
  });

const refusal = (work: Promise<unknown>): Promise<ErrorInfo | null> => work.then(() => null, toErrorInfo);

test('says what was loaded, what was left out, and which tables stay empty', async () => {
  writeFileSync(join(folder, `${ALIASES}.ndjson`), `${alias('a')}\n${alias('b')}\n`);
  writeFileSync(join(folder, 'notes.txt'), 'notes');
  const told: ImportProgress[] = [];
  const result = await new Importing((progress) => told.push(progress)).run({ folder, file });
  expect(result).toMatchObject({
    file,
    loaded: [{ file: `${ALIASES}.ndjson`, table: ALIASES, rows: 2 }],
    skipped: [{ file: 'notes.txt' }],
  });
  expect(result.withoutFile).toEqual(TABLE_NAMES.filter((table) => table !== ALIASES));
  expect(told[0]).toMatchObject({ folder, file: '', fileNumber: 0 });
  expect(told.at(-1)).toMatchObject({ file: `${ALIASES}.ndjson`, fileNumber: 1, fileCount: 1, rows: 2, fraction: 1 });
});

test('bad rows name file and line, and the other bad files; nothing is made', async () => {
  writeFileSync(join(folder, `${ALIASES}.ndjson`), `${alias('a')}\n{"alias_lookup": 7}\n`);
  writeFileSync(join(folder, `${TEAMS}.csv`), 'no_such_column\n1\n');
  const error = await refusal(importIntoNew({ folder, file }));
  expect(error?.code).toBe('bad_rows');
  const both = `${error?.message ?? ''}`;
  expect(both).toMatch(new RegExp(`${ALIASES}.ndjson:2|${TEAMS}.csv:1`));
  expect(both).toContain('bad rows also in');
  expect(both).toContain('nothing was imported');
  expect(readdirSync(place)).toEqual(['files']);
});

test('one at a time, and given up when asked without a trace', async () => {
  const many = Array.from({ length: 60_000 }, (_, at) => alias(`p${String(at)}`)).join('\n');
  writeFileSync(join(folder, `${ALIASES}.ndjson`), many);
  const importing = new Importing(({ rows }) => {
    if (rows > 0) importing.cancel();
  });
  const first = refusal(importing.run({ folder, file }));
  expect((await refusal(importing.run({ folder, file })))?.code).toBe('wrong_state');
  expect((await first)?.code).toBe('cancelled');
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(place)).toEqual(['files']);
  // The next one is not held back by the one before.
  writeFileSync(join(folder, `${ALIASES}.ndjson`), alias('a'));
  const after = await new Importing(() => undefined).run({ folder, file });
  expect(after.loaded).toHaveLength(1);
});
