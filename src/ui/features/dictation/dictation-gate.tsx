import type { ReactNode } from 'react';
import { HearingGate } from '../hearing/hearing-gate.tsx';

/** What must be downloaded before anything can be dictated; nothing once it is stored. */
export function DictationGate(): ReactNode {
  return <HearingGate>{null}</HearingGate>;
}
