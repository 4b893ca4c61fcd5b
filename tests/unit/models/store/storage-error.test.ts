import { expect, it } from 'vitest';
import { createUnavailableError } from '../../../../src/models/store/storage-error.ts';

it('a file that nobody has is missed with both places where a site keeps its mirror', () => {
  const file = { path: 'onnx/model.onnx', repo: 'owner/model', revision: 'rev1', bytes: 7, sha256: 'ab' };
  const { code, message } = createUnavailableError(file, []);
  expect(code).toBe('model_unavailable');
  expect(message).toContain("models/ beside Sotto's own files (in a site with the package sotto/models/)");
  expect(message).toContain('this one as owner/model/resolve/rev1/onnx/model.onnx.');
});
