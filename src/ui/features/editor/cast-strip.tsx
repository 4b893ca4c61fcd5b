import { useMemo, useState, type CSSProperties, type ReactNode } from 'react';
import { findVoice, listVoices } from '../../../contract/voices.ts';
import { useActions, useAppState, useStore } from '../../store/app-context.ts';
import { toCastMembers, type CastMember } from '../../store/cast.ts';
import { toVoiceTitle } from '../../store/voice-title.ts';
import { useWords } from '../../store/use-words.ts';
import { languages } from '../voices/languages.ts';
import { toCastColor } from './cast-color.ts';
import './cast-strip.css';

/** More names are shown when they are asked for. */
const FIRST_NAMES = 8;

/** Who speaks in the text, where its lines begin with names: each with a colour and a voice to choose. */
export function CastStrip(): ReactNode {
  const { say } = useWords();
  const members = useCast();
  const [showsAll, setShowsAll] = useState(false);
  if (members.length === 0) return null;
  const shown = showsAll ? members : members.slice(0, FIRST_NAMES);
  const hiddenCount = members.length - shown.length;
  return (
    <div className="cast" role="group" aria-label={say('cast.title')}>
      {shown.map((member, index) => (
        <CastVoice key={member.name} member={member} color={toCastColor(index)} />
      ))}
      {hiddenCount === 0 ? null : (
        <button className="editor__tool" type="button" onClick={() => setShowsAll(true)}>
          {say('cast.more', { count: hiddenCount })}
        </button>
      )}
    </div>
  );
}

interface CastVoiceProps {
  readonly member: CastMember;
  readonly color: string;
}

function CastVoice({ member: { name, voice }, color }: CastVoiceProps): ReactNode {
  const { change } = useActions();
  const words = useWords();
  const { say, languageName } = words;
  const store = useStore();
  const choose = (chosen: string): void => {
    const { castVoices } = store.getState().settings;
    const others = Object.entries(castVoices).filter(([other]) => other !== name);
    // The latest last: the oldest make room.
    change({ castVoices: Object.fromEntries([...others, [name, chosen]]) });
  };
  return (
    <label className="cast__member" style={{ '--cast': color } as CSSProperties}>
      <span className="cast__name" dir="auto">
        {name}
      </span>
      <select
        className="cast__voice"
        aria-label={say('cast.voiceOf', { name })}
        value={voice}
        onChange={(event) => choose(event.target.value)}
      >
        {/* A mix that was chosen elsewhere. */}
        {findVoice(voice) === undefined ? <option value={voice}>{toVoiceTitle(voice, words)}</option> : null}
        {languages.map((language) => (
          <optgroup key={language} label={languageName(language)}>
            {listVoices()
              .filter((known) => known.language === language)
              .map((known) => (
                <option key={known.id} value={known.id}>
                  {known.name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function useCast(): readonly CastMember[] {
  // As a string, so that equal casts are equal.
  const cast = useAppState((state) => JSON.stringify(toCastMembers(state)));
  return useMemo(() => JSON.parse(cast) as readonly CastMember[], [cast]);
}
