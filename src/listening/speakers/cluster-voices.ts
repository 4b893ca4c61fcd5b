import { nextTurn } from '../../std/next-turn.ts';
import type { LocalVoice } from '../../contract/speakers.ts';
import { toDot, toUnit } from './unit-vector.ts';
import { VoiceClusters, type VoiceCluster } from './voice-clusters.ts';

/** How many speakers there may be. */
export interface SpeakerLimits {
  readonly min: number;
  readonly max: number;
}

/** People's voices, and which of them each given voice is. */
export interface ClusteredVoices {
  /** One direction for each person, of length one. */
  readonly people: readonly Float32Array<ArrayBuffer>[];
  /** For each given voice, in order: an index into `people`. */
  readonly assigned: readonly number[];
}

/**
 * Centres that are further apart are different people. It is the published value of pyannote's diarization 3.1, which
 * measures the distance between means of unit vectors.
 */
const SAME_PERSON_DISTANCE = 0.7046;
/** A voice that is heard alone for less is joined to others, but does not make a person. */
const TELLING_SECONDS = 1;
/** Fewer windows than this do not make a person, once there are many. */
const MIN_WINDOWS = 2;
const MANY_WINDOWS_PART = 0.1;
/** More voices would take long; those chosen are spread over the sound. */
const MAX_VOICES = 600;
/** Joins between two looks at the messages that have come in. */
const JOINS_PER_TURN = 50;

/** Finds out which voices of many windows are the same person's. Rejects with the reason of `signal`. */
export async function clusterVoices(
  voices: readonly LocalVoice[],
  limits: SpeakerLimits,
  signal: AbortSignal,
): Promise<ClusteredVoices> {
  const vectors = voices.map(({ embedding }) => toUnit(embedding));
  const clusters = new VoiceClusters(
    chooseTelling(voices).map((index) => vectors[index] ?? new Float32Array()),
  );
  const minCount = Math.max(1, limits.min);
  await joinWhile(
    clusters,
    () => clusters.leastDistance <= SAME_PERSON_DISTANCE && clusters.count > minCount,
    signal,
  );
  const kept = new VoiceClusters(keepLarge(clusters.list(), minCount).map(({ centre }) => centre));
  await joinWhile(kept, () => kept.count > Math.max(minCount, limits.max), signal);
  const people = kept.list().map(({ centre }) => toUnit(centre));
  return { people, assigned: vectors.map((vector) => findNearest(people, vector)) };
}

async function joinWhile(
  clusters: VoiceClusters,
  isWanted: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  for (let joins = 1; isWanted(); joins += 1) {
    clusters.joinNearest();
    if (joins % JOINS_PER_TURN !== 0) continue;
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** The voices that are heard long enough, or all where none is. */
function chooseTelling(voices: readonly LocalVoice[]): readonly number[] {
  const all = voices.map((_, index) => index);
  const telling = all.filter((index) => (voices[index]?.aloneSeconds ?? 0) >= TELLING_SECONDS);
  const chosen = telling.length === 0 ? all : telling;
  const step = Math.max(1, chosen.length / MAX_VOICES);
  return Array.from(
    { length: Math.floor(chosen.length / step) },
    (_, index) => chosen[Math.floor(index * step)] ?? 0,
  );
}

/** Leaves out people who were hardly heard; their voices go to whom they are most like. */
function keepLarge(clusters: readonly VoiceCluster[], minCount: number): readonly VoiceCluster[] {
  const voiceCount = clusters.reduce((sum, { members }) => sum + members.length, 0);
  const minSize = Math.min(MIN_WINDOWS, Math.max(1, Math.round(MANY_WINDOWS_PART * voiceCount)));
  const bySize = [...clusters].sort((a, b) => b.members.length - a.members.length);
  return bySize.filter(({ members }, rank) => rank < minCount || members.length >= minSize);
}

function findNearest(people: readonly Float32Array[], vector: Float32Array): number {
  const likenesses = people.map((person) => toDot(person, vector));
  return likenesses.indexOf(Math.max(...likenesses));
}
