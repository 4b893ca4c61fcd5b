import { toBaseUrl } from '../browser/base-url.ts';
import { createSettingsStorage } from '../browser/settings-storage.ts';
import { toEngineConfig, toServerSettings } from '../browser/settings.ts';
import { startSpeech } from '../browser/start-speech.ts';
import { Scope } from '../std/scope.ts';
import { BenchmarkPage } from './benchmark-page.ts';

const chosen = createSettingsStorage().read();
if (chosen.theme !== 'system') document.documentElement.dataset['theme'] = chosen.theme;

const baseUrl = toBaseUrl(import.meta.url, { isDevelopment: import.meta.env.DEV });
const speech = startSpeech({
  baseUrl,
  settings: toServerSettings(chosen),
  engine: toEngineConfig(chosen),
  foreignHosts: chosen.foreignHosts,
  foreignModels: chosen.foreignModels,
});

// Browsers without service workers are served by the page itself, so nothing hangs on `ready` but a wait.
await speech.ready.catch(() => undefined);
await new BenchmarkPage(new Scope(), { speech, baseUrl, voice: chosen.voice }).open();
