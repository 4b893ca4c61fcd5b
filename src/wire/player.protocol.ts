/** Over the sink port, from the worklet to the source of the PCM. One `pull` asks for one `pcm` message. */
export type SinkToSource =
  | { readonly type: 'pull' }
  /** Goes on from another frame of the source; pulls that are not answered yet are forgotten. */
  | { readonly type: 'seek'; readonly frame: number }
  | { readonly type: 'cancel' };

/**
 * Over the sink port, from the maker of the PCM to the worklet. Samples are mono, at the context's rate, transferred.
 * `seeks` counts the seeks that the source had received, so that the sink knows which came later.
 */
export type SourceToSink =
  | { readonly type: 'pcm'; readonly samples: Float32Array<ArrayBuffer>; readonly seeks: number }
  /** The sink may still seek, until it cancels. */
  | { readonly type: 'end'; readonly seeks: number }
  | { readonly type: 'failed' };

/** Over the worklet node's own port, from the page, which numbers its turns. */
export type PageToPlayer =
  /** The source's first sample is at `startFrame` of the whole. */
  | {
      readonly type: 'play';
      readonly port: MessagePort;
      readonly startFrame: number;
      readonly turn: number;
    }
  /** Whenever nothing is heard, waits until so many frames are queued, or all that there will be. Kept until changed. */
  | { readonly type: 'wait-for'; readonly frames: number }
  | { readonly type: 'pause' }
  /** Plays faster or slower from now on, at the same pitch: 0.5 to 3. */
  | { readonly type: 'rate'; readonly rate: number }
  /** Brings the WebAssembly of Sonic, transferred, which rates other than 1 need. */
  | { readonly type: 'stretcher'; readonly binary: ArrayBuffer }
  | { readonly type: 'resume' }
  /** Goes on from another frame, if anything is played or paused. */
  | { readonly type: 'seek'; readonly frame: number; readonly turn: number }
  /** Drops what is queued, cancels the source, and falls silent within one render quantum. */
  | { readonly type: 'stop' };

/** Over the worklet node's own port, to the page. Frames count from the beginning of the whole. */
export type PlayerToPage =
  /** About 30 times a second while playing. `queuedFrames` are received and not yet heard. */
  | {
      readonly type: 'position';
      readonly playedFrames: number;
      readonly queuedFrames: number;
      readonly underruns: number;
      /** Whether it would play and has nothing to play yet. */
      readonly isWaiting: boolean;
      /** The last turn of the page that was obeyed; it shows whether a report is older than a seek. */
      readonly turn: number;
    }
  | {
      readonly type: 'ended';
      readonly playedFrames: number;
      readonly underruns: number;
      readonly turn: number;
    }
  /** Answers `stop`: no frame behind `playedFrames` is heard. */
  | { readonly type: 'stopped'; readonly playedFrames: number; readonly turn: number }
  | { readonly type: 'failed' };
