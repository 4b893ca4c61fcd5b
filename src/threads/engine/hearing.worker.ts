import { VOICE_DETECTOR_FILE } from '../../compute/runtime/fetch-runtime.ts';
import { SileroDetector } from '../../engines/silero/silero-detector.ts';
import { SpeakerSession } from '../../engines/speakers/speaker-session.ts';
import { createOrtWhisper, type WhisperSession } from '../../engines/whisper/session/ort-session.ts';
import type { HearingThreadCalls } from '../../server/hearing-threads.ts';
import { fetchUnlessSilent } from '../../std/fetch-unless-silent.ts';
import { loadOnce } from '../../std/load-once.ts';
import { serveRpc } from '../../wire/rpc.ts';

/** Runs one of the models that hear, for the engine worker that started it; ends with it. */
declare const self: DedicatedWorkerGlobalScope;

let session: WhisperSession | null = null;
let speakers: SpeakerSession | null = null;
let baseUrl = '';

const openDetector = loadOnce(async () => {
  const response = await fetchUnlessSilent(new URL(VOICE_DETECTOR_FILE, baseUrl));
  if (!response.ok) throw new TypeError(`${VOICE_DETECTOR_FILE}: status ${response.status}`);
  const model = new Uint8Array(await response.arrayBuffer());
  // Frames are too small to share; threads that wait for the next one would keep the cores busy.
  const never = new AbortController().signal;
  return SileroDetector.open({ model, threads: 1, ortUrl: new URL('ort/', baseUrl).href }, never);
});

serveRpc<HearingThreadCalls>(self, {
  start: async (options, { signal }) => {
    session = await createOrtWhisper(options, signal);
  },
  recognise: (job, { signal }) => {
    if (session === null) throw new TypeError('There is no session yet.');
    return session.recognise(job, signal);
  },
  startSpeakers: async (options, { signal }) => {
    speakers = await SpeakerSession.open(options, signal);
  },
  hearSpeakers: (samples, { signal }) => {
    if (speakers === null) throw new TypeError('The models that tell speakers apart are not loaded.');
    return speakers.hear(samples, signal);
  },
  detect: async ({ samples, memory, baseUrl: base }) => {
    baseUrl = base;
    return (await openDetector()).detect(samples, memory);
  },
});
