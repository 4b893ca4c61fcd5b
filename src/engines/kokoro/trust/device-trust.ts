import type { Device, DeviceCheck } from '../../../contract/engine-status.ts';
import type { VoiceMix } from '../../../contract/request.ts';
import type { Finding, Reference } from './calibrate.ts';
import { CALIBRATION_VOICE, type CalibrationUtterances } from './calibration-utterances.ts';
import { SegmentCheck, type SegmentSound } from './segment-check.ts';
import type { Verdict, VerdictMemory } from './verdict-memory.ts';

/** Whom a verdict is about. */
export interface TrustSubject {
  /** Everything that it depends on: adapter, browser, model, data type, runtime. */
  readonly key: string;
  readonly device: Device;
  /** The adapter in its own words. */
  readonly name: string;
}

/** So many checks that came to no end are enough. */
const UNFINISHED_LIMIT = 3;
/** So many bad segments among the last ones are too many. */
const OFFENCE_LIMIT = 2;
const OFFENCE_WINDOW = 20;
/** By how much of its time a device must beat WASM to be worth the change. */
const FASTER_SHARE = 0.9;

/** Knows whether a device may be used, and why not; remembers it from visit to visit. */
export class DeviceTrust {
  readonly #memory: VerdictMemory;
  readonly #onChange: (checks: readonly DeviceCheck[]) => void;
  #subject: TrustSubject | null = null;
  #verdict: Verdict = unknown;
  #segments = new SegmentCheck();
  /** Of the last segments: whether each was bad. */
  #offences: boolean[] = [];
  /** Keys that are not used again before the page is reloaded, whatever is stored. */
  readonly #barred = new Map<string, string>();

  constructor(memory: VerdictMemory, onChange: (checks: readonly DeviceCheck[]) => void) {
    this.#memory = memory;
    this.#onChange = onChange;
  }

  /** Whether the GPU that was recalled passed its check, and has not failed since. */
  get isTrusted(): boolean {
    return (
      this.#subject !== null && this.#verdict.check?.trusted === true && !this.#barred.has(this.#subject.key)
    );
  }

  /** Whether it is faster than WASM, by its own measurement. */
  get isFaster(): boolean {
    const { secondsPerToken, wasmSecondsPerToken } = this.#verdict.check ?? {};
    return (secondsPerToken ?? Infinity) <= FASTER_SHARE * (wasmSecondsPerToken ?? 0);
  }

  /** Whether a check would tell something new. */
  isDue(isUrgent: boolean): boolean {
    if (this.#subject === null || this.#barred.has(this.#subject.key)) return false;
    const { check } = this.#verdict;
    return check === null || (isUrgent && check.state === 'unfinished');
  }

  /** Turns to a device, and recalls what is known of it. */
  async open(subject: TrustSubject): Promise<void> {
    if (this.#subject?.key === subject.key) return;
    const verdict = (await this.#memory.read(subject.key)) ?? unknown;
    this.#subject = subject;
    this.#verdict = verdict;
    this.#segments = new SegmentCheck(verdict.sounds ?? undefined);
    this.#offences = [];
    if (verdict.check !== null) this.#tell(verdict.check);
    else if (verdict.unfinishedChecks >= UNFINISHED_LIMIT) {
      const reason = 'Tests of this device never came to an end.';
      this.#barred.set(subject.key, reason);
      this.#tell(this.#toCheck({ state: 'refused', reason }));
    }
  }

  /** Notes that a check begins. Should it take the page down, the next visit knows. */
  async begin(): Promise<void> {
    await this.#keep({ ...this.#verdict, unfinishedChecks: this.#verdict.unfinishedChecks + 1 });
    this.#tell(this.#toCheck({ state: 'checking' }));
  }

  /** Notes that a check was called off, which says nothing about the device. */
  async callOff(): Promise<void> {
    await this.#keep({ ...this.#verdict, unfinishedChecks: this.#verdict.unfinishedChecks - 1 });
    this.#onChange(this.#verdict.check === null ? [] : [this.#verdict.check]);
  }

  /** Takes over what a check came to. */
  async end(finding: Finding, reference: Reference, utterances: CalibrationUtterances): Promise<void> {
    const { fault, isFinished, figures, secondsPerToken } = finding;
    const measured = { figures, secondsPerToken, wasmSecondsPerToken: reference.secondsPerToken };
    if (fault !== null) {
      const check = this.#toCheck({
        state: 'refused',
        reason: `In a test of this device, ${fault}.`,
        ...measured,
      });
      // A failure without any sound may have been for want of memory: a later visit tries again.
      const isFinal = figures !== null || isFinished || this.#verdict.unfinishedChecks >= UNFINISHED_LIMIT;
      if (!isFinal && this.#subject !== null) this.#barred.set(this.#subject.key, fault);
      await this.#keep({ ...this.#verdict, check: isFinal ? check : null, sounds: null });
      this.#tell(check);
      return;
    }
    const check = isFinished
      ? this.#toCheck({ state: 'trusted', trusted: true, ...measured })
      : this.#toCheck({
          state: 'unfinished',
          reason: 'It is much slower than the processor, so it was not tested to the end.',
          ...measured,
        });
    this.#segments = new SegmentCheck();
    const voice: VoiceMix = [{ id: CALIBRATION_VOICE, weight: 1 }];
    this.#segments.learn({ ...reference.long, tokenIds: utterances.long }, voice);
    this.#segments.learn({ ...reference.short, tokenIds: utterances.short }, voice);
    await this.#keep({ check, sounds: this.#segments.toRecord(), unfinishedChecks: 0 });
    this.#tell(check);
  }

