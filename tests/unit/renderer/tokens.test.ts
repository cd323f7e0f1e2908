import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
const [lightText = '', darkText = ''] = css.split('@media');

function colours(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name, hex] of text.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)) if (name && hex) found[name] = hex;
  return found;
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['surface-app', 'surface', 'surface-raised', 'surface-head', 'surface-hover', 'surface-selected'];
const TONES = ['ok', 'warn', 'bad', 'live', 'idle', 'undone'];
const TEXTS = ['text', 'text-muted', ...TONES.map((tone) => `tone-${tone}`)];
const PAIRS: readonly (readonly [string, string])[] = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
  ...TONES.map((tone) => [`tone-${tone}`, `fill-${tone}`] as const),
  ...TONES.map((tone) => ['text', `fill-${tone}`] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['text-muted', 'fill-idle'],
];

describe.each([
  ['light', colours(lightText)],
  ['dark', { ...colours(lightText), ...colours(darkText) }],
])('the %s theme', (theme, tokens) => {
  it.each(PAIRS)('%s on %s can be read (4.5:1)', (text, surface) => {
    const [a, b] = [tokens[text], tokens[surface]];
    if (!a || !b) throw new Error(`${theme}: no colour --${a ? surface : text}`);
    expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws borders of controls and the focus ring with 3:1', () => {
    for (const name of ['line-strong', 'focus']) {
      expect(contrast(tokens[name] ?? '', tokens['surface'] ?? '')).toBeGreaterThanOrEqual(3);
    }
  });
});

it('is the only place with colours, apart from white on a bar', () => {
  for (const file of [
    'base',
    'shell',
    'components',
    'table',
    'backfill',
    'run',
    'coverage',
    'chart',
    'checks',
    'line-diff',
    'settings',
  ]) {
    const text = readFileSync(new URL(`../../../renderer/styles/${file}.css`, import.meta.url), 'utf8');
    expect([file, [...text.matchAll(/#[0-9a-f]{3,8}\b/g)].map(([hex]) => hex)]).toEqual([file, []]);
  }
});
