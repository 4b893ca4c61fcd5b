import { experimental_streamSpeech as streamSpeech, generateSpeech } from 'ai';
import { createSotto } from '../../../src/guest/ai-sdk/index.ts';

/** Generates a file and streams speech through the service worker; the type of the file, and the bytes of the stream. */
export async function speakWithAiSdk(): Promise<{ readonly type: string; readonly byteCount: number }> {
  const model = createSotto().speech('kokoro-82m');
  const { audio } = await generateSpeech({
    model,
    text: 'Hello there.',
    voice: 'nova',
    outputFormat: 'opus',
  });
  const { audioStream } = streamSpeech({ model, text: ['Hello ', 'there. And ', 'more.'] });
  let byteCount = 0;
  for await (const bytes of audioStream) byteCount += bytes.length;
  return { type: audio.mediaType, byteCount };
}
