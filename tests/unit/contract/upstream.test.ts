import { expect, it } from 'vitest';
import { requireUpstream, type Upstream } from '../../../src/contract/upstream.ts';

it.each([
  ['baseUrl', { baseUrl: 'gpu.example/v1' }],
  ['apiKey', { apiKey: 'the service’s key' }],
  ['apiKey', { apiKey: 'key\n' }],
  ['when', { when: 'always' as Upstream['when'] }],
])('a page that names a service with a wrong %s is told so', (name, fault) => {
  const service: Upstream = { baseUrl: 'https://gpu.example/v1', apiKey: 'a key', when: 'asked' };
  expect(requireUpstream(service)).toBe(service);
  expect(() => requireUpstream({ ...service, ...fault })).toThrow(`'upstream.${name}'`);
});
