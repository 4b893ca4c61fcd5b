import { ReadingButton, type ReadingSpeech } from '../element/reading-button.ts';
import { Shared } from '../shared.ts';
import { connectSpeech } from './connect-speech.ts';

/** The connections of the page's elements, by the address of the frame. */
const connections = new Shared<ReadingSpeech>();

/**
 * Defines `<sotto-listen>`: a `ReadingButton` that speaks by the frame of another origin. `frameUrl` is the address of that
 * origin's `embed.html`, where the attribute `src` gives no other. Does nothing where the name is taken, and on a server.
 */
export function defineListen(frameUrl: string): void {
  if (typeof customElements === 'undefined') return;
  if (customElements.get('sotto-listen') !== undefined) return;
  class SottoListen extends ReadingButton {
    protected openSpeech(): Promise<ReadingSpeech> {
      const { href: url } = new URL(this.getAttribute('src') ?? frameUrl, document.baseURI);
      return connections.get(url, () => connectSpeech({ url }));
    }
  }
  customElements.define('sotto-listen', SottoListen);
}
