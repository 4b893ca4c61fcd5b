import { Slider } from 'radix-ui';
import type { ReactNode } from 'react';
import { findVoice } from '../../../contract/voices.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../store/use-words.ts';
import { MAX_WEIGHT, type MixPart } from './mix-parts.ts';

interface MixSliderProps {
  readonly part: MixPart;
  /** Of the whole mix, 0 to 1. */
  readonly share: number;
  readonly onWeight: (weight: number) => void;
  /** Null where it is the last one. */
  readonly onRemove: (() => void) | null;
}

/** How much of one voice is in the mix. */
export function MixSlider({ part, share, onWeight, onRemove }: MixSliderProps): ReactNode {
  const name = findVoice(part.id)?.name ?? part.id;
  const { say, percent: toPercent } = useWords();
  const percent = toPercent(share);
  return (
    <div className="mix__part">
      <span className="mix__name">{name}</span>
      <Slider.Root
        className="slider mix__slider"
        min={1}
        max={MAX_WEIGHT}
        value={[part.weight]}
        onValueChange={([weight]) => onWeight(weight ?? 1)}
      >
        <Slider.Track className="slider__track">
          <Slider.Range className="slider__range" />
        </Slider.Track>
        <Slider.Thumb
          className="slider__thumb"
          aria-label={say('voices.mixShare', { name })}
          aria-valuetext={percent}
        />
      </Slider.Root>
      <span className="mix__share tabular">{percent}</span>
      <button
        className="voice__button"
        type="button"
        onClick={onRemove ?? undefined}
        disabled={onRemove === null}
        aria-label={say('voices.mixRemove', { name })}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
