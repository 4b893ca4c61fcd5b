import { BUILT_IN } from '../contract/engine-status.ts';
import { compareKernels } from '../page/compare-kernels.ts';
import { saveFile } from '../page/save-file.ts';
import type { Speech } from '../page/start-speech.ts';
import { isAbortError } from '../std/abort.ts';
import type { Scope } from '../std/scope.ts';
import { toCells, toFacts, toKernelFacts, toKernelRows } from './report-words.ts';
import { runBenchmark, type BenchmarkProgress, type BenchmarkReport } from './run-benchmark.ts';
import { benchmarkTexts } from './texts.ts';

interface BenchmarkPageOptions {
  readonly speech: Pick<Speech, 'client' | 'fetch'>;
  /** Where the app lies, absolute, with a slash at the end. */
  readonly baseUrl: string;
  readonly voice: string;
}

const VOICE_ENGINE_NOTES = {
  builtIn: 'The built-in voice is on this device already.',
  stored: 'The model is stored on this device.',
  absent: 'The model is not on this device yet: measuring downloads it first.',
} as const;

/** The page on which users measure their own device. */
export class BenchmarkPage {
  readonly #scope: Scope;
  readonly #options: BenchmarkPageOptions;
  readonly #model = findElement('model', HTMLSelectElement);
  readonly #rounds = findElement('rounds', HTMLSelectElement);
  readonly #compares = findElement('compare', HTMLInputElement);
  readonly #start = findElement('start', HTMLButtonElement);
  readonly #cancel = findElement('cancel', HTMLButtonElement);
  readonly #note = findElement('note', HTMLElement);
  readonly #step = findElement('step', HTMLElement);
  readonly #progress = findElement('progress', HTMLProgressElement);
  #running: Scope | null = null;
  #report: BenchmarkReport | null = null;

