const NOTHING: Float32Array = new Float32Array(0);

/** First slots of the ring; it doubles when a burst of chunks needs more. */
const FIRST_SLOT_COUNT = 64;

/**
 * Holds received chunks of mono samples in order and gives them out exactly once.
 * Reading and peeking allocate nothing, so that an audio thread may call them; only `push` may grow the ring.
 */
export class PcmQueue {
  #slots: Float32Array[] = new Array<Float32Array>(FIRST_SLOT_COUNT).fill(NOTHING);
  #head = 0;
  #slotCount = 0;
  /** Frames of the head chunk that were read. */
  #offset = 0;
  #frameCount = 0;

  /** Frames that were pushed and not yet read. */
  get frameCount(): number {
    return this.#frameCount;
  }

  /** Appends a chunk, which the queue owns from now on. */
  push(samples: Float32Array): void {
    if (samples.length === 0) return;
    if (this.#slotCount === this.#slots.length) this.#grow();
    this.#slots[(this.#head + this.#slotCount) % this.#slots.length] = samples;
    this.#slotCount += 1;
    this.#frameCount += samples.length;
  }

  /** Copies the next frames into the start of `output` and consumes them. Returns how many there were. */
  read(output: Float32Array): number {
    const wanted = Math.min(output.length, this.#frameCount);
    let done = 0;
    while (done < wanted) {
      const chunk = this.#slots[this.#head] ?? NOTHING;
      const count = Math.min(chunk.length - this.#offset, wanted - done);
      for (let i = 0; i < count; i += 1) output[done + i] = chunk[this.#offset + i] ?? 0;
      done += count;
      this.#offset += count;
      if (this.#offset === chunk.length) this.#dropHead();
    }
    this.#frameCount -= wanted;
    return wanted;
  }

  /** Copies the next frames into the start of `output` without consuming them. Returns how many there were. */
  peek(output: Float32Array): number {
    const wanted = Math.min(output.length, this.#frameCount);
    let done = 0;
    let slot = this.#head;
    let offset = this.#offset;
    while (done < wanted) {
      const chunk = this.#slots[slot] ?? NOTHING;
      const count = Math.min(chunk.length - offset, wanted - done);
      for (let i = 0; i < count; i += 1) output[done + i] = chunk[offset + i] ?? 0;
      done += count;
      slot = (slot + 1) % this.#slots.length;
      offset = 0;
    }
    return wanted;
  }

  /** Drops everything. */
  clear(): void {
    while (this.#slotCount > 0) this.#dropHead();
    this.#frameCount = 0;
  }

  #dropHead(): void {
    this.#slots[this.#head] = NOTHING;
    this.#head = (this.#head + 1) % this.#slots.length;
    this.#slotCount -= 1;
    this.#offset = 0;
  }

  #grow(): void {
    const grown = new Array<Float32Array>(this.#slots.length * 2).fill(NOTHING);
    for (let i = 0; i < this.#slotCount; i += 1) {
      grown[i] = this.#slots[(this.#head + i) % this.#slots.length] ?? NOTHING;
    }
    this.#slots = grown;
    this.#head = 0;
  }
}
