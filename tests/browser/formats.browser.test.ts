import { toInt16 } from '../../src/audio/pcm.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { correlation, worstCorrelation } from '../unit/codecs/support/correlation.ts';
import { decode, isInstalled, runOnFile } from '../unit/codecs/support/programs.ts';
import { browserNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { fileFormats, formatLengths, isLossless, toSentences, type FileFormat } from './support/formats.ts';
import { speakIn } from './support/script-fetch.ts';
import type { ScriptPage } from './support/script-page.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { toSamples, type Answer } from './support/speech-fetch.ts';

const hasFfmpeg = isInstalled('ffmpeg');
const hasFlac = isInstalled('flac');
const hasOpusinfo = isInstalled('opusinfo');

/** A tenth of a second: a click or a gap at a join spoils the stretch that it lies in. */
const WINDOW = 2_400;

/** FFmpeg says this of a WAV that ends before the 4 GB which its header announces. */
const endsEarly = ['Packet corrupt', 'corrupt input packet'];

for (const name of browserNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));
    let page: ScriptPage;

    test.beforeAll(async ({ browsers }) => {
      page = await browsers.sharedPage(name);
      // The first answer is planned without knowing the engine's speed, so its joins are not those of later ones.
      await speakIn(page, { input: toSentences(10), response_format: 'pcm' });
    });

    for (const count of isFullRun && name === 'Chromium' ? [1, 2, 10] : [2]) {
      for (const format of fileFormats) {
        test(`the bytes of ${format} are the sound of ${count} sentence(s)`, async () => {
          test.skip(!hasFfmpeg, 'FFmpeg is not installed.');
          await checkTones(page, format, toSentences(count));
        });
      }
    }

    test('raw is pcm, and so are the events of a stream', async () => {
      const input = toSentences(2);
      const pcm = await speakIn(page, { input, response_format: 'pcm' });
      const whole = await speakIn(page, { input, response_format: 'raw', stream: false });
      expect(whole.body.equals(pcm.body)).toBe(true);
      const events = await speakIn(page, { input, response_format: 'pcm', stream_format: 'sse' });
      const audio = events.body
        .toString()
        .split('\n\n')
        .filter((line) => line.includes('speech.audio.delta'))
        .map((line) => (JSON.parse(line.slice('data: '.length)) as { audio: string }).audio);
      expect(Buffer.concat(audio.map((text) => Buffer.from(text, 'base64'))).equals(pcm.body)).toBe(true);
    });
  });
}

/** The tone model's phonemes can be read from the sound, of a streamed answer and of a whole one. */
async function checkTones(page: ScriptPage, format: FileFormat, input: string): Promise<void> {
  const sound = toSamples((await speakIn(page, { input, response_format: 'pcm' })).body);
  const heardIds = toAudibleIds(await sentTokenIds(input, 'en-us'));
  expect(decodeTones(sound)).toEqual(heardIds);
  for (const stream of [true, false]) {
    const answer = await speakIn(page, { input, response_format: format, stream });
    expect(answer.headers['content-length']).toBe(stream ? undefined : String(answer.body.length));
    const heard = hear(format, { answer, stream, sound });
    expect(decodeTones(heard)).toEqual(heardIds);
    if (isLossless(format)) expect(toBytes(heard).equals(toBytes(sound))).toBe(true);
    else {
      // Opus spends its bits on speech: on tones that begin at full volume it reaches less than on what it is made for.
      expect(correlation(sound, heard)).toBeGreaterThan(format === 'opus' ? 0.97 : 0.99);
      expect(worstCorrelation(sound, heard, WINDOW)).toBeGreaterThan(0.9);
    }
    checkContainer(format, answer.body, stream);
  }
}

/** Decodes an answer, checks that it is as long as its format makes the sound, and takes the format's delay off. */
function hear(
  format: FileFormat,
  { answer, stream, sound }: { answer: Answer; stream: boolean; sound: Float32Array },
): Float32Array {
  expect(answer.status, answer.body.toString('utf8', 0, 400)).toBe(200);
  const { delay, frame } = formatLengths[format][stream ? 'streamed' : 'whole'];
  const heard = decode(answer.body, stream ? endsEarly : []).slice(delay);
  expect(heard.length).toBeGreaterThanOrEqual(sound.length);
  // A codec of whole frames may need one more for its own overlap, never two.
  expect(heard.length - sound.length).toBeLessThan(frame === 1 ? 1 : 2 * frame);
  return heard;
}

function toBytes(samples: Float32Array): Buffer {
  return Buffer.from(toInt16(Float32Array.from(samples)).buffer);
}

function checkContainer(format: FileFormat, bytes: Buffer, isStreamed: boolean): void {
  if (format === 'flac' && hasFlac) {
    const { status, complaints } = runOnFile('flac', ['--test', '--silent', '{}'], bytes);
    expect(status).toBe(0);
    expect(complaints).toMatch(isStreamed ? /cannot check MD5 signature since it was unset/ : /^$/);
  }
  if (format !== 'opus') return;
  const pages = toOggPages(bytes);
  expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
  expect(pages.map(({ begins }) => begins)).toEqual(pages.map((_, index) => index === 0));
  expect(pages.map(({ ends }) => ends)).toEqual(pages.map((_, index) => index === pages.length - 1));
  if (!hasOpusinfo) return;
  const { status, output, complaints } = runOnFile('opusinfo', ['{}'], bytes);
  expect(status).toBe(0);
  expect(`${output.toString()}${complaints}`).not.toMatch(/warning|error|negative|hole/i);
}

interface OggPage {
  readonly sequence: number;
  readonly begins: boolean;
  readonly ends: boolean;
}

function toOggPages(bytes: Buffer): OggPage[] {
  const pages: OggPage[] = [];
  for (let at = 0; at < bytes.length;) {
    expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
    const flags = bytes[at + 5] ?? 0;
    pages.push({ sequence: bytes.readUInt32LE(at + 18), begins: (flags & 2) !== 0, ends: (flags & 4) !== 0 });
    const segments = bytes[at + 26] ?? 0;
    const lengths = bytes.subarray(at + 27, at + 27 + segments);
    at += 27 + segments + lengths.reduce((sum, length) => sum + length, 0);
  }
  return pages;
}
