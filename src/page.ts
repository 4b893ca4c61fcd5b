export { installSpeech } from './page/install-speech.ts';
export { createPlayer, type Player, type PlayerEvent } from './page/player.ts';
export type { SpeechOptions } from './page/speech-options.ts';
export { startSpeech, type Speech } from './page/start-speech.ts';
export type { SpeechClient } from './page/speech-client.ts';
export type { SpeechStream } from './page/stream/speech-stream.ts';
export type { StreamedWord } from './page/stream/speak-chunk.ts';
export type { StreamOptions } from './page/stream/stream-options.ts';
export type { TextSource } from './page/stream/text-source.ts';
