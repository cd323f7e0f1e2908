import { ratioOf, type Share } from '../coverage.js';
import type { TableColumn } from './table.js';

/** Percent 0..100, unrounded; null when nothing was counted or the share is not known. */
export function percentOf(share: Share | null): number | null {
  const ratio = share === null ? null : ratioOf(share);
  return ratio === null ? null : ratio * 100;
}

/**
 * A share as three columns, `ID_numerator`, `ID_denominator` and `ID_percent`: the two counts add up over rows, the
 * percent is what people read.
 * @param sides headers of the two counts.
 */
export function shareColumns<T>(
  id: string,
  header: string,
  title: string,
  of: (row: T) => Share | null,
  sides: readonly [string, string] = [`${header}: of these`, `${header}: counted`],
): readonly TableColumn<T>[] {
  return [
    {
      id: `${id}_numerator`,
      header: sides[0],
      title: `${title}: numerator`,
      type: 'integer',
      value: (row) => of(row)?.numerator ?? null,
    },
    {
      id: `${id}_denominator`,
      header: sides[1],
      title: `${title}: denominator`,
      type: 'integer',
      value: (row) => of(row)?.denominator ?? null,
    },
    { id: `${id}_percent`, header, title, type: 'percent', value: (row) => percentOf(of(row)) },
  ];
}
