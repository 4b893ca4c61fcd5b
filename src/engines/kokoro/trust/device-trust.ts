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

/** A check under way. What comes of it counts for the device that it was begun with, whatever is opened meanwhile. */
export interface OpenCheck {
  /** Notes that the check was called off, which says nothing about the device. */
  callOff(): Promise<void>;
  /** Takes over what the check came to. */
  end(finding: Finding, reference: Reference, utterances: CalibrationUtterances): Promise<void>;
}

/** A device, and what was known of it when its check began. */
interface Checked {
  readonly subject: TrustSubject;
  readonly verdict: Verdict;
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
    if (verdict.check !== null) this.#tell(subject, verdict.check);
    else if (verdict.unfinishedChecks >= UNFINISHED_LIMIT) {
      const reason = 'Tests of this device never came to an end.';
      this.#barred.set(subject.key, reason);
      this.#tell(subject, toCheck(subject, { state: 'refused', reason }));
    }
  }

  /** Notes that a check of the present device begins. Should it take the page down, the next visit knows. */
  async begin(): Promise<OpenCheck> {
    const subject = this.#subject;
    if (subject === null) throw new TypeError('There is no device to check.');
    const { unfinishedChecks } = this.#verdict;
    const verdict = { ...this.#verdict, unfinishedChecks: unfinishedChecks + 1 };
    await this.#keep(subject, verdict);
    this.#tell(subject, toCheck(subject, { state: 'checking' }));
    return {
      callOff: async () => {
        await this.#keep(subject, { ...verdict, unfinishedChecks });
        this.#tell(subject, verdict.check);
      },
      end: (finding, reference, utterances) =>
        finding.fault === null
          ? this.#pass({ subject, verdict }, { ...finding, reference, utterances })
          : this.#refuse({ subject, verdict }, { ...finding, fault: finding.fault, reference }),
    };
  }

  async #refuse(
    { subject, verdict }: Checked,
    { fault, reference, isFinished, ...measured }: Finding & { fault: string; reference: Reference },
  ): Promise<void> {
    const check = toCheck(subject, {
      state: 'refused',
      reason: `In a test of this device, ${fault}.`,
      ...measured,
      wasmSecondsPerToken: reference.secondsPerToken,
    });
    // A failure without any sound may have been for want of memory: a later visit tries again.
    const isFinal = measured.figures !== null || isFinished || verdict.unfinishedChecks >= UNFINISHED_LIMIT;
    if (!isFinal) this.#barred.set(subject.key, fault);
    await this.#keep(subject, { ...verdict, check: isFinal ? check : null, sounds: null });
    this.#tell(subject, check);
  }

  async #pass(
    { subject }: Checked,
    {
      isFinished,
      figures,
      secondsPerToken,
      reference,
      utterances,
    }: Finding & { reference: Reference; utterances: CalibrationUtterances },
  ): Promise<void> {
    const measured = { figures, secondsPerToken, wasmSecondsPerToken: reference.secondsPerToken };
    const check = isFinished
      ? toCheck(subject, { state: 'trusted', trusted: true, ...measured })
      : toCheck(subject, {
          state: 'unfinished',
          reason: 'It is much slower than the processor, so it was not tested to the end.',
          ...measured,
        });
    const segments = new SegmentCheck();
    const voice: VoiceMix = [{ id: CALIBRATION_VOICE, weight: 1 }];
    segments.learn({ ...reference.long, tokenIds: utterances.long }, voice);
    segments.learn({ ...reference.short, tokenIds: utterances.short }, voice);
    if (this.#isPresent(subject)) this.#segments = segments;
    await this.#keep(subject, { check, sounds: segments.toRecord(), unfinishedChecks: 0 });
    this.#tell(subject, check);
  }

  /** Does not use the device again before the page is reloaded: it was lost, or ran out of memory. */
  bar(reason: string): void {
    const subject = this.#subject;
    if (subject === null) return;
    this.#barred.set(subject.key, reason);
    const { secondsPerToken, wasmSecondsPerToken, figures } =
      this.#verdict.check ?? toCheck(subject, { state: 'refused' });
    const measured = { secondsPerToken, wasmSecondsPerToken, figures };
    const words = `It stopped while speaking: ${reason}`;
    this.#tell(subject, toCheck(subject, { state: 'refused', reason: words, ...measured }));
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
    const subject = this.#subject;
    if (subject === null) return false;
    if (this.#segments.findFault(right, voice) !== null) {
      this.#segments.learn(right, voice);
      await this.#keep(subject, { ...this.#verdict, sounds: this.#segments.toRecord() });
      return false;
    }
    this.#offences = [true, ...this.#offences].slice(0, OFFENCE_WINDOW);
    if (this.#offences.filter(Boolean).length < OFFENCE_LIMIT) return false;
    const { check } = this.#verdict;
    const reason = `It was right in a test, but not while speaking: ${fault}, and not for the first time.`;
    const revoked = toCheck(subject, { ...check, state: 'refused', trusted: false, reason });
    await this.#keep(subject, { check: revoked, sounds: null, unfinishedChecks: 0 });
    this.#tell(subject, revoked);
    return true;
  }

  #isPresent({ key }: TrustSubject): boolean {
    return this.#subject?.key === key;
  }

  #tell(subject: TrustSubject, check: DeviceCheck | null): void {
    if (this.#isPresent(subject)) this.#onChange(check === null ? [] : [check]);
  }

  async #keep(subject: TrustSubject, verdict: Verdict): Promise<void> {
    if (this.#isPresent(subject)) this.#verdict = verdict;
    await this.#memory.write(subject.key, verdict);
  }
}

const unknown: Verdict = { check: null, sounds: null, unfinishedChecks: 0 };

function toCheck(
  { device, name }: TrustSubject,
  patch: Partial<DeviceCheck> & Pick<DeviceCheck, 'state'>,
): DeviceCheck {
  const nothing = {
    trusted: false,
    reason: null,
    figures: null,
    secondsPerToken: null,
    wasmSecondsPerToken: null,
  };
  return { device, name, ...nothing, ...patch };
}
