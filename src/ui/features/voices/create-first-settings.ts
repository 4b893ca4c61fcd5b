import type { Settings } from '../../../contract/settings.ts';
import { defaultSettings } from '../../../page/settings.ts';
import { findBestVoice } from '../../store/best-voices.ts';
import { toInterfaceLanguage } from '../../words/interface-languages.ts';

/** Creates the settings of a first visit: the voice speaks the language of the page. */
export function createFirstSettings(preferred: readonly string[]): Settings {
  const language = toInterfaceLanguage('auto', preferred);
  return language === 'en-us' ? defaultSettings : { ...defaultSettings, voice: findBestVoice(language) };
}
