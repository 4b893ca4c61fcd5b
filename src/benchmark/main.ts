import { toBaseUrl } from '../page/base-url.ts';
import { createSettingsStorage } from '../page/settings-storage.ts';
import { startSpeech } from '../page/start-speech.ts';
import { Scope } from '../std/scope.ts';
import { BenchmarkPage } from './benchmark-page.ts';

const settings = createSettingsStorage();
const chosen = settings.read();
if (chosen.theme !== 'system') document.documentElement.dataset['theme'] = chosen.theme;

const baseUrl = toBaseUrl(import.meta.url, { isDevelopment: import.meta.env.DEV });
const speech = startSpeech({ baseUrl, userSettings: settings });

// Browsers without service workers are served by the page itself, so nothing hangs on `ready` but a wait.
await speech.ready.catch(() => undefined);
await new BenchmarkPage(new Scope(), { speech, baseUrl, voice: chosen.voice }).open();
