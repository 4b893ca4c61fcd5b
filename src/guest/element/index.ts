import { sharePageSpeech } from '../page-speech.ts';
import { ReadingButton, type ReadingSpeech } from './reading-button.ts';

export { ReadingButton, type ReadingSpeech };

/** `<sotto-reader>`: a `ReadingButton` that speaks by the page's own Sotto, which the first click on any of them installs. */
export class SottoReader extends ReadingButton {
  protected openSpeech(): Promise<ReadingSpeech> {
    return sharePageSpeech();
  }
}

/** Defines the element, under another name if one is given; does nothing where the name is taken, and on a server. */
export function defineReader(name = 'sotto-reader'): void {
  if (typeof customElements === 'undefined') return;
  if (customElements.get(name) === undefined) customElements.define(name, SottoReader);
}
