import { z } from 'zod';
import { isGameDate, type GameDate } from './game-date.js';

/** A date as it comes over the bridge or out of a file. A `refine` would check it too, but zod then keeps it a text. */
export const gameDateSchema = z.custom<GameDate>((value) => typeof value === 'string' && isGameDate(value), {
  error: 'not a date like 2026-01-31',
});
