import { installSpeech } from '/sotto.js';
import OpenAI from './openai.js';

const SAMPLE_RATE = 24_000;

const form = document.querySelector('form');
const { stop } = form.elements;
const status = document.querySelector('[role=status]');

status.textContent = 'Starting…';
await installSpeech();
status.textContent = 'Ready.';

const openai = new OpenAI({
  baseURL: `${location.origin}/v1`,
  apiKey: 'not needed',
  // There is no key to protect.
  dangerouslyAllowBrowser: true,
});

/** Ends what is made and heard now. */
let speaking = new AbortController();
stop.addEventListener('click', () => speaking.abort());

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  speaking.abort();
  const abort = new AbortController();
  speaking = abort;
  const { signal } = abort;
  const show = (text) => {
    // Another one may have begun.
    if (speaking === abort) status.textContent = text;
  };
  const context = new AudioContext({ sampleRate: SAMPLE_RATE });
  stop.disabled = false;
  show('Speaking…');
  try {
    const response = await openai.audio.speech.create(
      // The built-in voice needs no download. For Kokoro: model: 'tts-1'.
      { model: 'espeak-ng', voice: 'nova', input: form.elements.input.value, response_format: 'pcm' },
      { signal },
    );
    const { seconds, heard } = await play(response.body, context);
    show(`${seconds.toFixed(1)} seconds of speech.`);
    await Promise.race([heard, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
    signal.throwIfAborted();
    show(`All ${seconds.toFixed(1)} seconds were heard.`);
  } catch (error) {
    show(signal.aborted ? 'Stopped.' : error.message);
  }
  void context.close();
  if (speaking === abort) stop.disabled = true;
});

/**
 * Plays signed 16-bit samples as they come, one buffer behind the other. Returns, when the last has come, how long they last
 * in all, and a promise that resolves when all were heard.
 */
async function play(body, context) {
  let heard = Promise.resolve();
  let rest = new Uint8Array(0);
  let sampleCount = 0;
  let endsAt = context.currentTime + 0.1;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { seconds: sampleCount / SAMPLE_RATE, heard };
    // A read may end between the two bytes of a sample.
    const bytes = new Uint8Array(rest.length + value.length);
    bytes.set(rest);
    bytes.set(value, rest.length);
    const length = Math.floor(bytes.length / 2);
    rest = bytes.slice(length * 2);
    if (length === 0) continue;
    const samples = Float32Array.from(new Int16Array(bytes.buffer, 0, length), (sample) => sample / 32_768);
    const buffer = context.createBuffer(1, length, SAMPLE_RATE);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    heard = new Promise((resolve) => source.addEventListener('ended', resolve));
    source.connect(context.destination);
    endsAt = Math.max(endsAt, context.currentTime);
    source.start(endsAt);
    endsAt += buffer.duration;
    sampleCount += length;
  }
}
