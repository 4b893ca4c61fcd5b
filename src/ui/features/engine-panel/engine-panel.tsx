import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choices.tsx';
import { keepFocus } from '../../components/keep-focus.ts';
import { useActions, useAppState } from '../../store/app-context.ts';
import { BUILT_IN, isKokoroShown, KOKORO } from '../../store/selectors.ts';
import { useWords } from '../../store/use-words.ts';
import { KokoroState } from './kokoro-state.tsx';
import './engine-panel.css';

/** Which engine speaks, and how it is doing. */
export function EnginePanel(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const model = useAppState((state) => state.settings.model);
  const isKokoro = useAppState(isKokoroShown);
  return (
    <section ref={keepFocus} className="panel" aria-labelledby="engine-title">
      <div className="panel__head">
        <h2 className="panel__title" id="engine-title">
          {say('engine.title')}
        </h2>
      </div>
      <Choices
        className="engines"
        labelledBy="engine-title"
        value={model}
        onChoose={(value) => change({ model: value })}
      >
        <EngineChoice value={KOKORO} title="Kokoro 82M" hint={say('engine.kokoroHint')} />
        <EngineChoice value={BUILT_IN} title={say('engine.builtIn')} hint={say('engine.builtInHint')} />
      </Choices>
      {!isKokoro ? null : (
        <>
          <KokoroState />
          <ModelsLink />
        </>
      )}
    </section>
  );
}

/** Leads to everything about models and devices, which few need and nobody needs at first. */
function ModelsLink(): ReactNode {
  const { turnWorkbench } = useActions();
  const { say } = useWords();
  return (
    <p className="engines__more">
      <Button
        look="quiet"
        onClick={() => {
          turnWorkbench('models');
          document.getElementById('workbench')?.scrollIntoView({ block: 'start' });
        }}
      >
        {say('common.modelsAndDevice')}
      </Button>
    </p>
  );
}

interface EngineChoiceProps {
  readonly value: string;
  readonly title: string;
  readonly hint: string;
}

function EngineChoice({ value, title, hint }: EngineChoiceProps): ReactNode {
  const { say } = useWords();
  return (
    <RadioGroup.Item
      className="engines__item"
      value={value}
      aria-label={say('engine.choice', { title, hint })}
    >
      <span className="engines__dot" aria-hidden="true" />
      <span className="engines__words">
        <span className="engines__title">{title}</span>
        <span className="engines__hint">{hint}</span>
      </span>
    </RadioGroup.Item>
  );
}
