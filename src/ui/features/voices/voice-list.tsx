import { useEffect, useRef, type ReactNode } from 'react';
import type { Voice } from '../../../contract/voices.ts';
import { Choices } from '../../components/choices.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { usePreview, type UsedPreview } from '../../store/use-preview.ts';
import { useWords } from '../../store/use-words.ts';
import { sampleTexts } from '../../texts/sample-texts.ts';
import { PreviewProblem } from '../problem/preview-problem.tsx';
import { VoiceRow } from './voice-row.tsx';

interface VoiceListProps {
  readonly voices: readonly Voice[];
  /** What is said where there are none. */
  readonly emptyWords: string;
}

/** The voices as one choice, women and men apart; shows the problem where trying one failed. */
export function VoiceList({ voices, emptyWords }: VoiceListProps): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const chosen = useAppState((state) => state.settings.voice);
  const preview = usePreview();
  const { state } = preview;
  const list = { voices, preview };
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (root.current !== null) revealChosen(root.current);
  }, [voices.length]);
  return (
    <>
      <Choices
        className="voices"
        ref={root}
        labelledBy="voice-title"
        value={chosen}
        onChoose={(voice) => change({ voice })}
      >
        <VoiceGroup title={say('voices.women')} sex="female" {...list} />
        <VoiceGroup title={say('voices.men')} sex="male" {...list} />
        {voices.length === 0 ? <p className="voices__empty">{emptyWords}</p> : null}
      </Choices>
      <p className="voices__problem" role="status">
        {state.phase === 'failed' ? <PreviewProblem problem={state.problem} /> : null}
      </p>
    </>
  );
}

/** Scrolls the list, and never the page. */
function revealChosen(root: HTMLElement): void {
  const chosen = root.querySelector<HTMLElement>('[data-chosen]');
  root.scrollTop = chosen === null ? 0 : chosen.offsetTop - (root.clientHeight - chosen.offsetHeight) / 2;
}

interface VoiceGroupProps {
  readonly title: string;
  readonly sex: Voice['sex'];
  readonly voices: readonly Voice[];
  readonly preview: UsedPreview;
}

function VoiceGroup({ title, sex, voices, preview: { state, hear } }: VoiceGroupProps): ReactNode {
  const { change } = useActions();
  const chosen = useAppState(({ settings }) => settings.voice);
  const favourites = useAppState(({ settings }) => settings.favourites);
  const group = voices.filter((voice) => voice.sex === sex);
  if (group.length === 0) return null;
  const showsLanguage = new Set(voices.map(({ language }) => language)).size > 1;

  const star = (id: string): void => {
    const others = favourites.filter((known) => known !== id);
    change({ favourites: others.length < favourites.length ? others : [...favourites, id] });
  };
  return (
    <div className="voices__group">
      <h3 className="voices__title">{title}</h3>
      {group.map((voice) => (
        <VoiceRow
          key={voice.id}
          voice={voice}
          isChosen={voice.id === chosen}
          isFavourite={favourites.includes(voice.id)}
          isSpeaking={state.phase === 'speaking' && state.key === voice.id}
          showsLanguage={showsLanguage}
          onPreview={() => hear(voice.id, { text: sampleTexts[voice.language].preview, voiceName: voice.id })}
          onStar={() => star(voice.id)}
        />
      ))}
    </div>
  );
}
