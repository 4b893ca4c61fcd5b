import { castModes, MOST_CALM, type Settings } from '../../../contract/settings.ts';
import { Slider } from 'radix-ui';
import type { ReactNode } from 'react';
import { INPUT_FORMATS } from '../../../contract/input-format.ts';
import { Select } from '../../components/select.tsx';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { toFormatName, toShownFormat } from './shown-format.ts';
import './reading-panel.css';

const castKeys = {
  off: 'reading.castOff',
  lines: 'reading.castLines',
  names: 'reading.castNames',
} as const satisfies Record<Settings['castMode'], string>;

/** How the text is read: its format, its tags, its rhythm, and who speaks. All tabs share it. */
export function ReadingPanel(): ReactNode {
  const { change } = useActions();
  const words = useWords();
  const { say } = words;
  const inputFormat = useAppState(({ settings }) => settings.inputFormat);
  const castMode = useAppState(({ settings }) => settings.castMode);
  const shown = useAppState(toShownFormat);
  return (
    <div className="reading">
      <Select
        label={say('reading.format')}
        value={inputFormat}
        options={INPUT_FORMATS.toReversed().map((value) => ({
          value,
          label:
            value === 'auto'
              ? say('reading.auto', { format: toFormatName(shown, words) })
              : toFormatName(value, words),
        }))}
        onChange={(value) => change({ inputFormat: value })}
      />
      <Select
        label={say('reading.cast')}
        value={castMode}
        options={castModes.map((value) => ({ value, label: say(castKeys[value]) }))}
        onChange={(value) => change({ castMode: value })}
      />
      <RhythmSlider />
      <TagsSwitch />
    </div>
  );
}

function TagsSwitch(): ReactNode {
  const { change } = useActions();
  const { say, rich } = useWords();
  const hasTags = useAppState(({ settings }) => settings.hasTags);
  return (
    <label className="reading__tags">
      <input
        type="checkbox"
        role="switch"
        checked={hasTags}
        onChange={(event) => change({ hasTags: event.target.checked })}
      />
      <span>
        {say('reading.tags')}
        <span className="reading__hint">
          {rich('reading.tagsHint', { code: (text) => <code>{text}</code> })}
        </span>
      </span>
    </label>
  );
}

const paceKeys = ['reading.pace0', 'reading.pace1', 'reading.pace2', 'reading.pace3'] as const;

/** From calm to brisk: how long the pauses are that are added. */
function RhythmSlider(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const calmness = useAppState(({ settings }) => settings.calmness);
  const pace = say(paceKeys[calmness] ?? 'reading.pace0');
  return (
    <div className="reading__rhythm">
      <span className="select__label" id="rhythm-label">
        {say('reading.rhythm')}
      </span>
      <Slider.Root
        className="slider"
        min={0}
        max={MOST_CALM}
        value={[MOST_CALM - calmness]}
        onValueChange={([value]) => change({ calmness: MOST_CALM - (value ?? MOST_CALM) })}
      >
        <Slider.Track className="slider__track">
          <Slider.Range className="slider__range" />
        </Slider.Track>
        <Slider.Thumb className="slider__thumb" aria-labelledby="rhythm-label" aria-valuetext={pace} />
      </Slider.Root>
      <div className="reading__ends" aria-hidden="true">
        <span>{say('reading.calm')}</span>
        <span className="reading__pace">{pace}</span>
        <span>{say('reading.brisk')}</span>
      </div>
    </div>
  );
}
