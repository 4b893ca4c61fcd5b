import { describe, expect, it } from 'vitest';
import { toVoiceVariant } from '../../../../src/engines/espeak/voice-variant.ts';

describe('toVoiceVariant', () => {
  it('keeps language and sex, and is the same each time', () => {
    const female = toVoiceVariant([{ id: 'bf_emma', weight: 1 }], 'en-gb');
    expect(female.voice).toMatch(/^en-gb-x-rp\+f[1-4]$/u);
    expect(toVoiceVariant([{ id: 'bf_emma', weight: 1 }], 'en-gb')).toEqual(female);
    expect(toVoiceVariant([{ id: 'em_alex', weight: 1 }], 'es').voice).toMatch(/^es(\+m[1-7])?$/u);
  });

  it('takes after the greatest share of a mix', () => {
    const adam = toVoiceVariant([{ id: 'am_adam', weight: 1 }], 'en-us');
    const mix = [
      { id: 'af_bella', weight: 0.3 },
      { id: 'am_adam', weight: 0.7 },
    ] as const;
    expect(toVoiceVariant(mix, 'en-us')).toEqual(adam);
  });
});
