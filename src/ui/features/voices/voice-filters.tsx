import type { ReactNode } from 'react';
import { listVoices } from '../../../speech/voices.ts';
import { Select } from '../../components/select.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAppState } from '../../store/app-context.ts';
import type { VoiceFilter } from './filter-voices.ts';
import { languageNames, languages } from './languages.ts';

interface VoiceFiltersProps {
  readonly filter: VoiceFilter;
  readonly onChange: (patch: Partial<VoiceFilter>) => void;
}

/** By what the list of voices is narrowed down. */
export function VoiceFilters({ filter, onChange }: VoiceFiltersProps): ReactNode {
  const favouriteCount = useAppState((state) => state.settings.favourites.length);
  const groups: readonly { value: VoiceFilter['group']; label: string }[] = [
    ...languages.map((value) => ({ value, label: `${languageNames[value]} (${count(value)})` })),
    { value: 'all', label: `All languages (${listVoices().length})` },
    { value: 'favourites', label: `Favourites (${favouriteCount})` },
  ];
  return (
    <div className="voice-filters">
      <Select
        label="Language"
        value={filter.group}
        options={groups}
        onChange={(group) => onChange({ group })}
      />
      <Select
        label="Sex"
        isLabelHidden
        value={filter.sex}
        options={[
          { value: 'any', label: 'Any sex' },
          { value: 'female', label: 'Women' },
          { value: 'male', label: 'Men' },
        ]}
        onChange={(sex) => onChange({ sex })}
      />
      <Select
        label="Grade"
        isLabelHidden
        value={filter.grade}
        options={[
          { value: 'any', label: 'Any grade' },
          { value: 'B', label: 'Grade A or B' },
          { value: 'C', label: 'Grade A to C' },
        ]}
        onChange={(grade) => onChange({ grade })}
      />
      <TextField
        label="Search all voices"
        isLabelHidden
        placeholder="Search all voices"
        type="search"
        value={filter.query}
        onChange={(query) => onChange({ query })}
      />
    </div>
  );
}

function count(language: string): number {
  return listVoices().filter((voice) => voice.language === language).length;
}
