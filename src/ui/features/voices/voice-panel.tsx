import { useState, type ReactNode } from 'react';
import { listVoices } from '../../../speech/voices.ts';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { toVoiceTitle } from '../../store/voice-title.ts';
import { VoiceMixer } from '../voice-mix/voice-mixer.tsx';
import { filterVoices, type VoiceFilter } from './filter-voices.ts';
import { findBestVoice } from './find-best-voice.ts';
import { languageNames } from './languages.ts';
import { SpeedSlider } from './speed-slider.tsx';
import { VoiceFilters } from './voice-filters.tsx';
import { VoiceList } from './voice-list.tsx';
import './voice-panel.css';

/** The voices, by language, sex and grade; mixing them; and how fast they speak. */
export function VoicePanel(): ReactNode {
  const { change } = useActions();
  const chosen = useAppState((state) => state.settings.voice);
  const favourites = useAppState((state) => state.settings.favourites);
  const [filter, setFilter] = useState<VoiceFilter>(() => ({
    group: toMixLanguage(chosen),
    sex: 'any',
    grade: 'any',
    query: '',
  }));
  const voices = filterVoices(listVoices(), filter, favourites);

  const narrow = (patch: Partial<VoiceFilter>): void => {
    setFilter({ ...filter, ...patch });
    const { group } = patch;
    // Who asks for a language wants to hear it.
    if (group !== undefined && group !== 'all' && group !== 'favourites') {
      change({ voice: findBestVoice(group) });
    }
  };
  return (
    <section className="panel" aria-labelledby="voice-title">
      <div className="panel__head">
        <h2 className="panel__title" id="voice-title">
          Voice
        </h2>
        <p className="panel__aside">{toVoiceTitle(chosen)}</p>
      </div>
      <VoiceFilters filter={filter} onChange={narrow} />
      <VoiceList voices={voices} emptyWords={toEmptyWords(filter)} />
      <p className="voices__note">{toNote(filter)}</p>
      <VoiceMixer />
      <SpeedSlider />
    </section>
  );
}

function toEmptyWords({ group, query }: VoiceFilter): string {
  if (query.trim() !== '') return 'No voice is called that.';
  if (group === 'favourites') return 'Star a voice and it is found here.';
  return 'No voice here is like that.';
}

function toNote({ group, query }: VoiceFilter): string {
  const isUnread = query.trim() === '' && (group === 'ja' || group === 'zh');
  return isUnread
    ? `Sotto cannot read ${languageNames[group]} text yet.`
    : "Letters are grades from Kokoro's makers, A to F.";
}
