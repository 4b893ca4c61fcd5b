import { HEARING_RATE } from '../contract/hearing.ts';
import { joinSamples } from '../std/join.ts';

/** 50 ms. */
const BLOCK_SAMPLES = HEARING_RATE / 20;
/** The loudest block from 0.3 s before to 1.5 s after decides. */
const BLOCKS_BEFORE = 6;
const BLOCKS_AFTER = 30;
/** What the loudest block is raised to; relative to full scale. */
const TARGET_DB = -20;
const MAX_GAIN_DB = 40;
/** Less than this between loudest and quietest is the noise of a room, which stays as low as it is. */
const MIN_RANGE_DB = 20;
const FLOOR_DB = -100;

/**
 * Raises quiet speech for a voice detector, which misses what comes far below what it heard before. Nothing is lowered.
 * Gives back as many samples as it takes, 1.5 s later.
 */
export class LevelEqualiser {
  #rest: Float32Array<ArrayBuffer> = new Float32Array();
  #blocks: Float32Array<ArrayBuffer>[] = [];
  #levels: number[] = [];
  /** Index in `#blocks` of the next one to return. */
  #next = 0;
  #gainDb = 0;

  /** Returns what is ready after these samples; the last blocks are held until it is known what follows them. */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    const joined = joinSamples([this.#rest, samples]);
    const blockCount = Math.floor(joined.length / BLOCK_SAMPLES);
    for (let index = 0; index < blockCount; index += 1) {
      this.#add(joined.slice(index * BLOCK_SAMPLES, (index + 1) * BLOCK_SAMPLES));
    }
    this.#rest = joined.slice(blockCount * BLOCK_SAMPLES);
    return this.#take(this.#blocks.length - BLOCKS_AFTER);
  }

  /** Gives back the rest. */
  flush(): Float32Array<ArrayBuffer> {
    if (this.#rest.length > 0) this.#add(this.#rest);
    this.#rest = new Float32Array();
    return this.#take(this.#blocks.length);
  }

  #add(block: Float32Array<ArrayBuffer>): void {
    const power = block.reduce((sum, sample) => sum + sample * sample, 0) / block.length;
    this.#blocks.push(block);
    this.#levels.push(Math.max(FLOOR_DB, 10 * Math.log10(power + 1e-12)));
  }

  #take(end: number): Float32Array<ArrayBuffer> {
    const taken: Float32Array[] = [];
    for (; this.#next < end; this.#next += 1) {
      const near = this.#levels.slice(Math.max(0, this.#next - BLOCKS_BEFORE), this.#next + BLOCKS_AFTER);
      const loudest = Math.max(...near);
      if (loudest - Math.min(...near) >= MIN_RANGE_DB) {
        this.#gainDb = Math.min(MAX_GAIN_DB, Math.max(0, TARGET_DB - loudest));
      }
      const gain = 10 ** (this.#gainDb / 20);
      taken.push((this.#blocks[this.#next] ?? new Float32Array()).map((sample) => sample * gain));
    }
    const surplus = Math.max(0, this.#next - BLOCKS_BEFORE);
    this.#blocks = this.#blocks.slice(surplus);
    this.#levels = this.#levels.slice(surplus);
    this.#next -= surplus;
    return joinSamples(taken);
  }
}
