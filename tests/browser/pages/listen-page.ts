export interface ListenOptions {
  readonly input: string;
  readonly format: string;
  readonly stream: boolean;
}

/** What the browser makes of an answer. */
export interface Heard {
  readonly format: string;
  /** Samples at 24 kHz that `decodeAudioData` gives. */
  readonly decodedSamples: number;
  /** What `<audio>` says before it plays, in seconds; null where it cannot tell. */
  readonly shownSeconds: number | null;
  readonly hasEnded: boolean;
}

/** Decodes an answer, and plays it from a Blob URL, as any page may. */
export async function listen({ input, format, stream }: ListenOptions): Promise<Heard> {
  const response = await fetch('/v1/audio/speech', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ input, response_format: format, stream }),
  });
  const blob = await response.blob();
  const context = new OfflineAudioContext(1, 1, 24_000);
  const decoded = await context.decodeAudioData(await blob.arrayBuffer());
  const audio = new Audio(URL.createObjectURL(blob));
  await until(audio, 'loadedmetadata');
  // Infinity does not leave the page as a number in every browser.
  const shownSeconds = Number.isFinite(audio.duration) ? audio.duration : null;
  await play(audio);
  return { format, decodedSamples: decoded.length, shownSeconds, hasEnded: audio.ended };
}

async function play(audio: HTMLAudioElement): Promise<void> {
  // Firefox plays nothing without a sound device, except into a stream.
  if ('mozCaptureStream' in audio) (audio.mozCaptureStream as () => MediaStream)();
  const ended = until(audio, 'ended');
  await audio.play();
  await ended;
  URL.revokeObjectURL(audio.src);
}

function until(audio: HTMLAudioElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    audio.addEventListener(event, () => resolve(), { once: true });
    audio.addEventListener('error', () => reject(new Error(audio.error?.message)), { once: true });
  });
}
