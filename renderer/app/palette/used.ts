import { formatRoute, parseRoute } from '../../address/address.js';
import { ACTION_IDS, type Act, type Entry } from './entries.js';

/** An entry that was chosen, how often, and when last (a running number, not a time). */
interface Used {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  /** An address `#/…`, or the name of an action. */
  readonly what: string;
  readonly times: number;
  readonly last: number;
}

const MOST = 40;
/** So many later choices halve what an earlier one weighs: of the same habit the newer wins. */
const HALF_LIFE = 12;

function isUsed(value: unknown): value is Used {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as Readonly<Record<string, unknown>>;
  return (
    [one['id'], one['label'], one['note'], one['what']].every((text) => typeof text === 'string') &&
    [one['times'], one['last']].every((number) => typeof number === 'number')
  );
}

/** A damaged text only means that nothing is remembered. */
export function parseUsed(text: string | null): readonly Used[] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isUsed) : [];
  } catch {
    return [];
  }
}

function actOf(what: string): Act | null {
  if (what.startsWith('#/')) return { kind: 'go', route: parseRoute(what) };
  const action = ACTION_IDS.find((id) => id === what);
  return action === undefined ? null : { kind: 'do', action };
}

/** The text after `entry` was chosen once more. Commands to a run, buttons and undoing belong to their moment: not remembered. */
export function withUse(text: string | null, entry: Entry): string | null {
  const { act } = entry;
  if (act.kind === 'run' || act.kind === 'press' || (act.kind === 'do' && act.action === 'undo')) return text;
  const known = parseUsed(text);
  const before = known.find(({ id }) => id === entry.id);
  const last = Math.max(0, ...known.map((one) => one.last)) + 1;
  const used: Used = {
    id: entry.id,
    label: entry.label,
    note: entry.note,
    what: act.kind === 'go' ? formatRoute(act.route) : act.action,
    times: (before?.times ?? 0) + 1,
    last,
  };
  const others = known.filter(({ id }) => id !== entry.id).toSorted((a, b) => b.last - a.last);
  return JSON.stringify([used, ...others.slice(0, MOST - 1)]);
}

/** What was chosen before, often and lately first. */
export function usedEntries(text: string | null): readonly Entry[] {
  const known = parseUsed(text);
  const newest = Math.max(0, ...known.map(({ last }) => last));
  const weight = ({ times, last }: Used): number => times * 2 ** ((last - newest) / HALF_LIFE);
  return known
    .toSorted((a, b) => weight(b) - weight(a) || b.last - a.last)
    .flatMap(({ id, label, note, what }) => {
      const act = actOf(what);
      return act === null ? [] : [{ id, label, note, keys: [], act }];
    });
}
