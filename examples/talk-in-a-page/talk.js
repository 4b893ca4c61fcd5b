import { installSpeech } from '/sotto.js';
import { answer } from './assistant.js';
import OpenAI from './openai.js';

const button = document.querySelector('button');
const status = document.querySelector('[role=status]');
const log = document.querySelector('ol');

status.textContent = 'Starting…';
await installSpeech();
status.textContent = 'Ready.';
button.disabled = false;

const openai = new OpenAI({
  baseURL: `${location.origin}/v1`,
  apiKey: 'not needed',
  // There is no key to protect.
  dangerouslyAllowBrowser: true,
});

/** The recorder while it records, else null. */
let recorder = null;

// One press begins, the next one ends what is said.
button.addEventListener('click', async () => {
  if (recorder !== null) return recorder.stop();
  try {
    const recording = await record();
    await reply(recording);
  } catch (error) {
    // No microphone, or no model that hears: the studio of this site downloads one.
    status.textContent = error.message;
  }
});

/** Records the microphone until the button is pressed again, and returns the file. */
async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const pieces = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
  recorder.start();
  button.setAttribute('aria-pressed', 'true');
  status.textContent = 'Listening…';
  await stopped;
  button.setAttribute('aria-pressed', 'false');
  for (const track of stream.getTracks()) track.stop();
  const { mimeType } = recorder;
  recorder = null;
  return new File(pieces, 'question.webm', { type: mimeType });
}

/** The whole loop: what was said is written down, an assistant answers, and the answer is spoken. */
async function reply(file) {
  status.textContent = 'Writing down…';
  const { text } = await openai.audio.transcriptions.create({ model: 'whisper-1', file });
  show('You', text);
  const message = answer(text);
  show('Assistant', message);
  status.textContent = 'Speaking…';
  const speech = await openai.audio.speech.create(
    // The built-in voice needs no download. For Kokoro: model: 'tts-1'.
    { model: 'espeak-ng', voice: 'nova', input: message, response_format: 'wav' },
  );
  const sound = new Audio(URL.createObjectURL(await speech.blob()));
  await sound.play();
  await new Promise((resolve) => sound.addEventListener('ended', resolve, { once: true }));
  URL.revokeObjectURL(sound.src);
  status.textContent = 'Ready.';
}

function show(who, text) {
  const item = document.createElement('li');
  item.textContent = `${who}: ${text}`;
  log.append(item);
}
