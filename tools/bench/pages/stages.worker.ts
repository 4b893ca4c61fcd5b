import type { GeneratorInput } from '../../../src/engines/kokoro/tail/generator.ts';
import { fromMemory } from '../../../src/compute/file-bytes.ts';
import type { KernelThreads } from '../../../src/compute/kernels/kernel-threads.ts';
import { openKernels } from '../../../src/compute/kernels/open-kernels.ts';
import { createOrtModel, loadOrt } from '../../../src/compute/runtime/ort-model.ts';
import type { SpeechCurves } from '../../../src/engines/kokoro/session/session.ts';
import type { Front, FrontOutput } from '../../../src/engines/kokoro/session/front.ts';
import { createKernelFront } from '../../../src/engines/kokoro/session/kernel-front.ts';
import { createKernelTail } from '../../../src/engines/kokoro/session/kernel-tail.ts';
import { OrtFront } from '../../../src/engines/kokoro/session/ort-front.ts';
import type { SplitTail } from '../../../src/engines/kokoro/session/split-tail.ts';
import { splitModel } from '../../../src/engines/kokoro/graph/split-model.ts';
import { toExcitation } from '../../../src/engines/kokoro/source/harmonic-source.ts';
import type { SourceWeights } from '../../../src/engines/kokoro/source/source-weights.ts';
import { Scope } from '../../../src/std/scope.ts';
import type { StageFigures, StageTime } from '../report.ts';
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
    const inOrt = await time('ort-front', () => parts.ortFront.run(input));
    const { kernelFront } = parts;
    const front =
      kernelFront === null ? inOrt : await time('front', () => kernelFront.run(input, scope.signal));
    const { f0, energy } = await time('curves', () => toCurves(parts, front));
    const source = await time('source', () => toExcitation(parts.source, f0, 1));
    const { features, style } = front;
    const known = { features, source, style };
    const all: GeneratorInput = energy === null ? known : { ...known, curves: { f0, energy } };
    samples = (await time('kernels', () => parts.plain.generate(all))).length;
    parts.profile.clear();
    await parts.profiled.generate(all);
  }
  scope.dispose();
  const { threads, tokens } = options;
  return { threads, tokens, audioSeconds: samples / 24_000, ...toFigures(times, parts) };
}

/** Computes the curves, or takes them from the front where that has done so. */
async function toCurves(
  { plain: { computeCurves }, stateChannels }: Pick<Parts, 'plain' | 'stateChannels'>,
  { melody }: FrontOutput,
): Promise<SpeechCurves> {
  if ('f0' in melody) return melody;
  if (computeCurves === null) throw new TypeError('Nothing computes pitch and energy.');
  return computeCurves({ ...melody, frames: melody.states.length / stateChannels });
}

function toFigures(
  times: ReadonlyMap<string, number>,
  { profile, kernelFront, hasDecoder }: Pick<Parts, 'profile' | 'kernelFront' | 'hasDecoder'>,
): Pick<StageFigures, 'stages' | 'ortFrontMs' | 'kernels' | 'directGflops' | 'productGflops'> {
  const at = (name: string): number => times.get(name) ?? 0;
  const stages: StageTime[] = [
    kernelFront === null
      ? { stage: 'PL-BERT, LSTMs and text encoder (ONNX Runtime)', ms: at('ort-front') }
      : { stage: 'PL-BERT, LSTMs and text encoder (kernels)', ms: at('front') },
    { stage: 'pitch and energy (kernels)', ms: at('curves') },
    { stage: 'harmonic source', ms: at('source') },
    { stage: `${hasDecoder ? 'decoder and ' : ''}generator (kernels)`, ms: at('kernels') },
  ];
  const profiles = [...profile.kinds.values()];
  const profiledMs = profiles.reduce((sum, { ms }) => sum + ms, 0);
  const toGflops = (name: 'directOperations' | 'productOperations'): number =>
    profiles.reduce((total, kind) => total + kind[name], 0) / (1e6 * at('kernels'));
  // Step by step takes a little longer, so the shares are what counts.
  const kernels = [...profile.kinds].map(([stage, { ms }]) => ({
    stage,
    ms: (ms / profiledMs) * at('kernels'),
  }));
  return {
    stages,
    ortFrontMs: at('ort-front'),
    kernels: kernels.sort((a, b) => b.ms - a.ms),
    directGflops: toGflops('directOperations'),
    productGflops: toGflops('productOperations'),
  };
}

interface Parts {
  /** The front in ONNX Runtime, which is timed for comparison where the kernels have it too. */
  readonly ortFront: OrtFront;
  readonly kernelFront: Front | null;
  readonly source: SourceWeights;
  readonly plain: SplitTail;
  readonly profiled: SplitTail;
  readonly hasDecoder: boolean;
  readonly profile: ProfiledThreads;
  /** Of what the curves are made from. */
  readonly stateChannels: number;
}

async function open({ weights, threads }: Options, scope: Scope): Promise<Parts> {
  const { signal } = scope;
  const bytes = new Uint8Array(await (await fetch(weights)).arrayBuffer());
  const ort = await loadOrt({ device: 'wasm', threads, ortUrl: new URL('/ort/', self.location.href).href });
  const split = splitModel(fromMemory(bytes));
  if ('reason' in split) throw new Error(split.reason);
  const { encoder, decoder, generator, prosody } = split;
  const profile = profileThreads(await openThreads(threads, scope));
  const plain = createKernelTail(split, await openThreads(threads, scope));
  const hasCurves = plain.computeCurves === null;
  const front = await createOrtModel(ort, { ...split.writeFront({ hasCurves }), device: 'wasm' }, signal);
  const isWhole = plain.encode !== null && encoder !== null;
  return {
    ortFront: new OrtFront(ort, front),
    kernelFront: isWhole ? createKernelFront(plain.encode, encoder, generator) : null,
    plain,
    profiled: createKernelTail(split, profile.threads),
    profile,
    hasDecoder: decoder !== null,
    stateChannels: prosody?.channels ?? 0,
    source: split.source,
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
