// `npm start`: needs nothing but Node. Installs if needed, builds if anything changed, serves.
import { installIfNeeded } from './install.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Sotto needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
installIfNeeded();
const { register } = await import('tsx/esm/api');
register();
const { buildIfNeeded } = await import('./build.ts');
const { serve } = await import('./server/serve.ts');
await buildIfNeeded();
serve();
