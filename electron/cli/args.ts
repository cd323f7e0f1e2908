import { parseArgs, type ParseArgsConfig } from 'node:util';
import { BacklineError } from '../../shared/errors.js';
import { nearest } from './nearest.js';
import { parseDateRange, parseGameDate, seasonYearOf, type DateRange, type GameDate } from '../../shared/game-date.js';

/** A flag that takes a value, or a switch. */
export type FlagKind = 'value' | 'switch';
export type Flags = Readonly<Record<string, FlagKind>>;

/** Flags every command understands. */
export const COMMON_FLAGS: Flags = {
  warehouse: 'value',
  'data-dir': 'value',
  today: 'value',
  json: 'switch',
  help: 'switch',
};

export interface Args {
  readonly positionals: readonly string[];
  /** The value of `--name`, or undefined when it was not given. */
  readonly value: (name: string) => string | undefined;
  readonly has: (name: string) => boolean;
}

function badUsage(message: string, subject?: string): BacklineError {
  return new BacklineError('bad_input', message, { subject });
}

function unknownFlag(rawName: string, name: string, known: readonly string[]): BacklineError {
  const meant = rawName.startsWith('--') ? nearest(name, known) : undefined;
  return new BacklineError('bad_input', `${rawName} is not a flag of this command`, {
    subject: rawName,
    remedy: meant === undefined ? 'See its --help.' : `Is --${meant} meant?`,
  });
}

/** @throws BacklineError `bad_input` naming an unknown flag, a flag without its value, or one given twice. */
export function parseFlags(argv: readonly string[], flags: Flags): Args {
  const all: Flags = { ...COMMON_FLAGS, ...flags };
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const [name, kind] of Object.entries(all)) {
    options[name] = { type: kind === 'value' ? 'string' : 'boolean', multiple: true };
  }
  options['help'] = { type: 'boolean', multiple: true, short: 'h' };
  // Judged here: the parser's own refusals speak of options, and take three lines.
  const parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of parsed.tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const kind = Object.hasOwn(all, name) ? all[name] : undefined;
    if (kind === undefined) throw unknownFlag(rawName, name, Object.keys(all));
    if (kind === 'switch' && value !== undefined) throw badUsage(`--${name} takes no value`, `--${name}`);
    if (kind === 'value' && value === undefined) throw badUsage(`--${name}: its value is missing`, `--${name}`);
    if (kind === 'value' && inlineValue === false && value?.startsWith('-') === true && value !== '-') {
      throw new BacklineError('bad_input', `--${name}: its value is missing before ${value}`, {
        subject: `--${name}`,
        remedy: `A value that begins with a dash is written --${name}=${value}.`,
      });
    }
  }
  const given = new Map<string, string | boolean>();
  for (const [name, values] of Object.entries(parsed.values)) {
    if (!Array.isArray(values)) continue;
    if (values.length > 1) throw badUsage(`--${name} is given ${values.length} times`, `--${name}`);
    const [value] = values;
    if (value === '') throw badUsage(`--${name}: the value is empty`, `--${name}`);
    if (value !== undefined) given.set(name, value);
  }
  return {
    positionals: parsed.positionals,
    value: (name) => {
      const value = given.get(name);
      return typeof value === 'string' ? value : undefined;
    },
    has: (name) => given.get(name) === true,
  };
}

/** @throws BacklineError `bad_input` naming what is missing or too much. */
export function expectPositionals(args: Args, names: readonly string[]): readonly string[] {
  const missing = names[args.positionals.length];
  if (missing !== undefined) throw badUsage(`${missing} is missing`, missing);
  const extra = args.positionals[names.length];
  if (extra !== undefined) throw badUsage(`unexpected argument "${extra}"`, extra);
  return args.positionals;
}

/** The value of a flag that allows a few words only. */
export function choice<T extends string>(args: Args, name: string, words: readonly T[], otherwise: T): T {
  const text = args.value(name);
  if (text === undefined) return otherwise;
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw badUsage(`--${name}: "${text}" is not one of ${words.join(', ')}`, `--${name}`);
}

/** Comma-separated words out of a list, in the list's order and each once. */
export function choices<T extends string>(args: Args, name: string, words: readonly T[]): readonly T[] {
  const text = args.value(name);
  if (text === undefined) return [];
  const given = text.split(',').map((word) => word.trim());
  for (const word of given) {
    if (!words.some((candidate) => candidate === word)) {
      throw badUsage(`--${name}: "${word}" is not one of ${words.join(', ')}`, `--${name}`);
    }
  }
  return words.filter((word) => given.includes(word));
}

interface Span {
  readonly min: number;
  readonly max: number;
}

function numberIn(args: Args, name: string, { min, max }: Span, form: RegExp, what: string): number | undefined {
  const text = args.value(name);
  if (text === undefined) return undefined;
  const value = form.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw badUsage(`--${name}: "${text}" is not ${what} from ${min} to ${max}`, `--${name}`);
}

/** `span` must lie within the safe integers. */
export function wholeNumber(args: Args, name: string, span: Span): number | undefined {
  return numberIn(args, name, span, /^\d+$/, 'a whole number');
}

/** A number that may have a fraction. */
export function decimal(args: Args, name: string, span: Span): number | undefined {
  return numberIn(args, name, span, /^\d+(\.\d+)?$/, 'a number');
}

export function gameDate(args: Args, name: string): GameDate | undefined {
  const text = args.value(name);
  return text === undefined ? undefined : parseGameDate(text, `--${name}`);
}

/** @throws BacklineError `bad_input` naming the missing flag, the bad date, or the reversed range. */
export function requiredRange(args: Args): DateRange {
  const from = args.value('from');
  const to = args.value('to');
  if (from === undefined) throw badUsage('--from is missing: the first game date, like 2025-11-04', '--from');
  if (to === undefined) throw badUsage('--to is missing: the last game date, like 2026-02-01', '--to');
  return parseDateRange(from, to);
}

/** The range of commands that only read; the season to date where none is given. */
export function rangeOrSeason(args: Args, today: GameDate): DateRange {
  return parseDateRange(args.value('from') ?? `${seasonYearOf(today)}-10-01`, args.value('to') ?? today);
}
