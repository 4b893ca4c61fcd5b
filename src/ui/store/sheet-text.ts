import type { InputFormat } from '../../contract/input-format.ts';

/** A text on the sheet, and the setting under which it is read rightly. */
export interface SheetText {
  readonly text: string;
  readonly inputFormat: InputFormat;
}

/** Why a file could not be put on the sheet. */
export interface FileProblem {
  readonly reason: 'too-long' | 'not-text' | 'empty' | 'unsupported' | 'unreadable';
  readonly name: string;
  /** What kind of file it is, such as `PDF`, where that kind is not supported. */
  readonly kind: string;
}
