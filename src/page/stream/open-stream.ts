import type { Scope } from '../../std/scope.ts';
import { toVoiceLanguage } from '../../contract/voices.ts';
import { findLanguage, type Language } from '../../contract/language.ts';
import { findMix } from '../../contract/parse-voice.ts';
import { TextChunker } from '../../text/streaming/text-chunker.ts';
import { createPlayer, type Player } from '../player.ts';
import { PlayerTurns } from './player-turns.ts';
import { createSpeechStream, type SpeechStream } from './speech-stream.ts';
import { toFields, type StreamOptions } from './stream-options.ts';
import { TextFeed, type Chunker } from './text-feed.ts';
import { toTextIterator, type TextSource } from './text-source.ts';

/** Speaks a text that may still be written, sentence by sentence. Throws `invalid_type` for a source that is no text. */
export type OpenStream = (source: TextSource, options?: StreamOptions) => SpeechStream;

/** What streams of a page have in common. */
export interface StreamHost {
  readonly scope: Scope;
  readonly fetch: typeof fetch;
  /** Where the API lies: an address with a slash at its end. */
  readonly baseUrl: string;
  /** Called when a stream is played. Streams take turns at the player. */
  readonly openPlayer: () => Player;
}

/** Returns one player, which is created when it is first asked for: a page may open but a few audio contexts. */
export function createSharedPlayer(scope: Scope, create: () => Player = createPlayer): () => Player {
  let player: Player | undefined;
  scope.add(() => player?.dispose());
  return () => (player ??= create());
}

/** Creates what opens the streams of a page. They end with its scope at the latest. */
export function createStreamer({ scope: parent, fetch, baseUrl, openPlayer }: StreamHost): OpenStream {
  const url = new URL('dev/captioned_speech', baseUrl).href;
  const turns = new PlayerTurns(openPlayer);
  return (source, options = {}) => {
    const scope = parent.child();
    const feed = new TextFeed(scope, toTextIterator(source), createChunker(options));
    const call = { fetch, url, fields: toFields(options) };
    const { pauses: rhythm, format = 'markdown', signal } = options;
    return createSpeechStream({
      scope,
      feed,
      call,
      rhythm,
      isMarkdown: format === 'markdown',
      turns,
      signal,
    });
  };
}

function createChunker({ format = 'markdown', language, voice }: StreamOptions): Chunker {
  if (format !== 'markdown' && format !== 'text') return createWholeText();
  return new TextChunker({ language: toTextLanguage(language, voice), isMarkdown: format === 'markdown' });
}

/** The language that decides where sentences end; what a request cannot have is refused by the first of them. */
function toTextLanguage(language: string | undefined, voice: string | undefined): Language {
  const mix = findMix(voice ?? 'af_heart');
  const ofVoice = mix === undefined ? 'en-us' : toVoiceLanguage(mix);
  return (language === undefined ? undefined : findLanguage(language, ofVoice)) ?? ofVoice;
}

/** A document is understood when all of it is there. */
function createWholeText(): Chunker {
  let text: string | null = '';
  return {
    pendingLength: 0,
    push: (part) => {
      text = (text ?? '') + part;
    },
    take: (state) => {
      if (state !== 'ended' || text === null) return null;
      const chunk = { text, start: 0 };
      text = null;
      return chunk;
    },
  };
}
