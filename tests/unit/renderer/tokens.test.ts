import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastOf } from '../../../renderer/features/components/contrast.js';
import * as named from '../../../renderer/features/components/tokens.js';

const { TEXT_PAIRS } = named;

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
const [lightText = '', darkText = ''] = css.split('@media');

function colours(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name, hex] of text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)) if (name && hex) found[name] = hex;
  return found;
}

describe.each([
  ['light', colours(lightText)],
  ['dark', { ...colours(lightText), ...colours(darkText) }],
])('the %s theme', (theme, tokens) => {
  it.each(TEXT_PAIRS)('%s on %s can be read (4.5:1)', (text, surface) => {
    const [a, b] = [tokens[text], tokens[surface]];
    if (!a || !b) throw new Error(`${theme}: no colour --${a ? surface : text}`);
    expect(contrastOf(a, b)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws borders of controls and the focus ring with 3:1', () => {
    for (const name of ['line-strong', 'focus']) {
      expect(contrastOf(tokens[name] ?? '', tokens['surface'] ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21);
  expect(contrastOf('#000', '#fff')).toBe(21);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

it('has every token on the page of the components, and that page none besides', () => {
  const defined = [...lightText.matchAll(/^ {2}--([a-z0-9-]+):/gm)].map(([, name]) => name);
  const { TEXT_PAIRS: _pairs, TONES: _tones, ...groups } = named;
  expect(Object.values(groups).flat().toSorted()).toEqual(defined.toSorted());
});

const FOLDER = new URL('../../../renderer/styles/', import.meta.url);
const SHEETS = readdirSync(FOLDER).filter((file) => file.endsWith('.css') && file !== 'tokens.css');
/** Sizes of type that are their parent's, and the one that follows the letters around it. */
const INHERITED = /^(inherit|0|max\(0\.95em, var\(--size-tiny\)\))$/;

describe.each(SHEETS)('%s', (file) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const values = (property: string): readonly string[] =>
    [...text.matchAll(new RegExp(`(?:^|[\\s;{])${property}:\\s*([^;}]+)`, 'g'))].map(
      ([, value]) => value?.trim() ?? '',
    );

  it('takes its colours from the tokens', () => {
    expect(
      text.match(/#[0-9a-f]{3,8}\b|\b(rgb|rgba|hsl|hsla|oklch|lab)\(|:\s*(white|black|red|green|blue|gr[ae]y)\b/gi),
    ).toBeNull();
  });

  it('takes its sizes of type from the tokens', () => {
    const sizes = [...values('font-size'), ...values('font').map((font) => font.split(/[\s/]/)[0] ?? '')];
    expect(sizes.filter((size) => !/^var\(--size(-[a-z]+)?\)$/.test(size) && !INHERITED.test(size))).toEqual([]);
  });
});
