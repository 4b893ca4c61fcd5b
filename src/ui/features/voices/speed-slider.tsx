import { Slider } from 'radix-ui';
import type { ReactNode } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';

/** How fast the voice speaks, from half to double; the API goes further. */
export function SpeedSlider(): ReactNode {
  const { change } = useActions();
  const { say, number } = useWords();
  const speed = useAppState((state) => state.settings.speed);
  const write = (value: number): string =>
    number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return (
    <div className="speed">
      <div className="speed__head">
        <span id="speed-label">{say('voices.speed')}</span>
        <button
          className="speed__value tabular"
          type="button"
          onClick={() => change({ speed: 1 })}
          title={say('voices.speedBack', { speed: write(1) })}
          aria-label={say('voices.speedLabel', { speed: write(speed) })}
        >
          <bdi>{write(speed)} ×</bdi>
        </button>
      </div>
      <Slider.Root
        className="slider"
        min={0.5}
        max={2}
        step={0.05}
        value={[speed]}
        onValueChange={([value]) => change({ speed: Math.round((value ?? 1) * 100) / 100 })}
      >
        <Slider.Track className="slider__track">
          <Slider.Range className="slider__range" />
        </Slider.Track>
        <Slider.Thumb
          className="slider__thumb"
          aria-labelledby="speed-label"
          aria-valuetext={say('voices.speedTimes', { speed: write(speed) })}
        />
      </Slider.Root>
    </div>
  );
}
