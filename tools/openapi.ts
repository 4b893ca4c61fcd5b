import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createOpenApi } from '../src/api/openapi/openapi.ts';
import { formatFile } from './format-file.ts';

// Writes docs/openapi.json, the description that a server with default settings gives at /v1/openapi.json.
const target = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
await writeFile(target, JSON.stringify(createOpenApi()));
formatFile(target);
