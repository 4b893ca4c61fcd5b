import { _addIssue, type BaseIssue, type BaseValidation } from 'valibot';

/**
 * What Valibot reports where a text has more than `requirement` code points; `received` is how many it has, in digits.
 */
export interface MaxCodePointsIssue extends BaseIssue<string> {
  readonly kind: 'validation';
  readonly type: 'max_code_points';
  readonly requirement: number;
  readonly received: string;
}

/** What `maxCodePoints` gives to a pipe of Valibot; declarations that are written name it. */
export interface MaxCodePointsAction extends BaseValidation<string, string, MaxCodePointsIssue> {
  readonly type: 'max_code_points';
  readonly requirement: number;
}

/** Validates a length in Unicode code points, which is how JSON Schema counts and JavaScript does not. */
export function maxCodePoints(requirement: number): MaxCodePointsAction {
  return {
    kind: 'validation',
    type: 'max_code_points',
    reference: maxCodePoints,
    expects: `<=${requirement}`,
    async: false,
    requirement,
    '~run'(dataset, config) {
      if (!dataset.typed) return dataset;
      const count = countCodePoints(dataset.value);
      if (count > requirement) {
        _addIssue(this, 'length', dataset, config, { received: String(count) });
      }
      return dataset;
    },
  };
}

function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    if ((text.codePointAt(index) ?? 0) <= 0xffff) continue;
    count -= 1;
    index += 1;
  }
  return count;
}
