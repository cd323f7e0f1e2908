export function isMac(platform: string | undefined): boolean {
  return platform === 'darwin';
}

/** `Ctrl+K`, or `⌘K` on a Mac. */
export function formatKeys(keys: readonly string[], mac: boolean): string {
  const signs: Readonly<Record<string, string>> = mac ? { mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃' } : { mod: 'Ctrl' };
  return keys.map((key) => signs[key] ?? key).join(mac ? '' : '+');
}
