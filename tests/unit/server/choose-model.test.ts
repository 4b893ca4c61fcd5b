import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import { chooseModel } from '../../../src/server/speech-server.ts';
import { createStatus } from '../../fixtures/engine-status.ts';

const ready = createStatus({ state: 'ready' });
const loading: EngineStatus = { ...ready, state: 'loading' };

describe('chooseModel', () => {
  it.each([
    { asked: 'kokoro-82m', status: loading, fallback: 'none', expected: 'kokoro-82m' },
    { asked: 'kokoro-82m', status: ready, fallback: 'espeak-ng', expected: 'kokoro-82m' },
    { asked: 'kokoro-82m', status: loading, fallback: 'espeak-ng', expected: 'espeak-ng' },
    { asked: 'kokoro-v2', status: ready, fallback: 'espeak-ng', expected: 'espeak-ng' },
    { asked: 'kokoro-82m', status: undefined, fallback: 'espeak-ng', expected: 'espeak-ng' },
    { asked: 'espeak-ng', status: ready, fallback: 'none', expected: 'espeak-ng' },
  ] as const)(
    'gives $expected for $asked with status $status.state and fallback $fallback',
    ({ asked, status, fallback, expected }) => {
      expect(chooseModel({ model: asked, language: 'fr' }, status, { fallback })).toBe(expected);
    },
  );

  it('gives Kokoro, ready or not, where the built-in voice does not speak the language', () => {
    const asked = { model: 'kokoro-82m', language: 'zh' } as const;
    expect(chooseModel(asked, loading, { fallback: 'espeak-ng' })).toBe('kokoro-82m');
  });
});
