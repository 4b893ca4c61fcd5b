export { installSpeechSynthesis } from './install-speech-synthesis.ts';
export { SpeechSynthesis, type Speaker } from './speech-synthesis.ts';
export { SpeechSynthesisErrorEvent, SpeechSynthesisEvent, SpeechSynthesisUtterance } from './utterance.ts';
export { SpeechSynthesisVoice } from './voices.ts';
