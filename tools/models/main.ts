import { parseArgs } from 'node:util';
import { dtypes as allDtypes } from '../../src/models/catalog/model-catalog-parse.ts';
import { findModel, officialModels } from '../../src/models/catalog/model-catalog.ts';
import { HUB_URL } from '../../src/models/store/model-sources.ts';
import { isAbortError } from '../../src/std/abort.ts';
import { ProgressLine } from './progress-line.ts';
import { chooseDtypes, writeHubMirror } from './write-hub-mirror.ts';

const usage = `npm run models -- FOLDER [--weights q8,fp32,…] [--model kokoro-82m] [--hub URL]

Writes a mirror of the official model files for your own server: SOTTO_MODELS=FOLDER npm start serves it, and a static
deployment puts the same folder beside index.html as models/.

  --weights  ${allDtypes.join(', ')}, or several of them with commas between; otherwise
             q8, or what the model has in its place
  --model    a model of the catalogue; kokoro-82m otherwise
  --hub      where the files come from; the variable SOTTO_HUB, or ${HUB_URL}, otherwise`;

/** What shells expect of a program that was interrupted. */
const INTERRUPTED = 130;

async function main(args: readonly string[], signal: AbortSignal): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      weights: { type: 'string' },
      model: { type: 'string', default: 'kokoro-82m' },
      hub: { type: 'string', default: process.env['SOTTO_HUB'] ?? HUB_URL },
    },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new TypeError('Name one folder.');
  const model = findModel(officialModels, values.model);
  const dtypes = chooseDtypes(model, values.weights?.split(','));
  await writeHubMirror({
    ...{ folder, model, dtypes, signal, hubUrl: new URL(values.hub.replace(/\/*$/, '/')).href },
    onProgress: (file, heldBytes) => line.show(file.path, { heldBytes, totalBytes: file.bytes }),
  });
  line.end();
  console.log(
    `${model.name} (${dtypes.join(', ')}) lies in ${folder}. Serve it: SOTTO_MODELS=${folder} npm start`,
  );
}

const line = new ProgressLine(process.stdout);
const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => interruption.abort());

try {
  await main(process.argv.slice(2), interruption.signal);
} catch (error) {
  line.end();
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
  if (isAbortError(error)) console.error('Interrupted. The next call goes on from here.');
  else if (error instanceof TypeError) console.error(`${error.message}\n\n${usage}`);
  else console.error(error instanceof Error ? error.message : String(error));
}
