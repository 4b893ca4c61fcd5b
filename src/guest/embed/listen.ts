import { defineListen } from './sotto-listen.ts';

/** The script that pages of other origins name in one line: `embed.html` lies beside it. */
const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) defineListen(new URL('embed.html', currentScript.src).href);
