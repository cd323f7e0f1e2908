/** The import rules of docs/architecture.md, checked by `npm test`. */
module.exports = {
  forbidden: [
    {
      name: 'renderer-and-electron-are-strangers',
      comment: 'The two sides speak over shared/ipc only.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/' },
    },
    {
      name: 'electron-and-renderer-are-strangers',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^renderer/' },
    },
    {
      name: 'shared-imports-neither-side',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|build|tests)/' },
    },
    {
      name: 'shared-has-no-node',
      comment: 'shared/ runs in a sandboxed page too.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-warehouse-knows-an-engine',
      severity: 'error',
      from: { pathNot: '^(electron/warehouse/|tests/)' },
      to: { path: 'node_modules/(@duckdb|@google-cloud)/' },
    },
    {
      name: 'engines-stay-behind-the-port',
      comment: 'Services take a Warehouse; only what puts the parts together, and the demo, opens an engine.',
      severity: 'error',
      from: {
        path: '^electron/',
        pathNot: '^electron/(warehouse|demo|services)/|^electron/services\\.ts$|^electron/host/entry\\.ts$',
      },
      to: { path: '^electron/warehouse/(duckdb|bigquery)/' },
    },
    {
      name: 'the-mirror-knows-no-view',
      comment: 'Data goes one way: bridge, store, view.',
      severity: 'error',
      from: { path: '^renderer/(store|format|address)/' },
      to: { path: '^renderer/(app|components|features)/' },
    },
    {
      name: 'components-know-no-screen',
      comment: 'What a component needs of a screen comes in as a property.',
      severity: 'error',
      from: { path: '^renderer/components/' },
      to: { path: '^renderer/(app|features)/' },
    },
    {
      name: 'screens-know-no-shell',
      severity: 'error',
      from: { path: '^renderer/features/' },
      to: { path: '^renderer/app/' },
    },
    {
      name: 'services-run-without-electron',
      comment: 'So that the command line and the tests run them in plain Node.',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/(app|ipc|host)/|^electron/(main|preload)\\.ts$' },
      to: { path: '(^|node_modules/)electron(/|$)', pathNot: '^electron/' },
    },
    {
      name: 'entry-points-are-not-imported',
      severity: 'error',
      from: {},
      to: { path: '^electron/(cli|main|preload)\\.ts$' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|release)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
