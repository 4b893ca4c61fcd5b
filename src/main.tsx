import { createDraftStorage } from './browser/draft-storage.ts';
import { createMediaControls } from './browser/media-session.ts';
import type { PageServices } from './browser/page-services.ts';
import { createPlayer } from './browser/player.ts';
import { createSettingsStorage } from './browser/settings-storage.ts';
import { toEngineConfig, toServerSettings } from './browser/settings.ts';
import { startSpeech } from './browser/start-speech.ts';
import { Scope } from './std/scope.ts';
import { mountApp } from './ui/mount.tsx';
import { createFirstSettings } from './ui/features/voices/create-first-settings.ts';
import { sourceWords } from './ui/words/create-words.ts';
import { loadWords } from './ui/words/load-words.ts';
import { toInterfaceLanguage } from './ui/words/to-interface-language.ts';

const settings = createSettingsStorage(undefined, createFirstSettings(navigator.languages));
const chosen = settings.read();

// Told before anything is drawn, or the page would flash in the other colours.
if (chosen.theme !== 'system') document.documentElement.dataset['theme'] = chosen.theme;

const speech = startSpeech({
  settings: toServerSettings(chosen),
  engine: toEngineConfig(chosen),
  foreignHosts: chosen.foreignHosts,
  foreignModels: chosen.foreignModels,
});

const element = document.getElementById('app');
if (element === null) throw new Error('The page has no element for the app.');

const scope = new Scope();
const player = createPlayer();
void player.setRate(chosen.playbackRate);

const services: PageServices = {
  speech: speech.client,
  library: speech.client.library,
  console: speech.client.console,
  storage: speech.client.storage,
  player,
  previewPlayer: createPlayer(),
  media: createMediaControls(scope),
  settings,
  draft: createDraftStorage(),
  apiReady: speech.ready,
  answerForeignHosts: (hosts, models) => speech.answerForeignHosts(hosts, models),
  onUpdate: (handler) => speech.onUpdate(handler),
  applyUpdate: () => speech.applyUpdate(),
};

void loadWords(toInterfaceLanguage(chosen.interfaceLanguage, navigator.languages))
  // In English rather than not at all.
  .catch(() => sourceWords)
  .then((words) => mountApp(scope, element, { services, words }));
