/**
 * Packaging: `npm run package` for this platform's targets, `npm run package -- --dir` for an unpacked app.
 * Fuses are flipped on the packaged executable: no Node in disguise, no debugger, only the app that was signed into it.
 */
export default {
  appId: 'dev.backline.console',
  productName: 'Backline',
  copyright: 'Copyright © Backline contributors',
  directories: { output: 'release', buildResources: 'build/icons' },
  // Named one by one: beside the program out/ holds what benchmarks and tests are made of.
  files: [
    'out/{main,host}.js',
    'out/preload.cjs',
    'out/icon.png',
    'out/third-party-notices.txt',
    'out/chunks/**/*.js',
    'out/renderer/**/*',
    'package.json',
    'LICENSE',
  ],
  // To be read without starting the program, too.
  extraResources: ['LICENSE', { from: 'out/third-party-notices.txt', to: 'third-party-notices.txt' }],
  asar: true,
  // The engine is a native library: the system loads it from a real file.
  asarUnpack: ['**/node_modules/@duckdb/**'],
  // Its bindings come built for every platform; there is nothing to compile.
  npmRebuild: false,
  icon: 'build/icons/icon.png',
  linux: {
    category: 'Development',
    target: ['deb', 'AppImage', 'tar.gz'],
    synopsis: 'Keeps an ML feature store healthy',
    maintainer: 'Backline contributors',
    executableName: 'backline',
  },
  win: { target: ['nsis'] },
  mac: { target: ['dmg'], category: 'public.app-category.developer-tools', hardenedRuntime: true },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    // Only a build for the desktop tests can be driven from outside.
    enableNodeCliInspectArguments: process.env.BACKLINE_TEST_BUILD === '1',
    enableEmbeddedAsarIntegrityValidation: process.platform !== 'linux',
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
};
