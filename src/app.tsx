import { createDraftStorage } from './page/draft-storage.ts';
import { createLexiconStorage } from './page/lexicon-storage.ts';
import { createMediaControls } from './page/media-session.ts';
import type { PageServices } from './page/page-services.ts';
import { createPlayer } from './page/player.ts';
import { createSettingsStorage } from './page/settings-storage.ts';
import { startSpeech } from './page/start-speech.ts';
import { createWakeLock } from './page/wake-lock.ts';
import { Scope } from './std/scope.ts';
import { mountApp } from './ui/mount.tsx';
import { createFirstSettings } from './ui/features/voices/create-first-settings.ts';
import { sourceWords } from './ui/words/create-words.ts';
import { loadWords } from './ui/words/load-words.ts';
import { toInterfaceLanguage } from './ui/words/interface-languages.ts';

const settings = createSettingsStorage({ standard: createFirstSettings(navigator.languages) });
const lexicon = createLexiconStorage();
const chosen = settings.read();

// Told before anything is drawn, or the page would flash in the other colours.
if (chosen.theme !== 'system') document.documentElement.dataset['theme'] = chosen.theme;

const { foreignHosts, foreignModels } = settings.readChanges();
const speech = startSpeech({
  userSettings: settings,
  userLexicon: lexicon,
  // Another page may have asked for some; only a choice of the user's replaces that.
  ...(foreignHosts === undefined ? {} : { foreignHosts, foreignModels: foreignModels === true }),
});

const element = document.getElementById('app');
if (element === null) throw new Error('The page has no element for the app.');

const scope = new Scope();

const services: PageServices = {
  speech: speech.client,
  library: speech.client.library,
  console: speech.client.console,
  storage: speech.client.storage,
  hearing: speech.client.hearing,
  player: createPlayer(),
  previewPlayer: createPlayer(),
  media: createMediaControls(scope),
  wakeLock: createWakeLock(scope),
  settings,
  lexicon,
  draft: createDraftStorage('sotto.draft'),
  subtitles: createDraftStorage('sotto.subtitles'),
  apiReady: speech.ready,
  answerForeignHosts: (hosts, models) => speech.answerForeignHosts(hosts, models),
  onUpdate: (handler) => speech.onUpdate(handler),
  applyUpdate: () => speech.applyUpdate(),
};

void loadWords(toInterfaceLanguage(chosen.interfaceLanguage, navigator.languages))
  // In English rather than not at all.
  .catch(() => sourceWords)
  .then((words) => mountApp(scope, element, { services, words }));