  /** Does not use the device again before the page is reloaded: it was lost, or ran out of memory. */
  bar(reason: string): void {
    if (this.#subject === null) return;
    this.#barred.set(this.#subject.key, reason);
    const { secondsPerToken, wasmSecondsPerToken, figures } =
      this.#verdict.check ?? this.#toCheck({ state: 'refused' });
    const measured = { secondsPerToken, wasmSecondsPerToken, figures };
    this.#tell(
      this.#toCheck({ state: 'refused', reason: `It stopped while speaking: ${reason}`, ...measured }),
    );
  }

  /** Says in words what is wrong with a segment that the device made; null where nothing is. */
  findFault(sound: SegmentSound, voice: VoiceMix): string | null {
    const fault = this.#segments.findFault(sound, voice);
    if (fault === null) this.#offences = [false, ...this.#offences].slice(0, OFFENCE_WINDOW);
    return fault;
  }

  /**
   * Takes over the right rendering of a segment that seemed bad. If that seems bad as well, the text or the voice is
   * what is unusual, and is learnt. Returns whether the device is to be dropped: its verdict is revoked then.
   */
  async settle(fault: string, right: SegmentSound, voice: VoiceMix): Promise<boolean> {
    if (this.#segments.findFault(right, voice) !== null) {
      this.#segments.learn(right, voice);
      await this.#keep({ ...this.#verdict, sounds: this.#segments.toRecord() });
      return false;
    }
    this.#offences = [true, ...this.#offences].slice(0, OFFENCE_WINDOW);
    if (this.#offences.filter(Boolean).length < OFFENCE_LIMIT) return false;
    const { check } = this.#verdict;
    const reason = `It was right in a test, but not while speaking: ${fault}, and not for the first time.`;
    const revoked = this.#toCheck({ ...check, state: 'refused', trusted: false, reason });
    await this.#keep({ check: revoked, sounds: null, unfinishedChecks: 0 });
    this.#tell(revoked);
    return true;
  }

  #toCheck(patch: Partial<DeviceCheck> & Pick<DeviceCheck, 'state'>): DeviceCheck {
    const { device = 'webgpu', name = '' } = this.#subject ?? {};
    const nothing = {
      trusted: false,
      reason: null,
      figures: null,
      secondsPerToken: null,
      wasmSecondsPerToken: null,
    };
    return { device, name, ...nothing, ...patch };
  }

  #tell(check: DeviceCheck): void {
    this.#onChange([check]);
  }

  async #keep(verdict: Verdict): Promise<void> {
    this.#verdict = verdict;
    if (this.#subject !== null) await this.#memory.write(this.#subject.key, verdict);
  }
}

const unknown: Verdict = { check: null, sounds: null, unfinishedChecks: 0 };
