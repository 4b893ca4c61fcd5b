import { createMediaControls } from './browser/media-session.ts';
import { createPlayer } from './browser/player.ts';
import { createSettingsStorage } from './browser/settings-storage.ts';
import { toEngineConfig, toServerSettings } from './browser/settings.ts';
import { startSpeech } from './browser/start-speech.ts';
import { Scope } from './std/scope.ts';
import { mountApp } from './ui/mount.tsx';

const settings = createSettingsStorage();
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
mountApp(scope, element, {
  speech: speech.client,
  library: speech.client.library,
  console: speech.client.console,
  storage: speech.client.storage,
  player: createPlayer(),
  previewPlayer: createPlayer(),
  media: createMediaControls(scope),
  settings,
  apiReady: speech.ready,
  answerForeignHosts: (hosts, models) => speech.answerForeignHosts(hosts, models),
  onUpdate: (handler) => speech.onUpdate(handler),
  applyUpdate: () => speech.applyUpdate(),
});
