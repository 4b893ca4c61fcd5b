import { transcribe } from 'ai';
import OpenAI7 from 'openai';
import OpenAI6 from 'openai-v6';
import Together from 'together-ai';
import { createSotto } from '../../../src/guest/ai-sdk/index.ts';

/** Has each SDK have a file written down by the page's own service worker; the texts by the SDK's name. */
export async function transcribeWithSdks(base64: string): Promise<Readonly<Record<string, string>>> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const file = new File([bytes], 'speech.wav', { type: 'audio/wav' });
  const options = { apiKey: 'not needed', baseURL: `${location.origin}/v1`, dangerouslyAllowBrowser: true };
  const request = { file, model: 'whisper-1' } as const;
  const vercel = await transcribe({ model: createSotto().transcription('whisper-base'), audio: bytes });
  return {
    'openai 7': (await new OpenAI7(options).audio.transcriptions.create(request)).text,
    'openai 6': (await new OpenAI6(options).audio.transcriptions.create(request)).text,
    'together-ai': (
      await new Together(options).audio.transcriptions.create({
        ...request,
        model: 'openai/whisper-large-v3',
      })
    ).text,
    ai: vercel.text,
  };
}

let answer = { text: '', isOver: false };

/** Asks for a file's events, and goes on; the channel `first-words` tells of the first, `readAnswer` how far it came. */
export async function beginTranscription(base64: string): Promise<void> {
  answer = { text: '', isOver: false };
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const client = new OpenAI7({
    ...{ apiKey: 'not needed', baseURL: `${location.origin}/v1`, dangerouslyAllowBrowser: true },
    maxRetries: 0,
  });
  const file = new File([bytes], 'speech.wav');
  const events = await client.audio.transcriptions.create({ file, model: 'gpt-4o-transcribe', stream: true });
  const firstWords = new BroadcastChannel('first-words');
  void (async () => {
    for await (const event of events) {
      if (event.type !== 'transcript.text.delta') continue;
      if (answer.text === '') firstWords.postMessage(null);
      answer.text += event.delta;
    }
    answer.isOver = true;
    firstWords.close();
  })();
}

/** What was written down so far, and whether that is all. */
export function readAnswer(): { readonly text: string; readonly isOver: boolean } {
  return answer;
}
