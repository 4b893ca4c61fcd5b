import { RadioGroup } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import type { Language } from '../../../speech/language.ts';
import { findVoice, listVoices, type Voice } from '../../../speech/voices.ts';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { findBestVoice } from './find-best-voice.ts';
import { languageNames, languages } from './languages.ts';
import { SpeedSlider } from './speed-slider.tsx';
import './voice-panel.css';

/** The voices of one language at a time, by sex, with what their makers think of them. */
export function VoicePanel(): ReactNode {
  const { change } = useActions();
  const chosen = useAppState((state) => state.settings.voice);
  const [language, setLanguage] = useState<Language>(() => findVoice(chosen)?.language ?? 'en-us');
  const voices = listVoices().filter((voice) => voice.language === language);

  const showLanguage = (next: Language): void => {
    setLanguage(next);
    change({ voice: findBestVoice(next) });
  };

  return (
    <section className="panel" aria-labelledby="voice-title">
      <div className="panel__head">
        <h2 className="panel__title" id="voice-title">
          Voice
        </h2>
        <p className="panel__aside">{toChosenName(chosen)}</p>
      </div>
      <Select
        label="Language"
        value={language}
        options={languages.map((value) => ({ value, label: toLanguageLabel(value) }))}
        onChange={showLanguage}
      />
      <RadioGroup.Root
        className="voices"
        aria-labelledby="voice-title"
        value={chosen}
        onValueChange={(voice) => change({ voice })}
      >
        <VoiceList title="Women" voices={voices.filter(({ sex }) => sex === 'female')} />
        <VoiceList title="Men" voices={voices.filter(({ sex }) => sex === 'male')} />
      </RadioGroup.Root>
      <p className="voices__note">{toNote(language)}</p>
      <SpeedSlider />
    </section>
  );
}

function VoiceList({
  title,
  voices,
}: {
  readonly title: string;
  readonly voices: readonly Voice[];
}): ReactNode {
  if (voices.length === 0) return null;
  return (
    <div className="voices__group">
      <h3 className="voices__title">{title}</h3>
      <div className="voices__list">
        {voices.map((voice) => (
          <RadioGroup.Item
            key={voice.id}
            className="voices__item"
            value={voice.id}
            aria-label={`${voice.name}, ${voice.grade === null ? 'no grade' : `grade ${voice.grade}`}`}
          >
            {voice.name}
            <span className="voices__grade">{voice.grade?.replace('-', '\u2212') ?? ''}</span>
          </RadioGroup.Item>
        ))}
      </div>
    </div>
  );
}

function toNote(language: Language): string {
  return language === 'ja' || language === 'zh'
    ? `Sotto cannot read ${languageNames[language]} text yet.`
    : "Letters are grades from Kokoro's makers, A to F.";
}

function toLanguageLabel(language: Language): string {
  const count = listVoices().filter((voice) => voice.language === language).length;
  return `${languageNames[language]} (${count})`;
}

function toChosenName(id: string): string {
  const voice = findVoice(id);
  return voice === undefined ? id : `${voice.name}, ${languageNames[voice.language]}`;
}
