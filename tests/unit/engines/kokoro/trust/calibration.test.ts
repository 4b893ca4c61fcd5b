import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { SpeechError } from '../../../../../src/contract/errors.ts';
import type { SessionOutput, SplitUse } from '../../../../../src/engines/kokoro/session/session.ts';
import { createSplitSessions } from '../../../../../src/engines/kokoro/session/split-sessions.ts';
import { createOrtSession } from '../../../../../src/engines/kokoro/session/ort-session.ts';
import { STYLE_LENGTH } from '../../../../../src/engines/kokoro/session/voice-pack.ts';
import { toTokenIds } from '../../../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import {
  checkDevice,
  renderReference,
  type CalibrationParts,
  type Reference,
} from '../../../../../src/engines/kokoro/trust/calibrate.ts';
import { buildToneModel } from '../../../../../tools/tone-model.ts';
import { spoils, type Spoil } from '../../../../fixtures/session-faults.ts';
import {
  createCoarseShapeModel,
  createNamelessShapeModel,
  createShapeModel,
} from '../../../../fixtures/shape-variants.ts';
import { ORT_URL } from '../../../../fixtures/tone-server.ts';

const { signal } = new AbortController();
const options = { isUrgent: true, signal };

/** Shorter than the app's, for the sake of time. */
const utterances = {
  short: toTokenIds('ə ʃˈɔɹt ʧˈɛk.'),
  long: toTokenIds('ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˌOvəɹ ðə lˈAzi dˈɑɡ.'),
};

const HOOK_MS = 180_000;

let styles: Float32Array;

beforeAll(async () => {
  const path = '../../../../../node_modules/kokoro-js/voices/af_heart.bin';
  styles = new Float32Array(new Uint8Array(await readFile(join(import.meta.dirname, path))).buffer);
});

const createSplit = createSplitSessions(() => {
  throw new Error('The tail is ONNX Runtime’s, which starts no thread of ours.');
});

/** Parts of a calibration on a device that computes `model` right, whole or taken apart. */
function createParts(model: Uint8Array<ArrayBuffer>, split?: SplitUse): CalibrationParts {
  return {
    readModel: () => Promise.resolve(new Blob([model])),
    createSession: (bytes, createSignal) => {
      const whole = { model: bytes, device: 'wasm', threads: 1, ortUrl: ORT_URL } as const;
      return split === undefined
        ? createOrtSession(whole, createSignal)
        : createSplit({ ...whole, split }, createSignal);
    },
    utterances,
    toStyle: ({ length }) =>
      Promise.resolve(styles.slice((length - 2) * STYLE_LENGTH, (length - 1) * STYLE_LENGTH)),
  };
}

const models = {
  tone: buildToneModel(),
  shape: createShapeModel(),
  nameless: createNamelessShapeModel(),
};

const references = new Map<string, Promise<Reference>>();

/** Renders the reference of a model once for all tests. */
function toReference(name: keyof typeof models, split?: SplitUse): Promise<Reference> {
  const key = `${name} ${String(split?.tail)}`;
  const reference = references.get(key) ?? renderReference(createParts(models[name], split), signal);
  references.set(key, reference);
  return reference;
}

interface Recording {
  readonly parts: CalibrationParts;
  readonly outputs: SessionOutput[];
}

/** Keeps what each run of the parts' sessions gave. */
function record(parts: CalibrationParts): Recording {
  const outputs: SessionOutput[] = [];
  const createSession: CalibrationParts['createSession'] = async (model, createSignal) => {
    const session = await parts.createSession(model, createSignal);
    return {
      ...session,
      run: async (input) => {
        const output = await session.run(input);
        outputs.push(output);
        return output;
      },
    };
  };
  return { parts: { ...parts, createSession }, outputs };
}

/** A device that gives what another one gave before, spoilt. */
function replay({ parts, outputs }: Recording, spoil: Spoil, isSplit = false): CalibrationParts {
  let runs = 0;
  const createSession: CalibrationParts['createSession'] = () =>
    Promise.resolve({
      ...{ device: 'webgpu', threads: 1, generator: null, isSplit },
      run: () => Promise.resolve(spoil(outputs[runs++]!)),
      release: () => Promise.resolve(),
    });
  return { ...parts, readModel: () => Promise.resolve(new Blob()), createSession };
}

