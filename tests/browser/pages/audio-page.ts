/** What an audio element made of an address, and what it was asked to show. */
export interface Played {
  readonly hasEnded: boolean;
  readonly failure: string | null;
  /** Where it stood at its end, in seconds. */
  readonly endSeconds: number;
  readonly cues: readonly { readonly startSeconds: number; readonly text: string }[];
}

/** Plays an address as a line of HTML does, to its end. */
export async function playAddress(query: Readonly<Record<string, string>>): Promise<Played> {
  const search = new URLSearchParams(query).toString();
  const holder = document.createElement('div');
  holder.innerHTML =
    `<audio src="/v1/audio/speech?${search}" controls><track default kind="captions" src="/v1/audio/captions?${search}">` +
    '</audio>';
  document.body.append(holder);
  const audio = holder.querySelector('audio')!;
  const track = holder.querySelector('track')!;
  track.track.mode = 'showing';
  const loaded = new Promise((resolve) => track.addEventListener('load', resolve, { once: true }));
  // Firefox plays nothing without a sound device, except into a stream.
  if ('mozCaptureStream' in audio) (audio.mozCaptureStream as () => MediaStream)();
  const failure = await playOnce(audio);
  await loaded;
  const cues = [...(track.track.cues ?? [])].map((cue) => ({
    startSeconds: cue.startTime,
    text: (cue as VTTCue).text,
  }));
  const played = { hasEnded: audio.ended, failure, endSeconds: audio.currentTime, cues };
  holder.remove();
  return played;
}

/** Asks for the same address as a script does: how many bytes there are, and what the first two are when asked for alone. */
export async function probe(query: Readonly<Record<string, string>>): Promise<{
  readonly status: number;
  readonly contentRange: string | null;
  readonly probedBytes: number;
  readonly byteCount: number;
}> {
  const address = `/v1/audio/speech?${new URLSearchParams(query).toString()}`;
  const part = await fetch(address, { headers: { range: 'bytes=0-1' } });
  const probedBytes = (await part.arrayBuffer()).byteLength;
  const whole = await fetch(address);
  const { byteLength } = await whole.arrayBuffer();
  const contentRange = part.headers.get('content-range');
  return { status: part.status, contentRange, probedBytes, byteCount: byteLength };
}

/** How many segments the engine has spoken so far. */
export async function countRuns(): Promise<number> {
  const status = (await (await fetch('/v1/engine')).json()) as { readonly runs: number };
  return status.runs;
}

async function playOnce(audio: HTMLAudioElement): Promise<string | null> {
  const over = new Promise<string | null>((resolve) => {
    audio.addEventListener('ended', () => resolve(null), { once: true });
    audio.addEventListener('error', () => resolve(audio.error?.message ?? 'error'), { once: true });
  });
  await audio.play();
  return over;
}
