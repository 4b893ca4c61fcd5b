import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Voice } from '../../../contract/voices.ts';
import { Choices } from '../../components/choices.tsx';
import { useActions, useAppState, useServices, useStore } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { VoicePreview, type PreviewState } from './voice-preview.ts';
import { VoiceRow } from './voice-row.tsx';

interface VoiceListProps {
  readonly voices: readonly Voice[];
  /** What is said where there are none. */
  readonly emptyWords: string;
}

/** The voices as one choice, women and men apart, with what came of trying one. */
export function VoiceList({ voices, emptyWords }: VoiceListProps): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const chosen = useAppState((state) => state.settings.voice);
  const preview = useVoicePreview();
  const state = useStoreState<PreviewState>(preview.state);
  const list = { voices, preview, state };
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
        {state.phase === 'failed' ? <ProblemLine problem={state.problem} /> : null}
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
  readonly preview: VoicePreview;
  readonly state: PreviewState;
}

function VoiceGroup({ title, sex, voices, preview, state }: VoiceGroupProps): ReactNode {
  const { change, pause } = useActions();
  const store = useStore();
  const chosen = useAppState(({ settings }) => settings.voice);
  const favourites = useAppState(({ settings }) => settings.favourites);
  const group = voices.filter((voice) => voice.sex === sex);
  if (group.length === 0) return null;
  const showsLanguage = new Set(voices.map(({ language }) => language)).size > 1;

  const hear = (id: string): void => {
    if (store.getState().take.phase === 'speaking') pause();
    preview.toggle(id);
  };
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
          isSpeaking={state.phase === 'speaking' && state.voice === voice.id}
          showsLanguage={showsLanguage}
          onPreview={() => hear(voice.id)}
          onStar={() => star(voice.id)}
        />
      ))}
    </div>
  );
}

function useVoicePreview(): VoicePreview {
  const store = useStore();
  const services = useServices();
  const [preview] = useState(() => new VoicePreview(store, services));
  const isSpeaking = useAppState(({ take }) => take.phase === 'speaking' || take.phase === 'preparing');
  // Two voices at once would be one too many.
  useEffect(() => {
    if (isSpeaking) preview.stop();
  }, [isSpeaking, preview]);
  return preview;
}
