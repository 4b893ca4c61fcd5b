import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import { decodeToneRuns } from '../fixtures/decode-tones.ts';
import { openToneHandler, tellJobs, toSamples } from './support/tone-handler.ts';

const toLength = ({ startSample, endSample }: { startSample: number; endSample: number }): number =>
  endSample - startSample;

describe('pauses and tags in a speech request', () => {
  it('are silence of exactly their length, and change voice and speed where they stand', async () => {
    const { post, jobs } = openToneHandler();
    const input = 'One of us. [pause:1.5s][voice:am_adam][rate:1.5]The other one.';
    const body = {
      input,
      response_format: 'pcm',
      allow_voice_tags: true,
      pauses: { start: 0.25, end: 0.75 },
    };
    const samples = await toSamples(await post('/v1/audio/speech', body));
    expect(tellJobs(jobs)).toEqual(['af_heart en-us 1: One of us.', 'am_adam en-us 1.5: The other one.']);
    const shorter = { ...body, input: input.replace('1.5s', '0.5s'), pauses: { start: 0.125 } };
    const fewer = await toSamples(await post('/v1/audio/speech', shorter));
    expect(samples.length - fewer.length).toBe((1 + 0.125 + 0.75) * SAMPLE_RATE);
    const begin = (sound: Float32Array): number => sound.findIndex((sample) => sample !== 0);
    expect(begin(samples) - begin(fewer)).toBe(0.125 * SAMPLE_RATE);
    const sound = decodeToneRuns(samples).filter(({ id }) => id === null);
    expect(Math.max(...sound.map(toLength))).toBeGreaterThanOrEqual(1.5 * SAMPLE_RATE);
  });

  it('refuses pauses that are too long, each or together', async () => {
    const { post } = openToneHandler();
    const input = 'One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve.';
    for (const [pauses, code] of [
      [{ sentence: 61 }, 'decimal_above_max_value'],
      [{ sentence: -1 }, 'decimal_below_min_value'],
      [{ sentence: 60 }, 'invalid_value'],
      [{ sentence: '1' }, 'invalid_type'],
    ] as const) {
      const response = await post('/v1/audio/speech', { input, pauses });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code, param: 'pauses' } });
    }
  });

  it('tells in a header what is not spoken as it is written', async () => {
    const { post } = openToneHandler();
    const input = 'Hello [voice:nobody-é] there. [voice:100%] 안녕';
    const response = await post('/v1/audio/speech', {
      input,
      allow_voice_tags: true,
      response_format: 'pcm',
    });
    const warnings = response.headers.get('x-sotto-warnings') ?? '';
    expect(warnings).toContain("'en-us' does not read Korean");
    expect(warnings).toContain("'[voice:nobody-%C3%A9]' is not known as a tag");
    expect(decodeURIComponent(warnings)).toContain("'[voice:100%]' is not known as a tag");
    expect(response.headers.get('access-control-expose-headers')).toContain('X-Sotto-Warnings');
    await response.arrayBuffer();
  });

  it('warns where a voice speaks a language that it was not made for', async () => {
    const { post } = openToneHandler();
    const readWarnings = async (fields: object): Promise<string | null> => {
      const response = await post('/v1/audio/speech', { response_format: 'pcm', ...fields });
      await response.arrayBuffer();
      return response.headers.get('x-sotto-warnings');
    };
    expect(await readWarnings({ input: 'Bonjour.', voice: 'af_heart', language: 'fr' })).toBe(
      "The voice 'af_heart' was made for 'en-us' and speaks 'fr' with an accent.",
    );
    expect(await readWarnings({ input: 'Hello.', voice: 'af_heart', language: 'en-gb' })).toBeNull();
  });
});
