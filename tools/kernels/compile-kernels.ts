import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { main } from 'assemblyscript/asc';
import { emitTransforms } from './emit-transforms.ts';

/** Where the AssemblyScript lies. */
export const KERNEL_SOURCES = fileURLToPath(new URL('../../src/compute/kernels/assembly/', import.meta.url));

/** Which build: with threads on shared memory or without, with fused multiply-add (relaxed SIMD) or without. */
export interface KernelBuild {
  readonly threads: boolean;
  readonly relaxed: boolean;
}

/** Compiles the kernels with AssemblyScript; throws an Error with the compiler's words where that fails. */
export async function compileKernels(build: KernelBuild): Promise<Uint8Array<ArrayBuffer>> {
  const outputs: Uint8Array[] = [];
  const { error, stderr } = await main(toArguments(build), {
    readFile: (name) => readSource(name),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') outputs.push(contents);
    },
    listFiles: () => [],
  });
  const [binary] = outputs;
  if (error !== null || binary === undefined) {
    throw new Error(`The kernels do not compile:\n${(stderr as unknown as TextStream).toString()}`);
  }
  return new Uint8Array(binary);
}

/** What the compiler's output really is, which its types do not tell. */
interface TextStream {
  toString: () => string;
}

async function readSource(name: string): Promise<string | null> {
  if (name === 'transforms.ts') return emitTransforms();
  return readFile(join(KERNEL_SOURCES, name), 'utf8').catch(() => null);
}

function toArguments({ threads, relaxed }: KernelBuild): string[] {
  const features = ['simd', ...(relaxed ? ['relaxed-simd'] : []), ...(threads ? ['threads'] : [])];
  return [
    ...['index.ts', '--outFile', 'kernels.wasm', '-O3', '--noAssert'],
    ...['--runtime', 'stub', '--use', 'abort='],
    ...['--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    ...['--enable', features.join(',')],
    ...(threads ? ['--sharedMemory'] : ['--disable', 'threads']),
  ];
}