describe.each([
  ['the tone model', 'tone', undefined],
  ['the shape model, its noise fixed', 'shape', undefined],
  ['the shape model, its noise not to be fixed', 'nameless', undefined],
  ['the shape model, taken apart', 'shape', { tail: 'onnxruntime' }],
] as const)('with %s', (_, name, split) => {
  let reference: Reference;
  let right: Recording;

  beforeAll(async () => {
    reference = await toReference(name, split);
    right = record(createParts(models[name], split));
  }, HOOK_MS);

  it('a right device is trusted', async () => {
    const finding = await checkDevice(reference, right.parts, options);
    expect(finding).toMatchObject({ fault: null, isFinished: true });
    expect(finding.secondsPerToken).toBeGreaterThan(0);
  });

  it.each(Object.entries(spoils))('a device that gives %s is not', async (__, spoil) => {
    const device = replay(right, spoil, split !== undefined);
    const finding = await checkDevice(reference, device, options);
    expect(finding.fault).not.toBeNull();
  });
});

describe('a device that gets the same harmonic source', () => {
  it('is held to the samples themselves', { timeout: HOOK_MS }, async () => {
    const right = record(createParts(models.shape, { tail: 'onnxruntime' }));
    const reference = await renderReference(right.parts, signal);
    const check = (deviation: number, isSplit: boolean): ReturnType<typeof checkDevice> => {
      let state = 3;
      const spoil: Spoil = (output) => {
        const samples = output.samples.map((sample) => {
          state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
          return sample * (1 + deviation * Math.sqrt(3) * (state / 2 ** 31 - 1));
        });
        return { ...output, samples };
      };
      return checkDevice(reference, replay(right, spoil, isSplit), options);
    };
    expect(await check(0.01, true)).toMatchObject({ fault: null });
    const wrong = await check(0.1, true);
    expect(wrong.fault).toMatch(/another sound: 10 %/);
    // Where the noise could be another, nobody could tell.
    expect(await check(0.1, false)).toMatchObject({ fault: null });
  });
});

describe('a right device', () => {
  it.each([1e-6, 1e-4])(
    'whose arithmetic is off by %d is trusted',
    { timeout: HOOK_MS },
    async (deviation) => {
      const reference = await toReference('shape');
      const finding = await checkDevice(reference, createParts(createCoarseShapeModel(deviation)), options);
      expect(finding).toMatchObject({ fault: null, isFinished: true });
      expect(finding.figures?.difference).toBeGreaterThan(0);
    },
  );

  it('that draws its own noise is trusted, by the spread of right runs', { timeout: HOOK_MS }, async () => {
    const parts = createParts(models.nameless);
    const reference = await toReference('nameless');
    expect(reference.spread.bands).toBeGreaterThan(0.5);
    const createSession: CalibrationParts['createSession'] = async (model, createSignal) => {
      const session = await parts.createSession(model, createSignal);
      // One run more than the reference's: from here on its noise is another.
      await session.run({ tokenIds: [0, 50, 0], style: styles.slice(0, STYLE_LENGTH), speed: 1 });
      return session;
    };
    const finding = await checkDevice(reference, { ...parts, createSession }, options);
    expect(finding.fault).toBeNull();
    expect(finding.figures?.bands).toBeGreaterThan(0.5);
  });

  it('that is far too slow is not checked to the end, unless it is asked for', async () => {
    const parts = createParts(models.tone);
    const reference = { ...(await toReference('tone')), secondsPerToken: 1e-9 };
    const finding = await checkDevice(reference, parts, { ...options, isUrgent: false });
    expect(finding).toMatchObject({ fault: null, isFinished: false });
    expect(await checkDevice(reference, parts, options)).toMatchObject({ fault: null, isFinished: true });
  });
});

describe('a device that fails', () => {
  it('is found out with what it said', async () => {
    const parts = createParts(models.tone);
    const reference = await toReference('tone');
    const createSession = (): Promise<never> => Promise.reject(new Error('out of memory'));
    const finding = await checkDevice(reference, { ...parts, createSession }, options);
    expect(finding).toMatchObject({ fault: 'it failed: out of memory', figures: null });
  });

  it('is not at fault where the model cannot be read', async () => {
    const missing = new SpeechError('model_unavailable', 'Its files are not stored any more.');
    const parts = { ...createParts(models.tone), readModel: () => Promise.reject(missing) };
    await expect(checkDevice(await toReference('tone'), parts, options)).rejects.toBe(missing);
  });

  it('lets go of its session, and an abort is no finding', async () => {
    const parts = createParts(models.tone);
    const reference = await toReference('tone');
    const controller = new AbortController();
    let released = 0;
    const createSession: CalibrationParts['createSession'] = async (model, createSignal) => {
      const session = await parts.createSession(model, createSignal);
      return {
        ...session,
        run: (input) => {
          controller.abort();
          return session.run(input);
        },
        release: () => {
          released += 1;
          return session.release();
        },
      };
    };
    const check = checkDevice(
      reference,
      { ...parts, createSession },
      { ...options, signal: controller.signal },
    );
    await expect(check).rejects.toMatchObject({ name: 'AbortError' });
    expect(released).toBe(1);
  });
});
