import { installSpeech } from '/sotto.js';

const form = document.querySelector('form');
const audio = document.querySelector('audio');
const status = document.querySelector('[role=status]');

status.textContent = 'Starting…';
await installSpeech();
status.textContent = 'Ready.';

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  status.textContent = 'Speaking…';
  const response = await fetch('/v1/audio/speech', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    // The built-in voice needs no download. For Kokoro: model: 'kokoro-82m'.
    body: JSON.stringify({
      model: 'espeak-ng',
      voice: 'af_heart',
      input: form.elements.input.value,
      response_format: 'wav',
    }),
  });
  if (!response.ok) {
    const { error } = await response.json();
    status.textContent = error.message;
    return;
  }
  URL.revokeObjectURL(audio.src);
  audio.src = URL.createObjectURL(await response.blob());
  status.textContent = `Spoken by ${response.headers.get('X-Sotto-Engine')}.`;
  await audio.play();
});
