import { orAbort } from '../../../std/abort.ts';
import { answers } from '../trust/answers.ts';
import { CALIBRATION_VOICE } from '../trust/calibration-utterances.ts';
import {
  compareWithReference,
  judgeKernels,
  renderKernelReference,
  type KernelReference,
} from '../trust/check-kernels.ts';
import type { KernelTrust } from '../trust/kernel-trust.ts';
import { findKnownReference } from '../trust/known-answers.ts';
import type { LoadParts, LoadPlan } from './load-parts.ts';
import type { KokoroSession, SessionInput, SplitUse } from '../session/session.ts';
import { startSession } from './start-session.ts';
import { withReason } from '../session/with-reason.ts';

/** A plan that is to be carried out. */
export interface Start {
  readonly plan: LoadPlan;
  readonly parts: LoadParts;
  readonly model: Blob;
  /** The handle of the same file, where there is one. */
  readonly handle?: FileSystemFileHandle;
  /** Called after each step that is done. */
  readonly onStep: () => void;
}

/**
 * Starts the fastest session for a plan that is known to be right. On the processor that is the kernels, which are
 * compared with ONNX Runtime first where they were not before; it speaks alone where they cannot or must not, and the
 * session has the reason.
 */
export async function startBest(start: Start, signal: AbortSignal): Promise<KokoroSession> {
  const { plan, parts } = start;
  const { kernelTrust } = parts;
  if (plan.device === 'webgpu') return startSplit(start, { tail: 'onnxruntime' }, signal);
  if (plan.kernelFault !== undefined) return startWhole(start, plan.kernelFault, signal);
  if (kernelTrust === undefined)
    return startSession(start.model, { ...plan, parts, onStep: start.onStep }, signal);
  const isKnown = await kernelTrust.has(plan.weights.sha256);
  return isKnown ? startTrusted(start, signal) : startUnknown(start, kernelTrust, signal);
}

function startSplit(
  { plan, model, ...start }: Start,
  split: SplitUse,
  signal: AbortSignal,
): Promise<KokoroSession> {
  return startSession(model, { ...plan, ...start, split }, signal);
}

async function startWhole(
  { plan, parts, model, onStep }: Start,
  reason: string,
  signal: AbortSignal,
): Promise<KokoroSession> {
  return withReason(await startSession(model, { ...plan, parts, onStep }, signal), reason);
}

function startKernels(start: Start, signal: AbortSignal): Promise<KokoroSession> {
  const kernelsUrl = new URL('kernels/', start.parts.baseUrl).href;
  // The source was compared before: with the reference, in an earlier load, or when the known answer was made.
  const open = (): Promise<KokoroSession> =>
    startSplit(start, { tail: 'kernels', kernelsUrl, sourceIsKnown: true }, signal);
  // Where an idle model takes their memory, that one leaves before the kernels are given up.
  return start.parts.seat?.withRoom(open) ?? open();
}

async function startTrusted(start: Start, signal: AbortSignal): Promise<KokoroSession> {
  try {
    return await startKernels(start, signal);
  } catch (error) {
    return startWhole(start, toFault('they did not start', error, signal), signal);
  }
}

/**
 * The answer of an official file is known; any other has ONNX Runtime give it first. One session after the other, each
 * with its memory to itself: both at once are too much for a phone.
 */
async function startUnknown(start: Start, trust: KernelTrust, signal: AbortSignal): Promise<KokoroSession> {
  let input: SessionInput;
  try {
    input = await createInput(start.parts, signal);
  } catch (error) {
    return startWhole(start, toFault('they could not be compared', error, signal), signal);
  }
  const { sha256 } = start.plan.weights;
  let reference = findKnownReference(answers, sha256, input);
  if (reference === null) {
    const stock = await startSplit(start, { tail: 'onnxruntime' }, signal);
    // A model that cannot be taken apart was started whole.
    if (!stock.isSplit) return stock;
    start.onStep();
    reference = await renderAndRelease(stock, input, signal);
    start.onStep();
  }
  const checked = await startChecked(start, reference, signal);
  if ('fault' in checked) return startWhole(start, checked.fault, signal);
  if (checked.generator?.by === 'kernels') await trust.add(sha256);
  return checked;
}

/** Gives what is wrong with the kernels, in words, where they differ from the reference or fail. */
async function startChecked(
  start: Start,
  reference: KernelReference,
  signal: AbortSignal,
): Promise<KokoroSession | { readonly fault: string }> {
  let session: KokoroSession | null = null;
  try {
    session = await startKernels(start, signal);
    start.onStep();
    const { generator, isSplit } = session;
    if (generator === null || !isSplit) return session;
    const difference = await orAbort(compareWithReference(session, reference, signal), signal);
    start.onStep();
    const fault = judgeKernels(difference);
    if (fault === null) return { ...session, generator: { ...generator, difference } };
    console.warn(`The kernels are not used: ${fault}`);
    await session.release();
    return { fault };
  } catch (error) {
    await session?.release();
    return { fault: toFault('they failed', error, signal) };
  }
}

async function renderAndRelease(
  session: KokoroSession,
  input: SessionInput,
  signal: AbortSignal,
): Promise<KernelReference> {
  try {
    return await orAbort(renderKernelReference(session, input, signal), signal);
  } finally {
    await session.release();
  }
}

async function createInput({ voices, utterances }: LoadParts, signal: AbortSignal): Promise<SessionInput> {
  const { short: tokenIds } = utterances;
  const style = await voices.style([{ id: CALIBRATION_VOICE, weight: 1 }], tokenIds.length, signal);
  return { tokenIds, style, speed: 1 };
}

/** Says what is wrong with the kernels; throws where nothing is but that nobody waits any more. */
function toFault(what: string, error: unknown, signal: AbortSignal): string {
  signal.throwIfAborted();
  console.warn('The kernels cannot be used', error);
  return `${what}: ${error instanceof Error ? error.message : String(error)}`;
}
