import { crc32, deflateSync, inflateSync } from 'node:zlib';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** 8-bit RGBA, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export function decodePicture(png: Buffer): Picture {
  const { width, height, data } = capturedPicture(png) ?? PNG.sync.read(png);
  return { width, height, data };
}

const SIGNATURE_BYTES = 8;
/** Of one channel that is taken from the left, from above, and from above on the left. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/**
 * A picture as a window's capture is written: 8 bits a channel, no palette, not interlaced; null for any other. pngjs reads
 * it too, at twice the processor time, and a run of the tests reads some three hundred of full size.
 */
function capturedPicture(png: Buffer): Picture | null {
  const bodies: Buffer[] = [];
  let header: Buffer | undefined;
  for (let at = SIGNATURE_BYTES; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = body;
    if (type === 'IDAT') bodies.push(body);
    // A colour that counts as transparent.
    if (type === 'tRNS') return null;
    at += 12 + length;
  }
  if (header === undefined) return null;
  const [depth, colours, interlaced] = [header[8], header[9], header[12]];
  if (depth !== 8 || (colours !== 2 && colours !== 6) || interlaced !== 0) return null;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const step = colours === 6 ? 4 : 3;
  const stride = width * step;
  const raw = inflateSync(Buffer.concat(bodies));
  if (raw.length < height * (stride + 1)) return null;
  unfilter(raw, height, stride, step);
  const data = new Uint8Array(width * height * 4);
  for (let y = 0, to = 0; y < height; y += 1) {
    let from = y * (stride + 1) + 1;
    for (let x = 0; x < width; x += 1, from += step, to += 4) {
      data[to] = raw[from] as number;
      data[to + 1] = raw[from + 1] as number;
      data[to + 2] = raw[from + 2] as number;
      data[to + 3] = step === 4 ? (raw[from + 3] as number) : 255;
    }
  }
  return { width, height, data };
}

/** Rows of `stride` bytes, each behind the number of its filter, become the bytes that were filtered; in place. */
function unfilter(raw: Buffer, height: number, stride: number, step: number): void {
  for (let y = 0; y < height; y += 1) {
    const begin = y * (stride + 1) + 1;
    const filter = raw[begin - 1] as number;
    if (filter === 0) continue;
    if (filter > 4) throw new Error(`row ${y} of a picture has the filter ${filter}, which PNG does not know`);
    for (let x = 0; x < stride; x += 1) {
      const at = begin + x;
      const left = x >= step ? (raw[at - step] as number) : 0;
      const above = y > 0 ? (raw[at - stride - 1] as number) : 0;
      let expected = left;
      if (filter === 2) expected = above;
      else if (filter === 3) expected = (left + above) >> 1;
      else if (filter === 4)
        expected = paeth(left, above, x >= step && y > 0 ? (raw[at - stride - 1 - step] as number) : 0);
      raw[at] = (raw[at] as number) + expected;
    }
  }
}

/** Every `by` x `by` pixels become the mean of them; what is left over at the right and the bottom is dropped. */
export function reducedPicture(picture: Picture, by: number): Picture {
  const width = Math.floor(picture.width / by);
  const height = Math.floor(picture.height / by);
  const data = new Uint8Array(width * height * 4);
  const area = by * by;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let [r, g, b] = [0, 0, 0];
      for (let dy = 0; dy < by; dy += 1) {
        let at = ((y * by + dy) * picture.width + x * by) * 4;
        for (let dx = 0; dx < by; dx += 1, at += 4) {
          r += picture.data[at] as number;
          g += picture.data[at + 1] as number;
          b += picture.data[at + 2] as number;
        }
      }
      const to = (y * width + x) * 4;
      data[to] = Math.round(r / area);
      data[to + 1] = Math.round(g / area);
      data[to + 2] = Math.round(b / area);
      data[to + 3] = 255;
    }
  }
  return { width, height, data };
}

/** Each channel rounded to the middle of one of 2^bits steps, and the colours that remain. */
function quantised(
  picture: Picture,
  bits: number,
): { readonly indexes: Uint8Array; readonly palette: number[] } | null {
  const shift = 8 - bits;
  const half = 1 << (shift - 1);
  const step = (value: number): number => ((value >> shift) << shift) + half;
  const palette: number[] = [];
  const known = new Map<number, number>();
  const indexes = new Uint8Array(picture.width * picture.height);
  for (let at = 0; at < indexes.length; at += 1) {
    const [r = 0, g = 0, b = 0] = picture.data.subarray(at * 4, at * 4 + 3);
    const colour = (step(r) << 16) | (step(g) << 8) | step(b);
    let index = known.get(colour);
    if (index === undefined) {
      if (palette.length === 256) return null;
      index = palette.length;
      known.set(colour, index);
      palette.push(colour);
    }
    indexes[at] = index;
  }
  return { indexes, palette };
}

function chunk(type: string, body: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/**
 * A PNG with a palette of at most 256 colours: a third of the bytes of one in full colour. Channels lose 3 bits, or 4 where
 * that leaves too many colours, so a colour is off by at most 8 of 255.
 */
export function encodeSmall(picture: Picture): Buffer {
  const small = quantised(picture, 5) ?? quantised(picture, 4) ?? quantised(picture, 2);
  if (small === null) throw new Error('64 colours are more than 256');
  const { width, height } = picture;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a pixel, by palette, no interlacing.
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(small.palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  // Rows are written as they are (filter 0): differences of indexes mean nothing.
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) rows.set(small.indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export interface Difference {
  /** Pixels of the reduced picture whose colour differs; all of them when the sizes do. */
  readonly pixels: number;
  /** Makes a PNG of both pictures faded, what differs in red; null when the sizes differ. */
  readonly shown: (() => Buffer) | null;
}

/** `threshold` is pixelmatch's: 0 to 1, how far two colours may lie apart and count as one. */
export function differenceOf(expected: Picture, actual: Picture, threshold: number): Difference {
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return { pixels: width * height, shown: null };
  const shown = new PNG({ width, height });
  // Anti-aliasing is judged by the neighbours of a pixel, which mean nothing in a reduced picture.
  const pixels = pixelmatch(expected.data, actual.data, shown.data, width, height, { threshold, includeAA: true });
  return { pixels, shown: () => PNG.sync.write(shown) };
}
