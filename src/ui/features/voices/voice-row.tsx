import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Voice } from '../../../speech/voices.ts';
import { Icon } from '../../components/icon.tsx';
import { languageNames } from './languages.ts';

interface VoiceRowProps {
  readonly voice: Voice;
  readonly isChosen: boolean;
  readonly isFavourite: boolean;
  readonly isSpeaking: boolean;
  /** Names the language too, where the list has several. */
  readonly showsLanguage: boolean;
  readonly onPreview: () => void;
  readonly onStar: () => void;
}

/** A voice to choose, to try and to keep among the favourites. */
export function VoiceRow(props: VoiceRowProps): ReactNode {
  const { voice, isChosen, isFavourite, isSpeaking, showsLanguage, onPreview, onStar } = props;
  const { id, name, grade, language } = voice;
  // The arrow keys go from voice to voice, and Tab to what can be done with the chosen one.
  const tabIndex = isChosen ? 0 : -1;
  return (
    <div className="voice" data-chosen={isChosen || undefined}>
      <RadioGroup.Item
        className="voice__name"
        value={id}
        aria-label={`${name}, ${showsLanguage ? `${languageNames[language]}, ` : ''}${grade === null ? 'no grade' : `grade ${grade}`}`}
      >
        <span>{name}</span>
        {showsLanguage ? <span className="voice__language">{languageNames[language]}</span> : null}
        <span className="voice__grade">{grade?.replace('-', '\u2212') ?? ''}</span>
      </RadioGroup.Item>
      <button
        className="voice__button"
        type="button"
        tabIndex={tabIndex}
        onClick={onPreview}
        aria-label={isSpeaking ? `Stop ${name}` : `Hear ${name}`}
      >
        <Icon name={isSpeaking ? 'stop' : 'play'} />
      </button>
      <button
        className="voice__button"
        type="button"
        tabIndex={tabIndex}
        onClick={onStar}
        aria-pressed={isFavourite}
        aria-label={`${name} is a favourite`}
      >
        <Icon name={isFavourite ? 'star' : 'star-empty'} />
      </button>
    </div>
  );
}