  constructor(scope: Scope, options: BenchmarkPageOptions) {
    this.#scope = scope;
    this.#options = options;
    scope.listen(findElement('setup', HTMLFormElement), 'submit', (event: SubmitEvent) => {
      event.preventDefault();
      void this.#measure();
    });
    scope.listen(this.#cancel, 'click', () => this.#running?.dispose());
    scope.listen(this.#model, 'change', () => void this.#describeModel());
    scope.listen(findElement('copy', HTMLButtonElement), 'click', () => void this.#copy());
    scope.listen(findElement('save', HTMLButtonElement), 'click', () => this.#save());
    scope.add(
      options.speech.client.onStatus(({ state, loadedBytes, totalBytes }) => {
        if (this.#running === null || state !== 'downloading' || totalBytes === 0) return;
        this.#show({ step: toDownloadStep(loadedBytes, totalBytes), done: loadedBytes, total: totalBytes });
      }),
    );
  }

  /** Fills the choice of engines; what is stored on the device is chosen, so that nothing is downloaded unasked. */
  async open(): Promise<void> {
    const { client } = this.#options.speech;
    const models = await client.models(this.#scope.signal);
    const status = await client.engineStatus(this.#scope.signal);
    for (const { id, name } of models) this.#model.add(new Option(name, id));
    this.#model.value = status.stored === true ? status.model : BUILT_IN;
    this.#model.disabled = false;
    this.#start.disabled = false;
    this.#step.textContent = 'Ready';
    await this.#describeModel();
  }

  /** Says whether measuring would download; nothing where the engine does not say. */
  async #describeModel(): Promise<void> {
    const { client } = this.#options.speech;
    const status = await client.engineStatus(this.#scope.signal).catch(() => null);
    const { value } = this.#model;
    if (value === BUILT_IN) this.#note.textContent = VOICE_ENGINE_NOTES.builtIn;
    else if (status?.model !== value) this.#note.textContent = '';
    else
      this.#note.textContent = status.stored === true ? VOICE_ENGINE_NOTES.stored : VOICE_ENGINE_NOTES.absent;
  }

  async #measure(): Promise<void> {
    if (this.#running !== null) return;
    const running = this.#scope.child();
    this.#setRunning(running);
    try {
      const { speech, baseUrl, voice } = this.#options;
      const plan = {
        model: this.#model.value,
        voice,
        texts: Object.values(benchmarkTexts),
        rounds: Number(this.#rounds.value),
        comparesKernels: this.#compares.checked,
      };
      const report = await runBenchmark(plan, {
        client: speech.client,
        fetch: speech.fetch,
        compareKernels,
        baseUrl,
        signal: running.signal,
        onProgress: (progress) => this.#show(progress),
      });
      this.#showReport(report);
      this.#step.textContent = 'Done';
    } catch (error) {
      this.#step.textContent = isAbortError(error) ? 'Cancelled' : toMessage(error);
    } finally {
      running.dispose();
      this.#setRunning(null);
      await this.#describeModel();
    }
  }

  #setRunning(running: Scope | null): void {
    this.#running = running;
    const isRunning = running !== null;
    findElement('running', HTMLElement).hidden = !isRunning;
    this.#cancel.hidden = !isRunning;
    this.#start.disabled = isRunning;
    this.#model.disabled = isRunning;
    this.#rounds.disabled = isRunning;
    this.#compares.disabled = isRunning;
  }

  #show({ step, done, total }: BenchmarkProgress): void {
    this.#step.textContent = step;
    this.#progress.max = total;
    this.#progress.value = done;
  }

  #showReport(report: BenchmarkReport): void {
    this.#report = report;
    findElement('facts', HTMLElement).textContent = toFacts(report);
    findElement('rows', HTMLTableSectionElement).replaceChildren(
      ...report.rows.map((row) => toTableRow(toCells(row))),
    );
    this.#showComparison(report);
    findElement('results', HTMLElement).hidden = false;
  }

  #showComparison(report: BenchmarkReport): void {
    const { kernels, kernelsError } = report;
    findElement('comparison', HTMLElement).hidden = kernels === null && kernelsError === null;
    findElement('kernel-facts', HTMLElement).textContent = toKernelFacts(report);
    findElement('kernel-table', HTMLElement).hidden = kernels === null;
    const rows = kernels === null ? [] : toKernelRows(kernels);
    findElement('kernel-rows', HTMLTableSectionElement).replaceChildren(...rows.map(toTableRow));
  }

  async #copy(): Promise<void> {
    if (this.#report === null) return;
    try {
      await navigator.clipboard.writeText(toJson(this.#report));
      this.#step.textContent = 'Copied';
    } catch {
      this.#step.textContent = 'The browser does not let this page copy. Save the JSON instead.';
    }
  }

  #save(): void {
    if (this.#report === null) return;
    const blob = new Blob([toJson(this.#report)], { type: 'application/json' });
    saveFile(blob, `sotto-benchmark-${this.#report.date.slice(0, 10)}.json`);
  }
}

function toTableRow(cells: readonly string[]): HTMLTableRowElement {
  const row = document.createElement('tr');
  cells.forEach((text, index) => {
    const cell = document.createElement(index === 0 ? 'th' : 'td');
    if (index === 0) cell.setAttribute('scope', 'row');
    cell.textContent = text;
    row.append(cell);
  });
  return row;
}

function toDownloadStep(loadedBytes: number, totalBytes: number): string {
  const toMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  return `Downloading the model: ${toMegabytes(loadedBytes)} of ${toMegabytes(totalBytes)} MB`;
}

function toMessage(error: unknown): string {
  return `The measuring failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** Finds an element that the page's HTML is known to have; throws where it does not, or has another kind. */
function findElement<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new TypeError(`The page has no ${kind.name} '${id}'.`);
  return element;
}

/** Writes a report as JSON with the names of the fields in snake_case, and fractions with six digits. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(toPlain(value), null, 2)}\n`;
}

function toPlain(value: unknown): unknown {
  if (typeof value === 'number') return Number.isInteger(value) ? value : Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [toSnakeCase(name), toPlain(field)]),
  );
}

function toSnakeCase(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])/g, '_').toLowerCase();
}
