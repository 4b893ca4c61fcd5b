import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const voices = JSON.parse(
  readFileSync(new URL('../../../src/contract/voices.json', import.meta.url), 'utf8'),
) as unknown;

/** The names of the voices, wherever they stand in the catalogue. */
const voiceNames = [...JSON.stringify(voices).matchAll(/"name":"([^"]+)"/g)].map(([, name = '']) => name);

/** What has the same name in every language, or is code. */
const allowed = [
  ...[
    'Whisper (?:base|small|tiny)',
    'sotto',
    'Kokoro',
    'eSpeak NG',
    'OpenAI',
    'API',
    'JSON',
    'SDK',
    'ZIP',
    'RTF',
    'CPU',
    'GPU',
  ],
  ...['WebAssembly', 'WebGPU', 'WebVTT', 'WAV', 'FLAC', 'Opus', 'PCM', 'SRT', 'MP3', 'AAC', 'Markdown'],
  ...['Speaker turns', 'pyannote', 'WeSpeaker', 'ResNet34-LM', 'upstream', 'https?'],
  ...['Alt', 'Enter', 'Esc', 'PLS', 'TXT', 'SSML', 'HTML'],
  ...['curl', 'fetch', 'models', 'espeak-ng', 'kokoro', 'wav', 'fp32', 'POST', 'GET', 'HTTP'],
  ...voiceNames,
];

/** Lists the words in Latin letters that are shown or told to screen readers, names, code and marked English apart. */
export async function listForeignWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate(collectTexts);
  return texts.filter((text) => {
    const rest = text
      .replace(/[\w.-]+\.(?:com|ai|xyz)|localhost(?::\d+)?|\/?(?:[\w-]+\/)*v1(?:\/[\w/-]*)?/g, ' ')
      .replace(/\b[abefhijpz][fm]_\w+/g, ' ')
      .replace(/\bkokoro-82m\b|\b82M\b|\b[0-9a-f]{8}\b/g, ' ')
      .replace(new RegExp(String.raw`\b(?:${allowed.join('|')})\b`, 'gi'), ' ');
    return /[A-Za-z]{3,}/.test(rest);
  });
}

/** Runs in the page. */
function collectTexts(): string[] {
  const language = document.documentElement.lang;
  const isOwn = (element: Element): boolean =>
    element.closest('[lang]')?.getAttribute('lang') === language &&
    element.closest('code, kbd, pre, textarea, script, style, noscript') === null;
  const isSeen = (element: Element): boolean =>
    element.closest('option') !== null || element.checkVisibility({ visibilityProperty: true });
  const found: string[] = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { parentElement: parent, textContent: text } = node;
    if (parent !== null && isOwn(parent) && isSeen(parent)) found.push((text ?? '').trim());
  }
  for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      const isText = isSeen(element) && element.closest('[lang]')?.getAttribute('lang') !== 'en';
      if (isText) found.push(element.getAttribute(name) ?? '');
    }
  }
  return found.filter((text) => text !== '');
}
