import { readFile, writeFile } from 'node:fs/promises';
import { fromMemory } from '../src/compute/file-bytes.ts';
import { join } from 'node:path';
import { readModel } from '../src/compute/onnx/read-model.ts';
import { describeFile } from './onnx/describe-nodes.ts';
import { encodeNodeList } from './onnx/node-list.ts';

// `npx tsx tools/official-nodes.ts model_quantized.onnx` lists the nodes of Kokoro's official q8 file, for the test that
// compares the shape model with it.
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Usage: tsx tools/official-nodes.ts MODEL.onnx');
const nodes = describeFile(readModel(fromMemory(new Uint8Array(await readFile(file)))));
await writeFile(join(import.meta.dirname, '../tests/fixtures/official-nodes.tsv'), encodeNodeList(nodes));
console.log(`${nodes.length} nodes`);
