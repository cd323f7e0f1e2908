export { ensureDependencies } from './dependencies.mjs';
export { ensureElectron } from './electron-runtime.mjs';
export { checkNodeVersion } from './node-version.mjs';
export { cacheDir, ROOT } from './paths.mjs';
export { ensureRuntimeLibraries, ensureTestDisplay } from './system-libraries.mjs';
