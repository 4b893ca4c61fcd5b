import type { SharedReading } from '../../../page/share-link.ts';
import { defaultSettings } from '../../../page/settings.ts';
import { toCastMembers } from '../../store/cast.ts';
import type { AppState } from '../../store/state.ts';

/** Picks how the text is read, as far as that is not as usual; null where all is. Of the cast, those in the text. */
export function toSharedReading(state: AppState): SharedReading | null {
  const { inputFormat, hasTags, calmness, castMode } = state.settings;
  const members = toCastMembers(state);
  const reading: SharedReading = {
    ...(inputFormat === defaultSettings.inputFormat ? {} : { inputFormat }),
    ...(hasTags === defaultSettings.hasTags ? {} : { hasTags }),
    ...(calmness === defaultSettings.calmness ? {} : { calmness }),
    ...(castMode === defaultSettings.castMode ? {} : { castMode }),
    ...(members.length === 0
      ? {}
      : { castVoices: Object.fromEntries(members.map(({ name, voice }) => [name, voice])) }),
  };
  return Object.keys(reading).length === 0 ? null : reading;
}
