import { describe, expect, test } from 'vitest';
import { readOptions } from '../../../electron/app/options.js';

describe('readOptions', () => {
  test('takes both spellings and makes paths absolute', () => {
    expect(
      readOptions(
        ['--no-sandbox', '.', '--data-dir', 'data', '--warehouse=w.duckdb', '--today', '2026-02-02'],
        '/here',
      ),
    ).toEqual({ dataDir: '/here/data', warehouse: '/here/w.duckdb', today: '2026-02-02' });
  });

  test('leaves a project address as it is, and Chromium its switches', () => {
    expect(readOptions(['--remote-debugging-port=0', '--warehouse', 'bigquery://p'], '/here')).toEqual({
      dataDir: undefined,
      warehouse: 'bigquery://p',
      today: undefined,
    });
  });

  test.each([
    [['--today', '2026-02-30'], '--today'],
    [['--data-dir'], '--data-dir'],
    [['--warehouse', '--today'], '--warehouse'],
  ])('%j is refused by name', (argv, subject) => {
    expect(() => readOptions(argv, '/')).toThrow(expect.objectContaining({ code: 'bad_input', subject }));
  });
});
