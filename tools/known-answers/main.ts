import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatFile } from '../format-file.ts';
import { makeAnswer } from './make-answer.ts';

// `npx tsx tools/known-answers/main.ts model_quantized.onnx …` writes what ONNX Runtime makes of the official files, which
// the kernels are compared with on first use.
const paths = process.argv.slice(2);
if (paths.length === 0) throw new Error('Usage: tsx tools/known-answers/main.ts MODEL.onnx …');
const target = join(import.meta.dirname, '../../src/engines/kokoro/trust/answers.ts');
const { signal } = new AbortController();
const answers = [];
for (const path of paths) answers.push(await makeAnswer(path, signal));
const source = `import type { KnownAnswer } from './known-answers.ts';

/** Made by \`tools/known-answers/main.ts\` from the official files. */
export const answers: readonly KnownAnswer[] = ${JSON.stringify(answers)};
`;
await writeFile(target, source);
formatFile(target);
console.log(`${answers.length} answers`);
