import { describe, expect, it } from 'vitest';
import { chosenIds, NO_PICKS, pickAlso, pickOne, pickRange } from '../../../renderer/components/table-selection.js';

const IDS = ['a', 'b', 'c', 'd', 'e'];

describe('rows chosen together', () => {
  it('reach from where the range began to the row, either way', () => {
    const from = pickOne('c');
    expect([...pickRange(IDS, from, 4).ids]).toEqual(['c', 'd', 'e']);
    expect([...pickRange(IDS, pickRange(IDS, from, 4), 1).ids]).toEqual(['b', 'c']);
  });

  it('begin at the row itself when the first one is out of sight', () => {
    expect([...pickRange(['d', 'e'], pickOne('c'), 1).ids]).toEqual(['e']);
    expect([...pickRange(IDS, NO_PICKS, 2).ids]).toEqual(['c']);
  });

  it('are added to and taken from one by one', () => {
    const two = pickAlso(pickOne('a'), 'd');
    expect([...two.ids]).toEqual(['a', 'd']);
    expect([...pickAlso(two, 'a').ids]).toEqual(['d']);
  });

  it('give way to a row chosen elsewhere', () => {
    const three = pickRange(IDS, pickOne('a'), 2);
    expect([...chosenIds(three, 'b')]).toEqual(['a', 'b', 'c']);
    expect([...chosenIds(three, 'e')]).toEqual(['e']);
  });
});
