import { ReadingButton, type ReadingSpeech } from '../element/reading-button.ts';
import { connectSpeech } from './connect-speech.ts';

/**
 * Defines `<sotto-listen>`: a `ReadingButton` that speaks by the frame of another origin. `frameUrl` is the address of that
 * origin's `embed.html`, where the attribute `src` gives no other. Does nothing where the name is taken, and on a server.
 */
export function defineListen(frameUrl: string): void {
  if (typeof customElements === 'undefined') return;
  if (customElements.get('sotto-listen') !== undefined) return;
  class SottoListen extends ReadingButton {
    protected openSpeech(): Promise<ReadingSpeech> {
      return connectSpeech({ url: this.getAttribute('src') ?? frameUrl });
    }
  }
  customElements.define('sotto-listen', SottoListen);
}
