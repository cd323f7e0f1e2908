import { BacklineError } from '../../shared/errors.js';
import { settingsSchema } from '../../shared/ipc/schema.js';
import { DATASETS, DEFAULT_SETTINGS, type Settings } from '../../shared/settings.js';
import { wrongForms } from './check-settings.js';
import { jsonPlaces } from './json-places.js';

/** Rises when a field changes its meaning; fields that come or go need no new one. */
const VERSION = 1;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The known fields of `stored`, and for those it lacks the default: an older file has fewer, a newer one more. */
function overDefaults(defaults: Fields, stored: Fields): Fields {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]): [string, unknown] => {
      const value = stored[name];
      if (value === undefined) return [name, fallback];
      // The one record whose keys are a choice: none of them is there by default.
      if (name === 'datasets' && isFields(value)) {
        const known: readonly string[] = DATASETS;
        return [name, Object.fromEntries(Object.entries(value).filter(([dataset]) => known.includes(dataset)))];
      }
      return [name, isFields(fallback) && isFields(value) ? overDefaults(fallback, value) : value];
    }),
  );
}

function damaged(path: string, line: number | undefined, what: string): BacklineError {
  const place = line === undefined ? path : `${path}:${line}`;
  return new BacklineError('bad_input', `${place}: ${what}`, {
    subject: place,
    remedy: 'Correct the file, or save the settings anew: what stands there now is then kept beside it.',
  });
}

/**
 * The settings in the text of a settings file. Fields that are not there have their default, unknown ones are passed over.
 * @throws BacklineError `bad_input` naming the file, the line and the field that is wrong.
 */
export function parseSettings(text: string, path: string): Settings {
  const json = text.replace(/^\uFEFF/, '');
  const { lines, brokenAt } = jsonPlaces(json);
  if (brokenAt !== null) throw damaged(path, brokenAt, 'this is not JSON');
  const stored: unknown = JSON.parse(json);
  if (!isFields(stored)) throw damaged(path, 1, 'settings are an object of fields');
  const { version = VERSION } = stored;
  if (typeof version !== 'number') throw damaged(path, lines.get('version'), 'version: not a number');
  const parsed = settingsSchema.safeParse(overDefaults({ ...DEFAULT_SETTINGS }, stored));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = (issue?.path ?? []).map(String).join('.');
    throw damaged(path, lines.get(field), `${field}: ${issue?.message ?? 'is wrong'}`);
  }
  for (const { field, message } of wrongForms(parsed.data)) {
    throw damaged(path, lines.get(field), `${field}: ${message}`);
  }
  return parsed.data;
}

/** `stored` with `next` over it; its sections are gone into, their fields are taken whole. */
function withUnknown(next: Fields, stored: Fields, depth: number): Fields {
  const merged = Object.entries(next).map(([name, value]): [string, unknown] => {
    const before = stored[name];
    return [name, depth > 0 && isFields(value) && isFields(before) ? withUnknown(value, before, depth - 1) : value];
  });
  const unknown = Object.entries(stored).filter(([name]) => !Object.hasOwn(next, name));
  return Object.fromEntries([...merged, ...unknown]);
}

/** The text to store. What a newer Backline has written beside the known fields stays. */
export function formatSettings(settings: Settings, before: string | null): string {
  const next = { version: VERSION, ...settings };
  const stored: unknown = before === null ? null : JSON.parse(before.replace(/^\uFEFF/, ''));
  return `${JSON.stringify(isFields(stored) ? withUnknown(next, stored, 1) : next, null, 2)}\n`;
}
