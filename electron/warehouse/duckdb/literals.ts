import { toDayNumber, type GameDate } from '../../../shared/game-date.js';

/** Values inside a text of several statements, which takes no parameters. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function dayLiteral(date: GameDate): string {
  return `(DATE '1970-01-01' + ${toDayNumber(date)})`;
}

export function textListLiteral(items: readonly string[]): string {
  return `CAST([${items.map(textLiteral).join(', ')}] AS VARCHAR[])`;
}
