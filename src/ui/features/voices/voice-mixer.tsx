import { useState, type ReactNode } from 'react';
import { findVoice, listVoices, toVoiceName } from '../../../contract/voices.ts';
import { TextField } from '../../components/text-field.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { languages } from './languages.ts';
import { MAX_PARTS, parseMix, parseMixParts, toMixName, type MixPart } from './mix-parts.ts';
import { MixSlider } from './mix-slider.tsx';
import './voice-mix.css';

interface Draft {
  /** The setting that the parts are, so that another one replaces them. */
  readonly voice: string;
  readonly parts: readonly MixPart[];
  /** What was typed, as it was typed. */
  readonly text: string;
}

/** Mixes voices: a slider for each, and the text by which the API knows the mix; each follows the other. */
export function VoiceMixer(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const voice = useAppState((state) => state.settings.voice);
  const [known, setDraft] = useState<Draft>(() => toDraft(voice));
  const draft = known.voice === voice ? known : toDraft(voice);
  const { parts, text } = draft;

  const choose = (next: readonly MixPart[]): void => {
    const name = toMixName(next);
    if (name === null) return;
    setDraft({ voice: name, parts: next, text: name });
    change({ voice: name });
  };
  const type = (typed: string): void => {
    const mix = parseMix(typed);
    const name = mix === null ? voice : toVoiceName(mix);
    setDraft({ ...toDraft(name), text: typed });
    if (name !== voice) change({ voice: name });
  };
  return (
    <details className="mix">
      <summary className="mix__summary">{say('voices.mix')}</summary>
      <div className="mix__body">
        {parts.map((part) => (
          <MixSlider
            key={part.id}
            part={part}
            share={part.weight / parts.reduce((sum, { weight }) => sum + weight, 0)}
            onWeight={(weight) =>
              choose(parts.map((other) => (other === part ? { ...part, weight } : other)))
            }
            onRemove={parts.length === 1 ? null : () => choose(parts.filter((other) => other !== part))}
          />
        ))}
        {parts.length < MAX_PARTS ? (
          <AddVoice taken={parts} onAdd={(id) => choose([...parts, { id, weight: 5 }])} />
        ) : null}
        <TextField
          label={say('voices.mixName')}
          dir="ltr"
          value={text}
          onChange={type}
          error={parseMix(text) === null ? say('voices.mixWrong') : null}
        />
      </div>
    </details>
  );
}

function AddVoice({
  taken,
  onAdd,
}: {
  readonly taken: readonly MixPart[];
  readonly onAdd: (id: string) => void;
}): ReactNode {
  const { say, languageName } = useWords();
  const free = listVoices().filter(({ id }) => taken.every((part) => part.id !== id));
  return (
    <select
      className="select__field"
      aria-label={say('voices.mixAdd')}
      value=""
      onChange={(event) => {
        if (findVoice(event.target.value) !== undefined) onAdd(event.target.value);
      }}
    >
      <option value="" disabled hidden>
        {say('voices.mixAddHint')}
      </option>
      {languages.map((language) => (
        <optgroup key={language} label={languageName(language)}>
          {free
            .filter((voice) => voice.language === language)
            .map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

function toDraft(voice: string): Draft {
  return { voice, parts: parseMixParts(voice) ?? [], text: voice };
}
