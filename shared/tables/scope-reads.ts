import { assertNever } from '../assert-never.js';
import { parseDateRange, type DateRange } from '../game-date.js';
import type { ReadKind } from '../read-cost.js';
import type { TableScope } from './scope.js';

/** What is read of the warehouse for a file. */
export interface FileReads {
  readonly kinds: readonly ReadKind[];
  readonly range: DateRange;
}

/** What making a table's rows again reads of the warehouse; null where they come from the journal or from kept snapshots. */
export function readsOfScope(scope: TableScope): FileReads | null {
  switch (scope.table) {
    case 'coverage-months':
    case 'coverage-dates':
      return { kinds: ['coverage'], range: parseDateRange(scope.from, scope.to) };
    case 'coverage-groups':
      return { kinds: [scope.by === 'team' ? 'teams' : 'books'], range: parseDateRange(scope.from, scope.to) };
    case 'coverage-players':
      return { kinds: ['date'], range: { from: scope.date, to: scope.date } };
    case 'stored-features':
      return { kinds: ['row'], range: { from: scope.date, to: scope.date } };
    case 'raw-rows':
      return { kinds: ['evidence'], range: { from: scope.date, to: scope.date } };
    case 'gaps':
    case 'gap-groups':
    case 'player-days':
    case 'diff':
      return { kinds: ['lines'], range: parseDateRange(scope.from, scope.to) };
    case 'checks':
      return { kinds: ['checks'], range: { from: scope.asOf, to: scope.asOf } };
    case 'plan-dates':
      return { kinds: ['plan'], range: parseDateRange(scope.options.from, scope.options.to) };
    case 'snapshots':
    case 'snapshot-months':
    case 'snapshot-dates':
    case 'runs':
    case 'run-dates':
    case 'run-months':
      return null;
    default:
      return assertNever(scope, 'table');
  }
}
