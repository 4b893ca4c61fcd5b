import { toFeeds } from '../../../src/engines/kokoro/session/to-feeds.ts';
import { createTail, type GeneratorInput, type Tail } from '../../../src/engines/kokoro/tail/generator.ts';
import type { KernelThreads } from '../../../src/compute/kernels/kernel-threads.ts';
import { openKernels } from '../../../src/compute/kernels/open-kernels.ts';
import { createOrtModel, loadOrt, type Ort, type OrtModel } from '../../../src/compute/runtime/ort-model.ts';
import type { SpeechCurves } from '../../../src/engines/kokoro/session/session.ts';
import { findDurations } from '../../../src/engines/kokoro/graph/find-durations.ts';
import { normalise } from '../../../src/compute/onnx/normalise/normalise.ts';
import { readModel } from '../../../src/compute/onnx/read-model.ts';
import { FRONT, splitModel } from '../../../src/engines/kokoro/graph/split-model.ts';
import { writePart } from '../../../src/engines/kokoro/graph/write-part.ts';
import { createHarmonicSource } from '../../../src/engines/kokoro/source/harmonic-source.ts';
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
    await time('durations', () => parts.durations.run(toFeeds(parts.ort, input)));
    const front = await time('front', () => parts.front.run(toFeeds(parts.ort, input)));
    const { f0, energy } = await time('curves', () => toCurves(parts, front));
    const source = await time('source', () => parts.source.excite(f0, 1));
    const { [FRONT.features]: features, [FRONT.style]: style } = front;
    if (features === undefined || style === undefined) throw new TypeError('The front gives too little.');
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
  outputs: Awaited<ReturnType<OrtModel['run']>>,
): Promise<SpeechCurves> {
  const { [FRONT.f0]: f0, [FRONT.energy]: energy = null } = outputs;
  if (f0 !== undefined) return { f0, energy };
  const { [FRONT.states]: states, [FRONT.prosodyStyle]: style } = outputs;
  if (computeCurves === null || states === undefined || style === undefined) {
    throw new TypeError('The front gives too little.');
  }
  return computeCurves({ states, style, frames: states.length / stateChannels });
}

function toFigures(
  times: ReadonlyMap<string, number>,
  { profile, plain }: Pick<Parts, 'profile' | 'plain'>,
): Pick<StageFigures, 'stages' | 'kernels' | 'directGflops' | 'productGflops'> {
  const at = (name: string): number => times.get(name) ?? 0;
  const stages: StageTime[] = [
    { stage: 'PL-BERT and durations (ONNX Runtime)', ms: at('durations') },
    { stage: 'what else is in front (ONNX Runtime)', ms: Math.max(0, at('front') - at('durations')) },
    { stage: 'pitch and energy (kernels)', ms: at('curves') },
    { stage: 'harmonic source', ms: at('source') },
    { stage: `${plain.hasDecoder ? 'decoder and ' : ''}generator (kernels)`, ms: at('kernels') },
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
    kernels: kernels.sort((a, b) => b.ms - a.ms),
    directGflops: toGflops('directOperations'),
    productGflops: toGflops('productOperations'),
  };
}

interface Parts {
  readonly ort: Ort;
  /** The model as far as the durations. */
  readonly durations: OrtModel;
  readonly front: OrtModel;
  readonly source: ReturnType<typeof createHarmonicSource>;
  readonly plain: Tail;
  readonly profiled: Tail;
  readonly profile: ProfiledThreads;
  /** Of what the curves are made from. */
  readonly stateChannels: number;
}

async function open({ weights, threads }: Options, scope: Scope): Promise<Parts> {
  const { signal } = scope;
  const bytes = new Uint8Array(await (await fetch(weights)).arrayBuffer());
  const ort = await loadOrt({ device: 'wasm', threads, ortUrl: new URL('/ort/', self.location.href).href });
  const model = normalise(readModel(bytes));
  const durations = findDurations(model);
  if (durations === null) throw new Error('The model has no durations.');
  const early = writePart(model, { outputs: [{ value: durations, name: 'early_durations' }] });
  const split = splitModel(bytes);
  if ('reason' in split) throw new Error(split.reason);
  const profile = profileThreads(await openThreads(threads, scope));
  return {
    ort,
    durations: await createOrtModel(ort, { ...early, device: 'wasm' }, signal),
    plain: createTail(split, await openThreads(threads, scope)),
    profiled: createTail(split, profile.threads),
    profile,
    stateChannels: split.prosody?.channels ?? 0,
    source: createHarmonicSource(split.source),
    front: await createOrtModel(ort, { ...split.writeFront({ hasCurves: false }), device: 'wasm' }, signal),
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
