import type { ReactNode } from 'react';

const paths = {
  play: 'M7 4.5v15l12.5-7.5z',
  pause: 'M6.5 4.5h4v15h-4zM13.5 4.5h4v15h-4z',
  stop: 'M5.5 5.5h13v13h-13z',
  save: 'M11 3.5h2v8.6l3-3 1.4 1.4L12 15.9l-5.4-5.4L8 9.1l3 3zM4.5 18.5h15v2h-15z',
  download: 'M11 3.5h2v8.6l3-3 1.4 1.4L12 15.9l-5.4-5.4L8 9.1l3 3zM4.5 18.5h15v2h-15z',
  close: 'M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z',
} as const;

export type IconName = keyof typeof paths;

/** Draws one of the icons in the colour of the text around it; always beside words or with a label on its button. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
