import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

interface PackageConfig {
  readonly files: readonly string[];
  readonly asar: boolean;
  readonly electronFuses: Readonly<Record<string, boolean>>;
}

/** Read anew, because it depends on the environment. */
async function config(): Promise<PackageConfig> {
  vi.resetModules();
  const path = '../../../build/electron-builder.config.mjs';
  return ((await import(path)) as { readonly default: PackageConfig }).default;
}

beforeEach(() => {
  vi.stubEnv('BACKLINE_TEST_BUILD', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the packaged program', () => {
  it('is no Node in disguise, has no debugger, and loads nothing but its own archive', async () => {
    const { asar, electronFuses } = await config();
    expect(asar).toBe(true);
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      enableCookieEncryption: true,
    });
  });

  it('can be driven from outside only in a build for tests', async () => {
    vi.stubEnv('BACKLINE_TEST_BUILD', '1');
    expect((await config()).electronFuses['enableNodeCliInspectArguments']).toBe(true);
  });

  it('holds what the program runs, named one by one: benchmarks and the loopback server are built beside it', async () => {
    const { files } = await config();
    expect(files.filter((file) => file.startsWith('out/'))).toEqual([
      'out/{main,host}.js',
      'out/preload.cjs',
      'out/icon.png',
      'out/third-party-notices.txt',
      'out/chunks/**/*.js',
      'out/renderer/**/*',
    ]);
  });
});
