import { todayInNewYork, type GameDate } from '../../shared/game-date.js';

/** The only source of time for services, so that tests and replays can say what day it is. */
export interface Clock {
  now(): Date;
  /** The date in New York. */
  today(): GameDate;
}

/** The machine's clock; `today` replaces the date only (`--today`, and the demo season's last day). */
export function systemClock(today?: GameDate): Clock {
  return { now: () => new Date(), today: () => today ?? todayInNewYork(new Date()) };
}
