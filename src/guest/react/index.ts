export { useSpeech, type SpeechHook } from './use-speech.ts';
export { useTake, type TakeHook } from './use-take.ts';
