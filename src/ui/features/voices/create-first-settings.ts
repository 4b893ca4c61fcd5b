import { defaultSettings, type Settings } from '../../../page/settings.ts';
import { findBestVoice } from './find-best-voice.ts';
import { isSpokenLanguage } from '../../../contract/spoken-language.ts';
import { toInterfaceLanguage } from '../../words/to-interface-language.ts';

/** Creates the settings of a first visit: the voice speaks the language of the page, where Sotto can read it. */
export function createFirstSettings(preferred: readonly string[]): Settings {
  const language = toInterfaceLanguage('auto', preferred);
  const isForeign = language !== 'en-us' && isSpokenLanguage(language);
  return isForeign ? { ...defaultSettings, voice: findBestVoice(language) } : defaultSettings;
}
