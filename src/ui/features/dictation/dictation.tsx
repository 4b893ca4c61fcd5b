import { useEffect, useRef, useState, type ReactNode } from 'react';
import { openMicrophone } from '../../../page/microphone.ts';
import type { StorageService } from '../../../page/server-services.ts';
import { Scope } from '../../../std/scope.ts';
import { Icon } from '../../components/icon.tsx';
import { useServices } from '../../store/app-context.ts';
import { useStoreState } from '../../store/use-store-state.ts';
import { useWords } from '../../store/use-words.ts';
import { ProblemLine } from '../problem/problem-line.tsx';
import { LazyPanel } from '../workbench/lazy-panel.tsx';
import { createDictationModel, type DictationModel, type DictationState } from './dictation-model.ts';
import { insertText } from './insert-text.ts';
import './dictation.css';

interface Area {
  readonly current: HTMLTextAreaElement | null;
}

/** A press of the button that lasts longer ends the dictation when it ends. */
const HOLD_MS = 500;

/** The button that writes speech into the text, and what there is to say of it. */
export function Dictation({ area }: { readonly area: Area }): ReactNode {
  const model = useDictation(area);
  const state = useStoreState(model.store);
  const button = useRef<HTMLButtonElement>(null);
  useEscape(model);
  return (
    <>
      <DictateButton model={model} phase={state.phase} buttonRef={button} />
      <DictationOutcome model={model} state={state} onDecline={() => button.current?.focus()} />
    </>
  );
}

function useDictation(area: Area): DictationModel {
  const { hearing, storage } = useServices();
  const [model] = useState(() =>
    createDictationModel({
      hearing,
      hasModel: () => hasStoredModel(storage),
      openMicrophone,
      onText: (text) => {
        if (area.current !== null) insertText(area.current, text);
      },
    }),
  );
  return model;
}

async function hasStoredModel(storage: StorageService): Promise<boolean> {
  const offers = await storage.offers(new AbortController().signal);
  return offers.some(({ kind, bytes, heldBytes }) => kind === 'hearing' && heldBytes === bytes);
}

/** Escape ends the dictation wherever the focus is, and puts the offer of a model away. */
function useEscape(model: DictationModel): void {
  useEffect(() => {
    const scope = new Scope();
    scope.listen(window, 'keydown', (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      model.stop();
      model.declineModel();
    });
    return () => scope.dispose();
  }, [model]);
}

interface DictateButtonProps {
  readonly model: DictationModel;
  readonly phase: DictationState['phase'];
  readonly buttonRef: { current: HTMLButtonElement | null };
}

/** A press begins or ends; one that is held ends when it is let go. */
function DictateButton({ model, phase, buttonRef }: DictateButtonProps): ReactNode {
  const { say } = useWords();
  const pressedAtMs = useRef<number | null>(null);
  const isOn = phase === 'starting' || phase === 'listening';
  const isFinishing = phase === 'finishing';
  const begin = (): void => {
    pressedAtMs.current = performance.now();
    model.start();
  };
  return (
    <button
      type="button"
      ref={buttonRef}
      className={isOn ? 'editor__tool dictate dictate--on' : 'editor__tool dictate'}
      title={say('dictation.hint')}
      aria-pressed={isOn}
      aria-disabled={isFinishing || undefined}
      onPointerDown={(event) => {
        if (isOn || event.button !== 0) return;
        // The end of a hold counts wherever it is let go.
        event.currentTarget.setPointerCapture(event.pointerId);
        begin();
      }}
      onPointerUp={() => {
        const held = performance.now() - (pressedAtMs.current ?? performance.now());
        if (held > HOLD_MS) model.stop();
      }}
      onPointerCancel={() => {
        pressedAtMs.current = null;
        model.stop();
      }}
      onClick={() => {
        const wasBegun = pressedAtMs.current !== null;
        pressedAtMs.current = null;
        // The press that began it ends with a click, too; from the keyboard there is only the click.
        if (wasBegun) return;
        if (isOn) model.stop();
        else model.start();
      }}
    >
      <Icon name="microphone" />
      {say(isOn || isFinishing ? 'dictation.stop' : 'dictation.start')}
    </button>
  );
}

/** Loads what is downloaded before anything can be dictated; it shows nothing once that is stored. */
const loadGate = async () => {
  const { HearingGate } = await import('../hearing/hearing-gate.tsx');
  return { default: () => <HearingGate>{null}</HearingGate> };
};

interface DictationOutcomeProps {
  readonly model: DictationModel;
  readonly state: DictationState;
  /** Called when the offer of a model is put away, and its button with it. */
  readonly onDecline: () => void;
}

function DictationOutcome({ model, state, onDecline }: DictationOutcomeProps): ReactNode {
  const { say } = useWords();
  const { phase, level, silence, problem, needsModel } = state;
  const isOn = phase === 'listening';
  return (
    <div className="dictation">
      <p className="dictation__state" role="status">
        {isOn ? say('dictation.listening') : phase === 'finishing' ? say('dictation.finishing') : ''}
        {silence === null ? '' : <span className="dictation__fault">{say(`dictation.${silence}`)}</span>}
        {problem === null ? (
          ''
        ) : (
          <span className="dictation__fault">
            <ProblemLine problem={problem} />
          </span>
        )}
      </p>
      {isOn ? (
        <div className="dictation__meter" role="img" aria-label={say('dictation.level')}>
          <div className="dictation__level" style={{ transform: `scaleX(${toShown(level)})` }} />
        </div>
      ) : null}
      <Unclear model={model} texts={state.unclear} />
      {needsModel ? (
        <>
          <LazyPanel load={loadGate} />
          <button
            type="button"
            className="editor__tool"
            onClick={() => {
              onDecline();
              model.declineModel();
            }}
          >
            {say('common.close')}
          </button>
        </>
      ) : null}
    </div>
  );
}

/** What was not written because it was not sure, and may be after all. */
function Unclear({
  model,
  texts,
}: {
  readonly model: DictationModel;
  readonly texts: DictationState['unclear'];
}): ReactNode {
  const { say } = useWords();
  return texts.map((text, index) => (
    <p key={`${index} ${text}`} className="dictation__unclear" role="status">
      <span dir="auto">{say('dictation.unclear', { text })}</span>
      <button type="button" className="editor__tool" onClick={() => model.insertUnclear(index)}>
        {say('dictation.insertUnclear')}
      </button>
      <button type="button" className="editor__tool" onClick={() => model.dropUnclear(index)}>
        {say('common.delete')}
      </button>
    </p>
  ));
}

/** Loudness as it is heard: from -50 dB to full scale. */
function toShown(level: number): number {
  return Math.min(1, Math.max(0, 1 + (20 * Math.log10(level + 1e-6)) / 50));
}
