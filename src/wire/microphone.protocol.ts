/** What a microphone sends to who reads it: samples, which move to the other end, and null once it is switched off. */
export type MicrophoneMessage = Float32Array<ArrayBuffer> | null;

/** From the page to the worklet. */
export type PageToMicrophone =
  /** The port that samples go to. */
  { readonly type: 'record'; readonly port: MessagePort } | { readonly type: 'stop' };

/** From the worklet to the page. */
export type MicrophoneToPage =
  /** The loudest sample of the last moment, 0 to 1. */
  | { readonly type: 'level'; readonly peak: number }
  /** All samples were sent. */
  | { readonly type: 'stopped' };
