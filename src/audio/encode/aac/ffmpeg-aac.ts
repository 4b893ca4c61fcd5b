import type { WasmLibrary, WasmLibrarySpec } from '../wasm/wasm-library.ts';

type AacFunction =
  'open' | 'frameSamples' | 'input' | 'sendFrame' | 'receivePacket' | 'drain' | 'packet' | 'close';

export type AacLibrary = WasmLibrary<AacFunction>;

/** FFmpeg's own AAC encoder as @mediabunny/aac-encoder 1.59.0 builds it. */
export const ffmpegAac: WasmLibrarySpec<AacFunction> = {
  binary: 'ffmpeg-aac.wasm',
  exports: {
    memory: 'r',
    start: 's',
    open: 't',
    frameSamples: 'v',
    input: 'y',
    sendFrame: 'A',
    receivePacket: 'B',
    drain: 'C',
    packet: 'E',
    close: 'H',
  },
  imports: { b: 'nothing', c: 'no-environment', m: 'grow-memory' },
  closesEncoders: true,
};
