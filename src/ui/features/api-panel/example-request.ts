/** What every example asks for. */
export interface ExampleRequest {
  readonly model: string;
  readonly voice: string;
  readonly speed: number;
  readonly input: string;
}

/** One example: it calls the API and gives back the answer with its body unread. */
export type Example = (request: ExampleRequest, signal: AbortSignal) => Promise<Response>;
