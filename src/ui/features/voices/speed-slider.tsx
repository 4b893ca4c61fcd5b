import { Slider } from 'radix-ui';
import type { ReactNode } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';

/** How fast the voice speaks, from half to double; the API goes further. */
export function SpeedSlider(): ReactNode {
  const { change } = useActions();
  const speed = useAppState((state) => state.settings.speed);
  return (
    <div className="speed">
      <div className="speed__head">
        <span id="speed-label">Speed</span>
        <button
          className="speed__value tabular"
          type="button"
          onClick={() => change({ speed: 1 })}
          title="Back to 1.00"
          aria-label={`Speed ${speed.toFixed(2)}. Back to normal`}
        >
          {speed.toFixed(2)} ×
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
          aria-valuetext={`${speed.toFixed(2)} times`}
        />
      </Slider.Root>
    </div>
  );
}
