/** Names of the tokens of styles/tokens.css by what they are for; a test holds the two to each other. */
export const SURFACES = [
  'surface-app',
  'surface',
  'surface-raised',
  'surface-head',
  'surface-hover',
  'surface-selected',
] as const;
export const TONES = ['ok', 'warn', 'bad', 'live', 'idle', 'undone'] as const;
export const TEXTS = ['text', 'text-muted', ...TONES.map((tone) => `tone-${tone}`)] as const;
/** Lines and shapes: told apart from what is beside them at 3:1, where they carry a meaning. */
export const SHAPES = ['line', 'line-strong', 'focus', ...TONES.map((tone) => `bar-${tone}`)] as const;
export const FILLS = TONES.map((tone) => `fill-${tone}`);
export const ACCENTS = ['accent', 'accent-hover', 'on-accent', 'shade'] as const;
export const SPACES = ['space-1', 'space-2', 'space-3', 'space-4', 'space-5'] as const;
export const SIZES = ['size-tiny', 'size-small', 'size', 'size-large', 'size-title'] as const;
export const MEASURES = [
  'radius-small',
  'radius',
  'radius-large',
  'radius-pill',
  'row',
  'shadow',
  'font',
  'font-mono',
] as const;

/** Text on what it stands on, at 4.5:1 at least. */
export const TEXT_PAIRS: readonly (readonly [text: string, surface: string])[] = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
  ...TONES.map((tone) => [`tone-${tone}`, `fill-${tone}`] as const),
  ...TONES.map((tone) => ['text', `fill-${tone}`] as const),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['text-muted', 'fill-idle'],
];
