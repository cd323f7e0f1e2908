import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { decodePicture, differenceOf, encodeSmall, reducedPicture, type Picture } from '../e2e/support/picture.js';
import { PIXELS_ALLOWED, REDUCED_BY, THRESHOLD } from '../e2e/support/picture-limits.js';

type Colour = readonly [r: number, g: number, b: number];
const SURFACE: Colour = [255, 255, 255];
const TEXT: Colour = [26, 30, 38];
const OK: Colour = [20, 100, 47];
const BAD: Colour = [168, 29, 23];
const BORDER: Colour = [139, 147, 161];

class Canvas implements Picture {
  readonly width = 640;
  readonly height = 400;
  readonly data = new Uint8Array(this.width * this.height * 4).fill(255);

  fill(x: number, y: number, width: number, height: number, [r, g, b]: Colour): this {
    for (let row = y; row < y + height; row += 1)
      for (let column = x; column < x + width; column += 1)
        this.data.set([r, g, b, 255], (row * this.width + column) * 4);
    return this;
  }

  /** Strokes as thin and as far apart as those of 13 px letters. */
  word(x: number, y: number, letters: number, colour: Colour): this {
    for (let letter = 0; letter < letters; letter += 1) {
      this.fill(x + letter * 7, y, 1, 9, colour).fill(x + letter * 7 + 4, y, 1, 9, colour);
      this.fill(x + letter * 7, y + (letter % 3) * 4, 5, 1, colour);
    }
    return this;
  }
}

/** A heading, a button with a frame, and a table of twelve rows whose last column tells a state. */
function screen(part: { readonly button?: boolean; readonly shift?: number; readonly state?: Colour } = {}): Canvas {
  const canvas = new Canvas().fill(0, 0, 640, 400, SURFACE).word(16, 16, 20, TEXT);
  if (part.button !== false) canvas.fill(520, 12, 88, 28, BORDER).fill(521, 13, 86, 26, SURFACE).word(540, 22, 6, TEXT);
  for (let row = 0; row < 12; row += 1) {
    const y = 60 + row * 28;
    canvas.fill(16, y + 20, 608, 1, BORDER).word(20, y, 10, TEXT);
    canvas.word(200 + (part.shift ?? 0), y, 6, TEXT).word(400, y, 4, row === 3 ? (part.state ?? OK) : OK);
  }
  return canvas;
}

const baseline = decodePicture(encodeSmall(reducedPicture(screen(), REDUCED_BY)));
const pixelsOf = (changed: Picture): number =>
  differenceOf(baseline, reducedPicture(changed, REDUCED_BY), THRESHOLD).pixels;

describe('a picture held against its baseline', () => {
  it('is the same picture after it was kept with a palette', () => {
    expect(pixelsOf(screen())).toBe(0);
  });

  it.each([
    ['a button that is missing', screen({ button: false })],
    ['a column that moved by two pixels', screen({ shift: 2 })],
    ['one state of twelve in another colour', screen({ state: BAD })],
  ])('tells %s', (_, changed) => {
    expect(pixelsOf(changed)).toBeGreaterThan(PIXELS_ALLOWED);
  });

  it('differs everywhere when the size does', () => {
    const half = reducedPicture(screen(), REDUCED_BY * 2);
    expect(differenceOf(baseline, half, THRESHOLD)).toEqual({ pixels: baseline.width * baseline.height, shown: null });
  });
});

describe('a picture read from a PNG', () => {
  const chunk = (type: string, body: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  /** Bytes without a pattern, the rows in every filter by turns. */
  const made = (channels: 3 | 4, filter: (row: number) => number): Buffer => {
    const [width, height] = [37, 23];
    const header = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, channels === 4 ? 6 : 2, 0, 0, 0]);
    const rows = Array.from({ length: height }, (_, y) => {
      const bytes = Array.from({ length: width * channels }, (_, x) => (x * 167 + y * 211 + ((x * y) % 89) * 31) % 256);
      return Buffer.from([filter(y), ...bytes]);
    });
    const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows)))];
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([signature, ...parts, chunk('IEND', Buffer.alloc(0))]);
  };

  it.each([
    ['three channels', 3],
    ['four channels', 4],
  ] as const)('of %s has the pixels that pngjs reads, in every filter, the first row included', (_, channels) => {
    for (const first of [0, 1, 2, 3, 4]) {
      const png = made(channels, (row) => (row + first) % 5);
      const { width, height, data } = PNG.sync.read(png);
      const read = decodePicture(png);
      expect([read.width, read.height]).toEqual([width, height]);
      expect(Buffer.compare(read.data, data)).toBe(0);
    }
  });

  it('with a filter that is none is refused by its row', () => {
    expect(() => decodePicture(made(3, (row) => (row === 7 ? 5 : 0)))).toThrow(/row 7 .* filter 5/);
  });
});
