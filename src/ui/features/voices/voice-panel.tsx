import { useState, type ReactNode } from 'react';
import { listVoices } from '../../../contract/voices.ts';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { toVoiceTitle } from '../../store/voice-title.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { VoiceMixer } from './voice-mixer.tsx';
import { filterVoices, type VoiceFilter } from './filter-voices.ts';
import { SpeedSlider } from './speed-slider.tsx';
import { VoiceFilters } from './voice-filters.tsx';
import { VoiceList } from './voice-list.tsx';
import './voice-panel.css';

/** The voices, by language, sex and grade; mixing them; and how fast they speak. */
export function VoicePanel(): ReactNode {
  const { speakLanguage } = useActions();
  const words = useWords();
  const chosen = useAppState((state) => state.settings.voice);
  const favourites = useAppState((state) => state.settings.favourites);
  const [filter, setFilter] = useState<VoiceFilter>(() => ({
    group: toMixLanguage(chosen),
    sex: 'any',
    grade: 'any',
    query: '',
  }));
  // A sample, a link or a take may bring a voice of another language: the list goes with it.
  const language = toMixLanguage(chosen);
  const [followed, follow] = useState(language);
  if (language !== followed) {
    follow(language);
    if (filter.group !== 'all' && filter.group !== 'favourites') setFilter({ ...filter, group: language });
  }
  const voices = filterVoices(listVoices(), filter, { favourites, words });

  const narrow = (patch: Partial<VoiceFilter>): void => {
    setFilter({ ...filter, ...patch });
    const { group } = patch;
    // Who asks for a language wants to hear it, and may only want to look.
    if (group !== undefined && group !== 'all' && group !== 'favourites') speakLanguage(group);
  };
  return (
    <section className="panel" aria-labelledby="voice-title">
      <div className="panel__head">
        <h2 className="panel__title" id="voice-title">
          {words.say('voices.title')}
        </h2>
        <p className="panel__aside">{toVoiceTitle(chosen, words)}</p>
      </div>
      <VoiceFilters filter={filter} onChange={narrow} />
      <VoiceList voices={voices} emptyWords={toEmptyWords(filter, words)} />
      <p className="voices__note">{words.say('voices.gradesNote')}</p>
      <VoiceMixer />
      <SpeedSlider />
    </section>
  );
}

function toEmptyWords({ group, query }: VoiceFilter, { say }: Words): string {
  if (query.trim() !== '') return say('voices.noneCalledThat');
  if (group === 'favourites') return say('voices.noFavorites');
  return say('voices.noneLikeThat');
}
