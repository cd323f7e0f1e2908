import { describe, expect, it } from 'vitest';
import { clampSize, parseSize, sizeAfterKey, splitLimits } from '../../../renderer/components/split-size.js';

describe('the width of the details', () => {
  it('leaves the list its room, takes at most 70 %, and no less than it needs', () => {
    expect(splitLimits(1000, 280)).toEqual({ min: 280, max: 680 });
    expect(splitLimits(2000, 280)).toEqual({ min: 280, max: 1400 });
    expect(splitLimits(500, 280)).toEqual({ min: 280, max: 280 });
  });

  it('moves by keys within its limits: left widens, right narrows', () => {
    const limits = { min: 280, max: 680 };
    expect(sizeAfterKey('ArrowLeft', false, 400, limits)).toBe(416);
    expect(sizeAfterKey('ArrowRight', true, 400, limits)).toBe(304);
    expect(sizeAfterKey('ArrowRight', true, 300, limits)).toBe(280);
    expect(sizeAfterKey('ArrowLeft', true, 660, limits)).toBe(680);
    expect(sizeAfterKey('Home', false, 400, limits)).toBe(680);
    expect(sizeAfterKey('End', false, 400, limits)).toBe(280);
    expect(sizeAfterKey('Enter', false, 400, limits)).toBeNull();
  });

  it('is kept in whole pixels, and nothing else is believed', () => {
    expect(clampSize(400.4, { min: 280, max: 680 })).toBe(400);
    expect(parseSize('416')).toBe(416);
    for (const text of [null, '', 'wide', '-5', '1e9', '12.5']) expect(parseSize(text)).toBeNull();
  });
});
