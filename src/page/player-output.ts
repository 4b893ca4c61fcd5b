import { ownFiles } from './own-files.ts';
import { fetchUnlessSilent } from '../std/fetch-unless-silent.ts';
import { loadOnce } from '../std/load-once.ts';
import type { Scope } from '../std/scope.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import type { PageToPlayer, PlayerToPage } from '../wire/player.protocol.ts';

/** The audio thread of a player, and its one node. */
export interface Output {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
}

/** Creates a context with the rate of Sotto's sound, so that the browser resamples at most once, for the device. */
export function createAudioContext(): AudioContext {
  return new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'balanced' });
}

/** Loads the module of the player's worklet into a context. */
export type LoadWorklet = (context: AudioContext) => Promise<void>;

/** What an output is made of. */
export interface OutputParts {
  readonly createContext: () => AudioContext;
  readonly loadWorklet: LoadWorklet;
}

/** Loads the worklet from this page's own files. */
export const loadOwnWorklet: LoadWorklet = (context) =>
  context.audioWorklet.addModule(ownFiles.toWorkletUrl());

/** Opens the player's worklet, whose messages go to `hear`. */
export async function openOutput(
  scope: Scope,
  { context, loadWorklet }: { readonly context: AudioContext; readonly loadWorklet: LoadWorklet },
  hear: (message: PlayerToPage) => void,
): Promise<Output> {
  // Missing where a page comes over plain http from another machine.
  if (!('audioWorklet' in context))
    throw new Error('Sound can be played only on pages over https, or on localhost.');
  // Called before the first await: after one, Safari no longer counts the click.
  const resumed = context.resume();
  await loadWorklet(context);
  const node = new AudioWorkletNode(context, 'sotto-player', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [1],
  });
  scope.listen(node.port, 'message', (event: MessageEvent<PlayerToPage>) => hear(event.data));
  node.port.start();
  node.connect(context.destination);
  await resumed;
  return { context, node };
}

/** Tells an output what to do. */
export function post(node: AudioWorkletNode, message: PageToPlayer, transfer: Transferable[] = []): void {
  node.port.postMessage(message, transfer);
}

/** Fetches Sonic, which the worklet cannot do itself: once for all players, and again after a failure. */
export const fetchStretcher = loadOnce(async (): Promise<ArrayBuffer> => {
  const response = await fetchUnlessSilent(new URL('codecs/sonic.wasm', ownFiles.locate().filesUrl));
  if (!response.ok) throw new Error(`codecs/sonic.wasm answered ${response.status}.`);
  return response.arrayBuffer();
});
