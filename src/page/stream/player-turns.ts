import { Scope } from '../../std/scope.ts';
import type { Player, PlayerEvent } from '../player.ts';

/** What a stream does with the player of its page, which sounds for one stream at a time. */
export class PlayerTurn {
  readonly #turns: PlayerTurns;
  readonly #player: Player;
  readonly #scope = new Scope();
  #heardSeconds = 0;
  #isPaused = false;

  constructor(turns: PlayerTurns, player: Player) {
    this.#turns = turns;
    this.#player = player;
  }

  /** Whether the player is this one's: no other turn has begun, and this one has not ended. */
  get isCurrent(): boolean {
    return this.#turns.current === this;
  }

  /** Takes the player from whoever has it, and begins a take; see `Player.play`. A pause that is called meanwhile holds. */
  async play(): Promise<MessagePort> {
    this.#turns.current?.end();
    this.#turns.current = this;
    this.subscribe((event) => {
      if (event.type === 'position') this.#heardSeconds = event.positionSeconds;
      if (event.type === 'ended') this.#heardSeconds = event.durationSeconds;
    });
    const port = await this.#player.play();
    if (this.#isPaused && this.isCurrent) this.#player.pause();
    return port;
  }

  pause(): void {
    this.#isPaused = true;
    if (this.isCurrent) this.#player.pause();
  }

  resume(): void {
    this.#isPaused = false;
    if (this.isCurrent) this.#player.resume();
  }

  /** Falls silent. */
  stop(): void {
    if (this.isCurrent) this.#player.stop();
    this.end();
  }

  /** Falls silent, and resolves to what was heard last, in seconds; what another turn plays goes on. */
  interrupt(): Promise<number> {
    if (!this.isCurrent) return Promise.resolve(this.#heardSeconds);
    const halted = this.#player.interrupt();
    this.end();
    return halted;
  }

  /** Calls `listener` on every event of this turn. */
  subscribe(listener: (event: PlayerEvent) => void): void {
    this.#scope.add(this.#player.subscribe(listener));
  }

  /** Lets go of the player, whatever it does. */
  end(): void {
    this.#scope.dispose();
    if (this.isCurrent) this.#turns.current = null;
  }
}

/** The turns at one player. */
export class PlayerTurns {
  current: PlayerTurn | null = null;
  readonly #openPlayer: () => Player;

  constructor(openPlayer: () => Player) {
    this.#openPlayer = openPlayer;
  }

  /** Creates a turn, which begins when it plays. */
  create(): PlayerTurn {
    return new PlayerTurn(this, this.#openPlayer());
  }
}
