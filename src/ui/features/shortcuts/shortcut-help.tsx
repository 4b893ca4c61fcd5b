import { useEffect, useState, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { Dialog } from '../../components/dialog.tsx';
import { useActions, useAppState, useStore } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { runKeyCommand, shortcuts, toKeyCommand } from './shortcuts.ts';
import './shortcuts.css';

/** Runs the page's keyboard shortcuts, and lists them. */
export function ShortcutHelp(): ReactNode {
  const { say, rich } = useWords();
  const [isOpen, setOpen] = useState(false);
  useShortcuts(() => setOpen(true));
  return (
    <>
      <button className="shortcuts__open" type="button" onClick={() => setOpen(true)} aria-haspopup="dialog">
        {rich('shortcuts.open', { key: (text) => <kbd>{text}</kbd> })}
      </button>
      <Dialog title={say('shortcuts.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <dl className="shortcuts">
          {shortcuts.map(({ keys, does }) => (
            <div className="shortcuts__line" key={does}>
              <dt>{say(does)}</dt>
              <dd>
                <Keys ways={keys} />
              </dd>
            </div>
          ))}
        </dl>
        <LetterKeys />
      </Dialog>
    </>
  );
}

function Keys({ ways }: { readonly ways: readonly (readonly string[])[] }): ReactNode {
  const { say } = useWords();
  return ways.map((keys, index) => (
    <span key={keys.join(' ')}>
      {index === 0 ? null : ` ${say('shortcuts.or')} `}
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  ));
}

function LetterKeys(): ReactNode {
  const { change } = useActions();
  const { say } = useWords();
  const isOn = useAppState((state) => state.settings.letterKeys);
  return (
    <label className="shortcuts__letters">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => change({ letterKeys: event.target.checked })}
      />
      {say('shortcuts.letters')}
    </label>
  );
}

function useShortcuts(onHelp: () => void): void {
  const actions = useActions();
  const store = useStore();
  useEffect(() => {
    const scope = new Scope();
    scope.listen(window, 'keydown', (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      // A dialog has keys of its own.
      if (document.querySelector('dialog[open]') !== null) return;
      const { letterKeys } = store.getState().settings;
      const command = toKeyCommand(event, { isTyping: isTextField(event.target), letterKeys });
      if (command === null) return;
      if (command !== 'stop') event.preventDefault();
      if (command === 'help') onHelp();
      else runKeyCommand(command, actions);
    });
    return () => scope.dispose();
  }, [actions, store, onHelp]);
}

/** Whether letters belong to whatever has the focus: text, or a list in which they find an entry. */
function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type="checkbox"], [type="range"]), textarea, select'))
  );
}
