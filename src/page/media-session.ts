import type { Scope } from '../std/scope.ts';

/** What the system's media controls show. */
export interface MediaState {
  readonly title: string;
  readonly artist: string;
  readonly isPlaying: boolean;
  readonly positionSeconds: number;
  readonly durationSeconds: number;
  /** How many times as fast the position moves; absent where it moves as usual. */
  readonly rate?: number;
}

/** What the system's media controls and keys ask for. */
export type MediaCommand =
  | { readonly type: 'play' | 'pause' | 'stop' | 'previous' | 'next' }
  | { readonly type: 'seek'; readonly seconds: number };

/** The media controls of the system: on the lock screen, on keyboards, on headphones. */
export interface MediaControls {
  /** Shows a state; null takes the controls away. */
  show(state: MediaState | null): void;
  /** Calls `handler` on every command. */
  onCommand(handler: (command: MediaCommand) => void): void;
}

/** Browsers offer controls only for what lasts longer than five seconds. */
const SILENCE_SECONDS = 10;
const SILENCE_RATE = 8_000;

/** Creates the controls; they do nothing in a browser that has none. */
export function createMediaControls(scope: Scope): MediaControls {
  if (!('mediaSession' in navigator)) return { show: () => undefined, onCommand: () => undefined };
  const { mediaSession } = navigator;
  let silence: HTMLAudioElement | null = null;
  scope.add(() => silence?.pause());
  return {
    show(state) {
      mediaSession.playbackState = state === null ? 'none' : state.isPlaying ? 'playing' : 'paused';
      if (state === null) {
        mediaSession.metadata = null;
        silence?.pause();
        return;
      }
      silence ??= createSilence(scope);
      // The page plays through Web Audio, which alone does not make a page one that plays media.
      if (state.isPlaying) silence.play().catch(() => undefined);
      else silence.pause();
      mediaSession.metadata = new MediaMetadata({ title: state.title, artist: state.artist });
      showPosition(mediaSession, state);
    },
    onCommand: (handler) => listen(mediaSession, scope, handler),
  };
}

function listen(session: MediaSession, scope: Scope, handler: (command: MediaCommand) => void): void {
  const on = (action: MediaSessionAction, listener: MediaSessionActionHandler): void => {
    try {
      session.setActionHandler(action, listener);
      scope.add(() => session.setActionHandler(action, null));
    } catch {
      // This browser does not know the action.
    }
  };
  on('play', () => handler({ type: 'play' }));
  on('pause', () => handler({ type: 'pause' }));
  on('stop', () => handler({ type: 'stop' }));
  on('previoustrack', () => handler({ type: 'previous' }));
  on('nexttrack', () => handler({ type: 'next' }));
  on('seekto', ({ seekTime }) => {
    if (seekTime !== undefined) handler({ type: 'seek', seconds: seekTime });
  });
}

function showPosition(
  session: MediaSession,
  { positionSeconds, durationSeconds, rate = 1 }: MediaState,
): void {
  try {
    session.setPositionState({
      duration: Math.max(durationSeconds, positionSeconds),
      position: positionSeconds,
      playbackRate: rate,
    });
  } catch {
    // Older browsers know no positions.
  }
}

/** An element that plays nothing for ever: eight-bit samples whose middle is 128. */
function createSilence(scope: Scope): HTMLAudioElement {
  const byteCount = SILENCE_SECONDS * SILENCE_RATE;
  const bytes = new Uint8Array(44 + byteCount).fill(128);
  const view = new DataView(bytes.buffer);
  const put = (offset: number, text: string): void => bytes.set(new TextEncoder().encode(text), offset);
  put(0, 'RIFF');
  view.setUint32(4, 36 + byteCount, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SILENCE_RATE, true);
  view.setUint32(28, SILENCE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  put(36, 'data');
  view.setUint32(40, byteCount, true);
  const url = URL.createObjectURL(new Blob([bytes], { type: 'audio/wav' }));
  scope.add(() => URL.revokeObjectURL(url));
  const audio = new Audio(url);
  audio.loop = true;
  return audio;
}
