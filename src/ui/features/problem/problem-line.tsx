import type { ReactNode } from 'react';
import type { Problem } from '../../store/problem.ts';
import { useWords } from '../../store/use-words.ts';

/** Says what happened in one line, with the thrower's own words, which are in English. */
export function ProblemLine({ problem: { code, detail } }: { readonly problem: Problem }): ReactNode {
  const { say, rich } = useWords();
  const title = say(`problem.title.${code}`);
  if (detail === '') return title;
  return rich('problem.line', {
    title,
    detail: (
      <span key="detail" lang="en">
        {detail}
      </span>
    ),
  });
}
