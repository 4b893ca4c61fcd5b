export { createSpeechFront, type SpeechFront, type SpeechFrontOptions } from './speech-front.ts';
