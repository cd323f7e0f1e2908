import type { GameDate } from '../../shared/game-date.js';
import type { ReadKind } from '../../shared/read-cost.js';
import { PLAYERS, useBilledRead, type BilledRead } from './billed-reads.js';
import { useConsole } from './context.js';
import { valueOf } from './resource.js';

const LIST: readonly ReadKind[] = ['players'];

/** What is read to find a player, within a sentence. */
export const PLAYERS_READ = 'the list of the season’s players, once for this session';

/** The season's list of players, which every search of a session is answered from. */
export function usePlayersRead(): BilledRead {
  const warehouse = useConsole((state) => valueOf(state.warehouse));
  const today = warehouse?.today ?? ('1970-01-01' as GameDate);
  return useBilledRead(warehouse, { screen: PLAYERS, kinds: LIST, range: { from: today, to: today } });
}
