// `npm test`: needs nothing but Node. Installs if needed, finds a browser, builds, runs every suite.
import { installIfNeeded } from './install.mjs';

installIfNeeded();
const { register } = await import('tsx/esm/api');
register();
const { runTests } = await import('./test/run-tests.ts');
process.exit(await runTests());
