export { installSpeech } from './page/install-speech.ts';
export { createPlayer, type Player, type PlayerEvent } from './page/player.ts';
export type { SpeechOptions } from './page/speech-options.ts';
export { startSpeech, type Speech } from './page/start-speech.ts';
export type { SpeechClient } from './page/speech-client.ts';
