import { describe, expect, it } from 'vitest';
import { isOwnRoute, matchRoute } from '../../../../src/contract/route-match.ts';

describe('matchRoute', () => {
  it.each([
    ['/v1/audio/speech', 'speech'],
    ['/audio/speech', 'speech'],
    ['/api/v1/audio/speech', 'speech'],
    ['/openai/v1/audio/speech', 'speech'],
    ['//v1///audio/speech/', 'speech'],
    ['/audio/transcriptions', 'transcriptions'],
    ['/api/v1/audio/translations', 'translations'],
    ['/v1/models', 'models'],
    ['/api/v1/models/', 'models'],
    ['/audio/voices', 'audio-voices'],
    ['/v1/voices', 'voices'],
    ['/v1/audio/captions', 'captions'],
    ['/api/v1/audio/captions', 'captions'],
    ['/audio/models', 'audio-models'],
    ['/health', 'health'],
    ['/v1/engine', 'engine'],
    ['/v1/engine/load', 'engine-load'],
    ['/v1/openapi.json', 'openapi'],
  ])('knows %s', (path, name) => {
    expect(matchRoute(path)?.name).toBe(name);
  });

  it.each([
    '/models',
    '/voices',
    '/engine',
    '/v1',
    '/',
    '/v1/Audio/speech',
    '/v2/models',
    '/v1/audio/speech/x',
    '/v1/toString',
    '/audio/captions',
  ])('does not know %s', (path) => {
    expect(matchRoute(path)).toBeNull();
  });

  it('reads the id of a model, its slash encoded or not', () => {
    expect(matchRoute('/v1/models/hexgrad%2FKokoro-82M')?.id).toBe('hexgrad/Kokoro-82M');
    expect(matchRoute('/api/v1/models/hexgrad/Kokoro-82M/')?.id).toBe('hexgrad/Kokoro-82M');
    expect(matchRoute('/v1/models/%E0%A4%A')?.id).toBe('%E0%A4%A');
  });

  it('finds routes below the app’s base path, and at the root still', () => {
    expect(matchRoute('/sotto/v1/models', '/sotto/')?.name).toBe('models');
    expect(matchRoute('/v1/models', '/sotto/')?.name).toBe('models');
    expect(matchRoute('/other/v1/models', '/sotto/')).toBeNull();
  });
});

describe('isOwnRoute on the own origin', () => {
  const scope = { origin: 'https://app.test', basePath: '/sotto/' };

  it.each([
    ['POST', '/v1/audio/speech'],
    ['GET', '/v1/audio/speech'],
    ['OPTIONS', '/audio/speech'],
    ['POST', '/sotto/v1/audio/speech'],
    ['GET', '/v1/audio/speech?input=Hello'],
    ['GET', '/v1/audio/captions?input=Hello'],
    ['GET', '/v1/audio/unknown'],
    ['DELETE', '/v1/models/tts-1'],
    ['PATCH', '/v1/engine'],
    ['GET', '/sotto/health'],
  ])('is %s %s', (method, path) => {
    expect(isOwnRoute(`https://app.test${path}`, method, scope)).toBe(true);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/sotto/'],
    ['GET', '/audio/speech'],
    ['GET', '/audio/speech?input=Hello'],
    ['GET', '/audio/captions?input=Hello'],
    ['GET', '/audio/song.mp3'],
    ['GET', '/models/kokoro.onnx'],
    ['GET', '/sotto/models/kokoro.onnx'],
    ['POST', '/v1/chat/completions'],
    ['GET', '/api/v1/users'],
  ])('is not %s %s', (method, path) => {
    expect(isOwnRoute(`https://app.test${path}`, method, scope)).toBe(false);
  });
});

describe('isOwnRoute in another project’s site', () => {
  const scope = { origin: 'https://shop.test', basePath: '/', isGuest: true };

  it.each([
    ['POST', '/v1/audio/speech'],
    ['POST', '/openai/v1/audio/speech'],
    ['POST', '/api/v1/audio/transcriptions'],
    ['GET', '/v1/audio/unknown'],
    ['GET', '/v1/models'],
    ['GET', '/v1/models/kokoro-82m'],
    ['POST', '/v1/engine/load'],
    ['GET', '/v1/openapi.json'],
    ['POST', '/dev/captioned_speech'],
    // As X-Download-Path says it, and as clients of Kokoro-FastAPI read that.
    ['GET', '/download/sotto-0123456789abcdef0123456789abcdef.mp3'],
    ['GET', '/v1/download/sotto-0123456789abcdef0123456789abcdef.mp3'],
  ])('is %s %s', (method, path) => {
    expect(isOwnRoute(`https://shop.test${path}`, method, scope)).toBe(true);
  });

  it.each([
    ['GET', '/health'],
    ['GET', '/download/report.mp3'],
    ['POST', '/dev/build'],
    ['POST', '/audio/speech'],
    ['GET', '/api/v1/models'],
    ['GET', '/api/v1/voices'],
    ['GET', '/openai/v1/models'],
    ['GET', '/audio/voices'],
    ['GET', '/v1/modelling'],
    ['GET', '/v1/users'],
  ])('is not %s %s', (method, path) => {
    expect(isOwnRoute(`https://shop.test${path}`, method, scope)).toBe(false);
  });

  it('is still what the site asked to be answered for other hosts', () => {
    const asked = { ...scope, foreignHosts: ['api.openai.com'] };
    expect(isOwnRoute('https://api.openai.com/v1/audio/speech', 'POST', asked)).toBe(true);
  });
});

describe('isOwnRoute on a foreign host', () => {
  const scope = { origin: 'https://app.test', foreignHosts: ['api.openai.com', 'localhost:8880'] };

  it.each([
    ['POST', 'https://api.openai.com/v1/audio/speech'],
    ['GET', 'https://api.openai.com/v1/audio/voices'],
    ['OPTIONS', 'https://api.openai.com/v1/audio/speech'],
    ['POST', 'http://localhost:8880/v1/audio/speech'],
  ])('is %s %s', (method, url) => {
    expect(isOwnRoute(url, method, scope)).toBe(true);
    expect(isOwnRoute(url, method, { origin: 'https://app.test' })).toBe(false);
  });

  it.each([
    ['POST', 'https://api.openai.com/v1/chat/completions'],
    ['POST', 'https://api.openai.com/v1/audio/voices'],
    ['GET', 'https://api.openai.com/v1/audio/unknown'],
    ['GET', 'https://api.openai.com/v1/audio/speech?input=Hello'],
    ['GET', 'https://api.openai.com/v1/audio/captions?input=Hello'],
    ['GET', 'https://api.openai.com/health'],
    ['GET', 'https://api.openai.com/v1/engine'],
    ['GET', 'https://api.openai.com/v1/models'],
    ['POST', 'http://localhost/v1/audio/speech'],
    ['POST', 'https://evil-api.openai.com.test/v1/audio/speech'],
  ])('is not %s %s', (method, url) => {
    expect(isOwnRoute(url, method, scope)).toBe(false);
  });

  it('answers for model lists only when asked to', () => {
    const withModels = { ...scope, foreignModels: true };
    expect(isOwnRoute('https://api.openai.com/v1/models', 'GET', withModels)).toBe(true);
    expect(isOwnRoute('https://api.openai.com/v1/models/tts-1', 'HEAD', withModels)).toBe(true);
    expect(isOwnRoute('https://api.openai.com/v1/models/tts-1', 'DELETE', withModels)).toBe(false);
  });
});
