import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../store/use-words.ts';

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
  const { say, languageName } = useWords();
  const { id, name, grade, language } = voice;
  const facts = [
    name,
    showsLanguage ? languageName(language) : null,
    grade === null ? say('voices.noGrade') : say('voices.gradeOf', { grade }),
  ];
  // The arrow keys go from voice to voice, and Tab to what can be done with the chosen one.
  const tabIndex = isChosen ? 0 : -1;
  return (
    <div className="voice" data-chosen={isChosen || undefined}>
      <RadioGroup.Item
        className="voice__name"
        value={id}
        aria-label={facts.filter((fact) => fact !== null).join(say('common.listSeparator'))}
      >
        <span>{name}</span>
        {showsLanguage ? <span className="voice__language">{languageName(language)}</span> : null}
        <span className="voice__grade">
          <bdi>{grade?.replace('-', '\u2212') ?? ''}</bdi>
        </span>
      </RadioGroup.Item>
      <button
        className="voice__button"
        type="button"
        tabIndex={tabIndex}
        onClick={onPreview}
        aria-label={say(isSpeaking ? 'voices.stopVoice' : 'voices.hear', { name })}
      >
        <Icon name={isSpeaking ? 'stop' : 'play'} />
      </button>
      <button
        className="voice__button"
        type="button"
        tabIndex={tabIndex}
        onClick={onStar}
        aria-pressed={isFavourite}
        aria-label={say('voices.isFavorite', { name })}
      >
        <Icon name={isFavourite ? 'star' : 'star-empty'} />
      </button>
    </div>
  );
}
