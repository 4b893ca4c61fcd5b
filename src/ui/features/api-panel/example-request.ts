/** The body of an example's request: a JSON object of whatever fields. */
export type ExampleRequest = Readonly<Record<string, unknown>>;

/** One example: it calls the API and gives back the answer with its body unread. */
export type Example = (request: ExampleRequest, signal: AbortSignal) => Promise<Response>;

/** Says that what was written is JSON, but no object. */
export class NotObjectError extends Error {
  override readonly name = 'NotObjectError';
}

/** Parses what a person wrote. Throws a `SyntaxError` where it is no JSON, and `NotObjectError` where it is no object. */
export function parseExampleRequest(json: string): ExampleRequest {
  const value: unknown = JSON.parse(json);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as ExampleRequest;
  throw new NotObjectError();
}
