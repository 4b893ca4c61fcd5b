/** Over the sink port, from the worklet to whoever makes the PCM. One `pull` asks for one `pcm` message. */
export type SinkToSource = { readonly type: 'pull' } | { readonly type: 'cancel' };

/** Over the sink port, from the maker of the PCM to the worklet. Samples are mono, at the context's rate, transferred. */
export type SourceToSink =
  | { readonly type: 'pcm'; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly type: 'end' }
  | { readonly type: 'failed' };

/** Over the worklet node's own port, from the page. */
export type PageToPlayer =
  | { readonly type: 'play'; readonly port: MessagePort }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Drops what is queued, cancels the source, and falls silent within one render quantum. */
  | { readonly type: 'stop' };

/** Over the worklet node's own port, to the page. */
export type PlayerToPage =
  /** About 30 times a second while playing. `queuedFrames` are received and not yet heard. */
  | {
      readonly type: 'position';
      readonly playedFrames: number;
      readonly queuedFrames: number;
      readonly underruns: number;
    }
  | { readonly type: 'ended'; readonly playedFrames: number; readonly underruns: number }
  | { readonly type: 'failed' };
