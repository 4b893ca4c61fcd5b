export { installSpeech } from './page/install-speech.ts';
export { createPlayer, type Player, type PlayerEvent } from './page/player.ts';
export { startSpeech, type Speech, type SpeechOptions } from './page/start-speech.ts';
export type { SpeechClient } from './page/speech-client.ts';
