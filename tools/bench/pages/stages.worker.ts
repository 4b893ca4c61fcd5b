import { createGenerator, type GeneratorInput } from '../../../src/engine/kernels/generator.ts';
import type { KernelThreads } from '../../../src/engine/kernels/kernel-threads.ts';
import { openKernels } from '../../../src/engine/kernels/open-kernels.ts';
import {
  createOrtModel,
  loadOrt,
  toFeeds,
  type Ort,
  type OrtModel,
} from '../../../src/engine/kokoro/ort-model.ts';
import { FRONT, splitModel, type SplitModel } from '../../../src/engine/onnx/split-model.ts';
import { createHarmonicSource } from '../../../src/engine/source/harmonic-source.ts';
import { Scope } from '../../../src/std/scope.ts';
import type { StageFigures, StageTime } from '../report.ts';
import { cutEarly, type EarlyCuts } from './early-cuts.ts';
import { profileThreads, type ProfiledThreads } from './kernel-profile.ts';
import { createTokens } from './tokens.ts';
import { serveCalls } from './worker-calls.ts';

interface Options {
  readonly weights: string;
  readonly threads: number;
  readonly tokens: number;
  readonly rounds: number;
}

serveCalls({ measure });

/** Runs the parts of a synthesis one by one, the way the app's session does, and times each; the least of some rounds. */
async function measure(options: Options): Promise<Omit<StageFigures, 'peakGflops'>> {
  const scope = new Scope();
  const parts = await open(options, scope);
  const input = createTokens(options.tokens);
  const times = new Map<string, number>();
  const time = async <T>(stage: string, work: () => T | Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const result = await work();
    times.set(stage, Math.min(times.get(stage) ?? Infinity, performance.now() - startedMs));
    return result;
  };
  let samples = 0;
  for (let round = 0; round <= options.rounds; round += 1) {
    // The first round compiles.
    if (round === 1) times.clear();
    for (const [name, model] of parts.early) await time(name, () => model.run(toFeeds(parts.ort, input)));
    const front = await time('front', () => parts.front.run(toFeeds(parts.ort, input)));
    const { [FRONT.features]: features, [FRONT.f0]: f0, [FRONT.style]: style } = front;
    if (features === undefined || f0 === undefined || style === undefined)
      throw new TypeError('The front gives too little.');
    const source = await time('source', () => parts.source.excite(f0, 1));
    const generatorInput: GeneratorInput = { features, source, style };
    samples = (await time('kernels', () => parts.plain.generate(generatorInput))).length;
    parts.profile.clear();
    await parts.profiled.generate(generatorInput);
  }
  scope.dispose();
  const { threads, tokens } = options;
  return { threads, tokens, audioSeconds: samples / 24_000, ...toFigures(times, parts.profile) };
}

function toFigures(
  times: ReadonlyMap<string, number>,
  { kinds }: ProfiledThreads,
): Pick<StageFigures, 'stages' | 'kernels' | 'directGflops' | 'productGflops'> {
  const at = (name: string): number => times.get(name) ?? 0;
  const stages: StageTime[] = [
    { stage: 'PL-BERT and durations (ONNX Runtime)', ms: at('text') },
    { stage: 'pitch and energy (ONNX Runtime)', ms: at('prosody') - at('text') },
    { stage: 'text encoder and decoder (ONNX Runtime)', ms: at('front') - at('prosody') },
    { stage: 'harmonic source', ms: at('source') },
    { stage: 'generator with inverse transform (kernels)', ms: at('kernels') },
  ];
  const profiles = [...kinds.values()];
  const profiledMs = profiles.reduce((sum, { ms }) => sum + ms, 0);
  const sum = (name: 'directOperations' | 'productOperations'): number =>
    profiles.reduce((total, kind) => total + kind[name], 0) / (1e6 * at('kernels'));
  // Step by step takes a little longer, so the shares are what counts.
  const kernels = [...kinds].map(([stage, { ms }]) => ({ stage, ms: (ms / profiledMs) * at('kernels') }));
  return {
    stages,
    kernels: kernels.sort((a, b) => b.ms - a.ms),
    directGflops: sum('directOperations'),
    productGflops: sum('productOperations'),
  };
}

interface Parts {
  readonly ort: Ort;
  /** Sessions that end early, by the stage that they end with. */
  readonly early: ReadonlyMap<keyof EarlyCuts, OrtModel>;
  readonly front: OrtModel;
  readonly source: ReturnType<typeof createHarmonicSource>;
  readonly plain: ReturnType<typeof createGenerator>;
  readonly profiled: ReturnType<typeof createGenerator>;
  readonly profile: ProfiledThreads;
}

async function open({ weights, threads }: Options, scope: Scope): Promise<Parts> {
  const { signal } = scope;
  const bytes = new Uint8Array(await (await fetch(weights)).arrayBuffer());
  const ort = await loadOrt({ device: 'wasm', threads, ortUrl: new URL('/ort/', self.location.href).href });
  const early = new Map<keyof EarlyCuts, OrtModel>();
  const cuts = cutEarly(bytes);
  for (const name of ['text', 'prosody'] as const) {
    early.set(name, await createOrtModel(ort, { model: cuts[name], device: 'wasm' }, signal));
  }
  const split = splitModel(bytes);
  if ('reason' in split) throw new Error(split.reason);
  const profile = profileThreads(await openThreads(threads, scope));
  const generators = createGenerators(split, await openThreads(threads, scope), profile);
  const front = await createOrtModel(ort, { model: split.cutFront(), device: 'wasm' }, signal);
  return { ort, early, front, source: createHarmonicSource(split.source), ...generators, profile };
}

function createGenerators(
  { generator }: SplitModel,
  threads: KernelThreads,
  profile: ProfiledThreads,
): Pick<Parts, 'plain' | 'profiled'> {
  return {
    plain: createGenerator(generator, threads),
    profiled: createGenerator(generator, profile.threads),
  };
}

async function openThreads(threads: number, scope: Scope): Promise<KernelThreads> {
  const kernelsUrl = new URL('/kernels/', self.location.href).href;
  const createWorker = (): Worker =>
    new Worker(new URL('../../../src/threads/kernels/kernel.worker.ts', import.meta.url), { type: 'module' });
  const opened = await openKernels({ kernelsUrl, threads, createWorker, scope }, scope.signal);
  if (opened === null) throw new Error('This browser has no WebAssembly SIMD.');
  return opened;
}
