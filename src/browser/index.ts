export { installSpeech } from './install-speech.ts';
export { createPlayer, type Player, type PlayerEvent } from './player.ts';
export { startSpeech, type Speech, type SpeechOptions } from './start-speech.ts';
export type { SpeechClient } from './speech-client.ts';
