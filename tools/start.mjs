// `npm start`: needs nothing but Node. Installs if needed, builds if anything changed, serves.
import { installIfNeeded } from './install.mjs';

installIfNeeded();
const { register } = await import('tsx/esm/api');
register();
const { buildIfNeeded } = await import('./build.ts');
const { readAddressOrExit, serve } = await import('./server/serve.ts');
const address = readAddressOrExit(process.env);
await buildIfNeeded();
serve(address);
