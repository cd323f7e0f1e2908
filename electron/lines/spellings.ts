import type { NameMatch } from '../../shared/lines.js';
import type { DateFacts, KeyFacts } from './facts.js';

/** For a key that is another spelling: the listed player it belongs to, with the line he has under his own key. */
export function listedMatch(key: KeyFacts, date: DateFacts): NameMatch | null {
  const { variantOf } = key;
  if (variantOf === null) return null;
  const listed = date.keys.find((one) => one.lines.playerLookup === variantOf.key);
  if (!listed) return null;
  const { lines } = listed;
  const line = lines.raw ?? lines.context;
  return {
    playerLookup: variantOf.key,
    source: lines.odds?.current ? 'odds_api' : lines.pros?.current ? 'bettingpros' : 'context',
    rule: variantOf.rule,
    line: line?.current ?? null,
  };
}
