import { createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import type * as Sotto from '../../../src/page.ts';
import { defineReader, type SottoReader } from '../../../src/guest/element/index.ts';
import { SottoSpeechAdapter, type Utterance } from '../../../examples/assistant-ui/sotto-speech-adapter.ts';
import { useSpeech, useTake, type TakeHook } from '../../../src/guest/react/index.ts';
import {
  installSpeechSynthesis,
  type SpeechSynthesis,
  type SpeechSynthesisErrorEvent,
  type SpeechSynthesisUtterance,
  type SpeechSynthesisVoice,
} from '../../../src/guest/speech-synthesis/index.ts';

/** What the page's globals are once they are replaced. */
interface SpeechGlobals {
  readonly speechSynthesis: SpeechSynthesis;
  readonly SpeechSynthesisUtterance: typeof SpeechSynthesisUtterance;
  readonly SpeechSynthesisErrorEvent: typeof SpeechSynthesisErrorEvent;
}

const page = globalThis as unknown as SpeechGlobals;

/** Reads an article aloud by a click on the element; what its button says meanwhile, and the words that are marked. */
export async function readArticle(): Promise<{ readonly labels: string[]; readonly marked: string[] }> {
  defineReader();
  const article = document.createElement('article');
  article.innerHTML =
    '<h1>A title</h1><nav>Not this</nav><p>Hello <em>there</em>, good <b>friend</b>.</p><p hidden>Nor this</p>' +
    '<p style="visibility: hidden">Nor that</p><audio controls>Nor the other</audio>' +
    '<sotto-reader voice="nova"></sotto-reader>';
  document.body.append(article);
  const reader = article.querySelector<SottoReader>('sotto-reader')!;
  reader.setAttribute('label-play', 'Hear it');
  const button = reader.shadowRoot!.querySelector('button')!;
  const labels = [button.textContent];
  const marked: string[] = [];
  const watch = setInterval(() => {
    const [range] = [...(CSS.highlights.get('sotto-word') ?? [])];
    const word = (range as Range | undefined)?.toString() ?? '';
    if (word !== '' && word !== marked.at(-1)) marked.push(word);
  }, 5);
  const ended = new Promise<void>((resolve, reject) => {
    reader.addEventListener('sotto-state', (event) => {
      labels.push(button.textContent);
      if ((event as CustomEvent<string>).detail === 'idle') resolve();
    });
    reader.addEventListener('sotto-error', (event) => reject((event as CustomEvent<Error>).detail));
  });
  button.click();
  await ended;
  clearInterval(watch);
  article.remove();
  return { labels, marked };
}

/** Speaks in a component; the states that it went through, and the words that it showed. */
export async function speakInComponent(
  text: string,
): Promise<{ readonly states: string[]; readonly words: string[] }> {
  const states: string[] = [];
  const words: string[] = [];
  const holder = document.body.appendChild(document.createElement('div'));
  const root = createRoot(holder);
  await new Promise<void>((resolve) => {
    let hasBegun = false;
    const see = ({ status, word, play }: TakeHook): void => {
      if (status !== states.at(-1)) states.push(status);
      if (word !== null && word.text !== words.at(-1)) words.push(word.text);
      if (status === 'idle' && !hasBegun) {
        hasBegun = true;
        void play(text).then(() => setTimeout(resolve, 50));
      }
    };
    const Speaking = (): ReactElement => {
      useSpeech();
      see(useTake({ voice: 'nova' }));
      return createElement('p');
    };
    root.render(createElement(Speaking));
  });
  root.unmount();
  holder.remove();
  return { states, words };
}

/** Reads three messages aloud as assistant-ui does: one whole, one cancelled, one in a voice that nobody has. */
export async function readMessages(): Promise<{ readonly states: string[]; readonly late: boolean }> {
  const { installSpeech } = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
  const speech = installSpeech();
  const states: string[] = [];
  const read = async (voice: string, isCancelled: boolean): Promise<Utterance> => {
    const utterance = new SottoSpeechAdapter(speech, { voice }).speak(
      '**Hello** there, my friend. And more.',
    );
    states.push(utterance.status.type);
    await new Promise<void>((resolve) => {
      utterance.subscribe(() => {
        const { status } = utterance;
        states.push(status.type === 'ended' ? status.reason : status.type);
        if (status.type === 'ended') resolve();
        else if (isCancelled) utterance.cancel();
      });
    });
    return utterance;
  };
  const utterance = await read('nova', false);
  const late = await new Promise<boolean>((resolve) => utterance.subscribe(() => resolve(true)));
  await read('nova', true);
  await read('nobody', false);
  return { states, late };
}

/** Replaces the browser's speech synthesis while a function runs. */
async function withSynthesis<Result>(use: () => Promise<Result>): Promise<Result> {
  const { installSpeech } = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
  const restore = installSpeechSynthesis(installSpeech());
  try {
    return await use();
  } finally {
    restore();
  }
}

/** What the events of an utterance say. */
interface Place {
  readonly charIndex: number;
  readonly charLength: number;
  readonly error: string;
}

const eventTypes = ['start', 'end', 'error', 'pause', 'resume', 'boundary'];

/** Creates an utterance that notes its events. */
function note(text: string, log: string[]): SpeechSynthesisUtterance {
  const utterance = new page.SpeechSynthesisUtterance(text);
  for (const type of eventTypes) {
    utterance.addEventListener(type, (event) => {
      const place = event as unknown as Place;
      const detail =
        type === 'error' ? place.error : text.slice(place.charIndex, place.charIndex + place.charLength);
      log.push(`${text[0] ?? ''} ${type} ${detail}`.trim());
    });
  }
  return utterance;
}

const over = (utterance: SpeechSynthesisUtterance): Promise<unknown> =>
  new Promise((resolve) => {
    utterance.addEventListener('end', resolve);
    utterance.addEventListener('error', resolve);
  });

/** Speaks two utterances, the first paused and resumed on its way. */
export function speakQueue(): Promise<{ readonly log: string[]; readonly states: boolean[] }> {
  return withSynthesis(async () => {
    const { speechSynthesis: synthesis } = page;
    const log: string[] = [];
    const [one, two] = [note('Alpha beta gamma.', log), note('Delta.', log)];
    const states: boolean[] = [];
    one.onstart = () => {
      states.push(synthesis.speaking, synthesis.pending);
      synthesis.pause();
      states.push(synthesis.paused);
      setTimeout(() => synthesis.resume(), 100);
    };
    synthesis.speak(one);
    synthesis.speak(two);
    await over(two);
    states.push(synthesis.speaking, synthesis.pending, synthesis.paused);
    return { log, states };
  });
}

/** Cancels what is spoken and what waits, and asks for what nobody speaks. */
export function cancelQueue(): Promise<string[]> {
  return withSynthesis(async () => {
    const { speechSynthesis: synthesis } = page;
    const log: string[] = [];
    const [one, two, three] = [note('Alpha beta gamma delta.', log), note('Beta.', log), note('Gamma.', log)];
    one.onstart = () => synthesis.cancel();
    synthesis.speak(one);
    synthesis.speak(two);
    await over(one);
    three.lang = 'tlh';
    synthesis.speak(three);
    await over(three);
    return log.filter((line) => !line.includes('boundary'));
  });
}

/** What the classes say of themselves, as the tests of the Web platform ask it. */
export function describeClasses(): Promise<Readonly<Record<string, unknown>>> {
  return withSynthesis(() => {
    const {
      speechSynthesis: synthesis,
      SpeechSynthesisUtterance: Utterance,
      SpeechSynthesisErrorEvent: Failure,
    } = page;
    const utterance = new Utterance('hello');
    const throws = (create: () => unknown): string => {
      try {
        create();
        return '';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const { text, lang, voice, volume, rate, pitch } = utterance;
    const [first] = synthesis.getVoices();
    return Promise.resolve({
      defaults: { text, lang, voice, volume, rate, pitch },
      ofNull: new Utterance(null).text,
      isTarget: utterance instanceof EventTarget && synthesis instanceof EventTarget,
      idle: [synthesis.speaking, synthesis.pending, synthesis.paused],
      voice: toPlain(first!),
      voiceCount: synthesis.getVoices().length,
      withoutUtterance: throws(() => new Failure('error', {} as never)),
      withoutError: throws(() => new Failure('error', { utterance } as never)),
      ofNothing: throws(() => synthesis.speak({ text: 'hello' } as never)),
      illegal: throws(() => new (synthesis.constructor as new () => unknown)()),
      error: new Failure('error', { utterance, error: 'canceled', charIndex: 3 }).charIndex,
    });
  });
}

function toPlain({ voiceURI, name, lang, localService, default: isDefault }: SpeechSynthesisVoice): object {
  return { voiceURI, name, lang, localService, default: isDefault };
}
