import { toSquaredDistance } from './unit-vector.ts';

/** Voices that count as one person's. */
export interface VoiceCluster {
  /** Which of the vectors belong to it. */
  readonly members: readonly number[];
  /** The mean of its vectors. */
  readonly centre: Float32Array<ArrayBuffer>;
}

interface Node extends VoiceCluster {
  nearest: Node | null;
  /** To the nearest neighbour; while there is none, no neighbour is nearer than this. */
  squaredDistance: number;
}

/**
 * Joins vectors bottom up, always the two clusters whose centres are nearest (centroid linkage). Each cluster remembers
 * its nearest neighbour, and looks for another one only once it may be the nearest of all (Müllner's generic algorithm,
 * https://arxiv.org/abs/1109.2378), so that n vectors need about n² distances and no table of them.
 */
export class VoiceClusters {
  readonly #nodes: Set<Node>;

  /** Begins with a cluster for each vector; all have the same length. */
  constructor(vectors: readonly Float32Array<ArrayBuffer>[]) {
    this.#nodes = new Set(
      vectors.map((centre, index) => ({
        members: [index],
        centre,
        nearest: null,
        squaredDistance: Infinity,
      })),
    );
    for (const node of this.#nodes) this.#seek(node);
  }

  get count(): number {
    return this.#nodes.size;
  }

  /** Lists the clusters that are left. */
  list(): readonly VoiceCluster[] {
    return [...this.#nodes].map(({ members, centre }) => ({ members, centre }));
  }

  /** The distance between the two nearest centres; infinite where there are not two clusters. */
  get leastDistance(): number {
    return Math.sqrt(this.#findNearest()?.squaredDistance ?? Infinity);
  }

  /** Joins the two nearest clusters. */
  joinNearest(): void {
    const node = this.#findNearest();
    const neighbour = node?.nearest ?? null;
    if (node === undefined || neighbour === null) return;
    const joined = this.#join(node, neighbour);
    for (const other of this.#nodes) {
      if (other === joined) continue;
      if (other.nearest === node || other.nearest === neighbour) other.nearest = null;
      compare(other, joined);
    }
    this.#seek(joined);
  }

  #findNearest(): Node | undefined {
    for (;;) {
      let best: Node | undefined;
      for (const node of this.#nodes) {
        if (node.squaredDistance < (best?.squaredDistance ?? Infinity)) best = node;
      }
      if (best?.nearest !== null) return best;
      this.#seek(best);
    }
  }

  #join(one: Node, other: Node): Node {
    const members = [...one.members, ...other.members];
    const share = one.members.length / members.length;
    const centre = one.centre.map((value, index) => share * value + (1 - share) * (other.centre[index] ?? 0));
    this.#nodes.delete(one);
    this.#nodes.delete(other);
    const joined = { members, centre, nearest: null, squaredDistance: Infinity };
    this.#nodes.add(joined);
    return joined;
  }

  #seek(node: Node): void {
    node.nearest = null;
    node.squaredDistance = Infinity;
    for (const other of this.#nodes) {
      if (other !== node) compare(node, other);
    }
  }
}

/** Makes the candidate the nearest neighbour if it is nearer. */
function compare(node: Node, candidate: Node): void {
  const squaredDistance = toSquaredDistance(node.centre, candidate.centre);
  if (squaredDistance >= node.squaredDistance) return;
  node.nearest = candidate;
  node.squaredDistance = squaredDistance;
}
