import { Scope } from '../../std/scope.ts';
import type { Speech } from '../../page/start-speech.ts';
import type { SpeechStream } from '../../page/stream/speech-stream.ts';
import { readText } from './readable-text.ts';
import { WordMark } from './word-mark.ts';

const styles = `
  :host { display: inline-block; }
  :host([hidden]) { display: none; }
  button { font: inherit; padding: 0.4em 0.9em; cursor: pointer; }
`;

/** The words of the button, by attribute; each can be set in the page's own language. */
const labels = { 'label-play': 'Listen', 'label-pause': 'Pause', 'label-resume': 'Go on' } as const;

type ReaderState = 'idle' | 'playing' | 'paused';

/** What a button speaks by. */
export type ReadingSpeech = Pick<Speech, 'stream'>;

/** Stops the one that reads now: two at once would not be understood. */
let stopActive: (() => void) | null = null;

/** Frameworks that render on a server import this module there, where elements do not exist. */
const BaseElement =
  typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;

/**
 * A button that reads aloud the element that `for` names by a selector, else its own content, else the page's `<article>` or
 * `<main>`, and marks the word that is heard. Attributes: `for`, `voice`, `speed`, `lang`, `label-play`, `label-pause`,
 * `label-resume`. Fires `sotto-state` when it begins, pauses, goes on and ends, and `sotto-error` with the error.
 */
export abstract class ReadingButton extends BaseElement {
  static readonly observedAttributes: readonly string[] = Object.keys(labels);
  /** What it speaks by; opened on the first click if nothing is set. */
  speech: ReadingSpeech | null = null;
  #scope = new Scope();
  #state: ReaderState = 'idle';
  #stream: SpeechStream | null = null;
  /** Lives as long as one reading. */
  #reading: Scope | null = null;
  readonly #stop = (): void => this.stop();
  readonly #button = document.createElement('button');
  readonly #status = document.createElement('span');

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    // Not a `<style>`, which a page's content policy may forbid.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
    this.#button.type = 'button';
    this.#button.part.add('button');
    this.#status.role = 'status';
    this.#status.part.add('status');
    root.append(this.#button, this.#status, document.createElement('slot'));
  }

  connectedCallback(): void {
    this.#scope = new Scope();
    this.#scope.listen(this.#button, 'click', () => void this.toggle());
    this.#show('idle');
  }

  /** A page may set the words after the element, e.g. when its reader chooses another language. */
  attributeChangedCallback(): void {
    this.#show(this.#state);
  }

  disconnectedCallback(): void {
    this.stop();
    this.#scope.dispose();
  }

  /** Opens what the button speaks by. */
  protected abstract openSpeech(): Promise<ReadingSpeech>;

  /** Begins, pauses, or goes on. */
  async toggle(): Promise<void> {
    if (this.#state === 'playing') this.#pause();
    else if (this.#state === 'paused') this.#resume();
    else await this.read();
  }

  /** Reads from the beginning, and stops any other that reads; resolves when all was heard, or when it was stopped. */
  async read(): Promise<void> {
    stopActive?.();
    stopActive = this.#stop;
    this.#status.textContent = '';
    this.#show('playing');
    const reading = this.#scope.child();
    this.#reading = reading;
    try {
      this.speech ??= await this.openSpeech();
      if (!reading.disposed) await this.#play(this.speech, reading);
    } catch (error) {
      this.#report(error);
    }
    if (this.#reading === reading) this.stop();
  }

  /** Falls silent. */
  stop(): void {
    void this.#stream?.interrupt();
    this.#stream = null;
    this.#reading?.dispose();
    this.#reading = null;
    if (stopActive === this.#stop) stopActive = null;
    if (this.#state !== 'idle') this.#show('idle');
  }

  async #play(speech: ReadingSpeech, reading: Scope): Promise<void> {
    const { text, toRange } = readText(this.#findSource());
    const mark = new WordMark(reading);
    const stream = speech.stream(text, { format: 'text', ...this.#toOptions() });
    this.#stream = stream;
    const playing = stream.play({ onWord: ({ start, end }) => mark.show(toRange(start, end)) });
    // It may have been paused while the speech was opened.
    if (this.#state === 'paused') stream.pause();
    await playing;
  }

  #pause(): void {
    this.#stream?.pause();
    this.#show('paused');
  }

  #resume(): void {
    this.#stream?.resume();
    this.#show('playing');
  }

  #findSource(): Element {
    const selector = this.getAttribute('for');
    const root = this.getRootNode();
    const beside = selector !== null && root instanceof ShadowRoot ? root.querySelector(selector) : null;
    const named = selector === null ? null : (beside ?? document.querySelector(selector));
    if (named !== null) return named;
    if (this.textContent.trim() !== '') return this;
    return this.closest('article, main') ?? document.querySelector('article, main') ?? document.body;
  }

  #toOptions(): { readonly voice?: string; readonly speed?: number; readonly language?: string } {
    const [voice, speed, language] = ['voice', 'speed', 'lang'].map((name) => this.getAttribute(name));
    return {
      ...(typeof voice === 'string' ? { voice } : {}),
      ...(typeof speed === 'string' ? { speed: Number(speed) } : {}),
      ...(typeof language === 'string' ? { language } : {}),
    };
  }

  #report(error: unknown): void {
    this.#status.textContent = error instanceof Error ? ` ${error.message}` : '';
    this.dispatchEvent(new CustomEvent('sotto-error', { detail: error, bubbles: true, composed: true }));
  }

  #show(state: ReaderState): void {
    const hasChanged = state !== this.#state;
    this.#state = state;
    const name = ({ idle: 'label-play', playing: 'label-pause', paused: 'label-resume' } as const)[state];
    this.#button.textContent = this.getAttribute(name) ?? labels[name];
    this.#button.ariaPressed = String(state === 'playing');
    if (!hasChanged) return;
    this.dispatchEvent(new CustomEvent('sotto-state', { detail: state, bubbles: true, composed: true }));
  }
}
