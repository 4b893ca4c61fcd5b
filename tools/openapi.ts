import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { createOpenApi } from '../src/api/openapi/openapi.ts';

// Writes docs/openapi.json, the description that a server with default settings gives at /v1/openapi.json.
const target = new URL('../docs/openapi.json', import.meta.url);
await writeFile(target, await format(JSON.stringify(createOpenApi()), { parser: 'json', printWidth: 110 }));
