import { compareKernels } from '../../engines/kokoro/loading/compare-kernels.ts';
import { detectEnvironment, hasRoomForTwo } from '../../compute/runtime/engine-environment.ts';
import type { SessionInput } from '../../engines/kokoro/session/session.ts';
import { VoicePack } from '../../engines/kokoro/session/voice-pack.ts';
import { createWorkerSessions } from '../../engines/kokoro/session/worker-session.ts';
import { createModelCatalog, findModel, toSpeaking } from '../../models/catalog/model-catalog.ts';
import { createCatalogMemory } from '../../models/store/catalog-memory.ts';
import { ModelStore } from '../../models/store/model-store.ts';
import { openFileArea } from '../../models/store/open-file-area.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { KernelComparison } from '../../contract/kernel-comparison.ts';
import type {
  KernelTrialCalls,
  KernelTrialEvents,
  KernelTrialRequest,
} from '../../wire/kernel-trial.protocol.ts';
import { serveRpc } from '../../wire/rpc.ts';

/** Compares the kernels with ONNX Runtime alone, for the benchmark page. */
declare const self: DedicatedWorkerGlobalScope;

/** "hello." in Kokoro's ids, without the padding. */
const HELLO = [50, 83, 54, 156, 57, 135, 4];
const SPACE = 16;
const REPEATS = 12;

const server = serveRpc<KernelTrialCalls, KernelTrialEvents>(self, {
  compare: (request, { signal }) => compare(request, signal),
});

async function compare(request: KernelTrialRequest, signal: AbortSignal): Promise<KernelComparison> {
  const { baseUrl, model: id, dtype, threads, rounds } = request;
  const area = await openFileArea();
  const store = new ModelStore(area);
  const { models } = await createModelCatalog({ baseUrl, memory: createCatalogMemory(area) }).read(signal);
  const [weights] = findModel(toSpeaking(models), id).weights.get(dtype) ?? [];
  const file = weights === undefined ? null : await store.check(weights, signal);
  if (file === null) throw new SpeechError('engine_unavailable', `${id} (${dtype}) is not stored.`);
  const compared = await compareKernels(
    {
      ...createWorkerSessions(
        () => new Worker(new URL('../engine/session.worker.ts', import.meta.url), { type: 'module' }),
      ),
      model: file,
      ortUrl: new URL('ort/', baseUrl).href,
      kernelsUrl: new URL('kernels/', baseUrl).href,
      threads,
      input: await createInput(baseUrl, signal),
      rounds,
      hasRoomForTwo: hasRoomForTwo(detectEnvironment()),
      onStep: (progress) => {
        server.emit('progress', progress);
      },
    },
    signal,
  );
  return { ...compared, dtype };
}

/** About a hundred tokens, as a segment has when the app is in full swing. */
async function createInput(baseUrl: string, signal: AbortSignal): Promise<SessionInput> {
  const words = Array.from({ length: REPEATS }, () => [...HELLO, SPACE]).flat();
  const tokenIds = [0, ...words, 0];
  const voices = new VoicePack({ baseUrl });
  return {
    tokenIds,
    style: await voices.style([{ id: 'af_heart', weight: 1 }], tokenIds.length, signal),
    speed: 1,
  };
}
