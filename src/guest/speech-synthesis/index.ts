export { SpeechSynthesisErrorEvent, SpeechSynthesisEvent } from './events.ts';
export { installSpeechSynthesis } from './install-speech-synthesis.ts';
export { SpeechSynthesis, type Speaker } from './speech-synthesis.ts';
export { SpeechSynthesisUtterance } from './utterance.ts';
export { SpeechSynthesisVoice } from './voices.ts';
