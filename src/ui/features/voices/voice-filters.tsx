import type { ReactNode } from 'react';
import { listVoices } from '../../../contract/voices.ts';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import type { VoiceFilter } from './filter-voices.ts';
import { languages } from './languages.ts';

interface VoiceFiltersProps {
  readonly filter: VoiceFilter;
  readonly onChange: (patch: Partial<VoiceFilter>) => void;
}

/** By what the list of voices is narrowed down. */
export function VoiceFilters({ filter, onChange }: VoiceFiltersProps): ReactNode {
  const { say } = useWords();
  return (
    <div className="voice-filters">
      <Select
        label={say('voices.language')}
        value={filter.group}
        options={useGroups()}
        onChange={(group) => onChange({ group })}
      />
      <Select
        label={say('voices.sex')}
        isLabelHidden
        value={filter.sex}
        options={[
          { value: 'any', label: say('voices.anySex') },
          { value: 'female', label: say('voices.women') },
          { value: 'male', label: say('voices.men') },
        ]}
        onChange={(sex) => onChange({ sex })}
      />
      <Select
        label={say('voices.grade')}
        isLabelHidden
        value={filter.grade}
        options={[
          { value: 'any', label: say('voices.anyGrade') },
          { value: 'B', label: say('voices.gradeB') },
          { value: 'C', label: say('voices.gradeC') },
        ]}
        onChange={(grade) => onChange({ grade })}
      />
      <TextField
        label={say('voices.search')}
        isLabelHidden
        placeholder={say('voices.search')}
        type="search"
        value={filter.query}
        onChange={(query) => onChange({ query })}
      />
    </div>
  );
}

function useGroups(): readonly { value: VoiceFilter['group']; label: string }[] {
  const { say, languageName } = useWords();
  const favouriteCount = useAppState((state) => state.settings.favourites.length);
  return [
    ...languages.map((value) => ({
      value,
      label: say('voices.languageCount', { language: languageName(value), count: count(value) }),
    })),
    { value: 'all', label: say('voices.allLanguages', { count: listVoices().length }) },
    { value: 'favourites', label: say('voices.favorites', { count: favouriteCount }) },
  ];
}

function count(language: string): number {
  return listVoices().filter((voice) => voice.language === language).length;
}
