import { describe, expect, it } from 'vitest';
import { SpeechError } from '../../../src/contract/errors.ts';
import { createAbortError, isAbortError } from '../../../src/std/abort.ts';
import { fromWireError, toWireError } from '../../../src/wire/wire-error.ts';

const overTheWire = (error: unknown): Error => fromWireError(structuredClone(toWireError(error)));

describe('an error over a port', () => {
  it('stays a SpeechError, without what caused it', () => {
    const cause = new Error('secret');
    const error = overTheWire(new SpeechError('invalid_value', 'No.', { param: 'voice', cause }));
    expect(error).toBeInstanceOf(SpeechError);
    expect(error).toMatchObject({ code: 'invalid_value', message: 'No.', param: 'voice' });
    expect(error.cause).toBeUndefined();
    expect(overTheWire(new SpeechError('queue_full', 'Full.'))).toMatchObject({ param: null });
  });

  it('stays an abort', () => {
    expect(isAbortError(overTheWire(createAbortError()))).toBe(true);
  });

  it('keeps the message of anything else', () => {
    expect(overTheWire(new RangeError('too far')).message).toBe('too far');
    expect(overTheWire('just text').message).toBe('just text');
  });
});
