import { toPackDownload } from '../../store/selectors.ts';
import type { AppState } from '../../store/state.ts';
import { toEngine } from '../../store/take.ts';

/** Names the phase of the take and the engine that speaks it. */
export function toStatusWords({ take, engine, words: { say } }: AppState): string {
  switch (take.phase) {
    case 'none':
      return say('transport.ready');
    case 'preparing':
      if (take.take.model !== 'espeak-ng' && engine?.state === 'loading') {
        return say('transport.loadingKokoro');
      }
      return say(toPackDownload({ engine }) === null ? 'transport.preparing' : 'engine.pronunciations');
    case 'speaking':
      if (take.take.isWaiting) return say('transport.waiting');
      return say(`transport.speaking.${toEngine(take.take) ?? 'unknown'}`);
    case 'paused':
    case 'finished':
      return say(`transport.${take.phase}.${toEngine(take.take) ?? 'unknown'}`);
    case 'stopped':
      return say('transport.stopped');
    case 'failed':
      return say('transport.failed');
  }
}

/** Names the file that was saved last, until the next take is heard; empty where there is none. */
export function toSaveWords({ save, words: { say } }: AppState): string {
  return save.phase === 'saved' ? say('transport.saved', { file: save.fileName }) : '';
}
