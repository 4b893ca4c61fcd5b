import { useEffect, useState } from 'react';
import { useActions, useAppState, useServices, useStore } from './app-context.ts';
import { Preview, type PreviewRequest, type PreviewState } from './preview.ts';
import { useStoreState } from './use-store-state.ts';

/** Something that can be heard beside the take. */
export interface UsedPreview {
  readonly state: PreviewState;
  /** Says something, or stops; the take is paused for it. Call it in a click. */
  readonly hear: (key: string, request: PreviewRequest) => void;
}

/** Uses a preview, which stops where the take begins to speak, and with its component. */
export function usePreview(): UsedPreview {
  const store = useStore();
  const services = useServices();
  const { pause } = useActions();
  const [preview] = useState(() => new Preview(store, services));
  const state = useStoreState<PreviewState>(preview.state);
  const isSpeaking = useAppState(({ take }) => take.phase === 'speaking' || take.phase === 'preparing');
  // Two voices at once would be one too many.
  useEffect(() => {
    if (isSpeaking) preview.stop();
  }, [isSpeaking, preview]);
  useEffect(() => () => preview.stop(), [preview]);
  const hear: UsedPreview['hear'] = (key, request) => {
    if (store.getState().take.phase === 'speaking') pause();
    preview.toggle(key, request);
  };
  return { state, hear };
}
