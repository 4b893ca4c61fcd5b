import type { Dtype } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ModelEntry, ModelFile } from './model-catalog-entry.ts';

/** The data types that weights come in, best first. */
export const dtypes: readonly Dtype[] = ['fp32', 'fp16', 'q8', 'q8f16', 'q4', 'q4f16'];

/**
 * Parses the contents of a `catalog.json`: the models that speak; those of another `kind` are left out. Throws
 * `model_corrupt`, naming the field at fault, for anything that is not a list of models; `source` begins the message.
 */
export function parseModelCatalog(value: unknown, source: string): readonly ModelEntry[] {
  return new CatalogParser(source).parse(value);
}

type Fields = Readonly<Record<string, unknown>>;
type Place = Pick<ModelFile, 'repo' | 'revision'>;

class CatalogParser {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  parse(value: unknown): readonly ModelEntry[] {
    const { models } = this.#object(value, 'the catalogue');
    if (!Array.isArray(models)) return this.#fail('models', 'a list', models);
    const entries = models.flatMap((model: unknown, index) => {
      const at = `models[${index}]`;
      return this.#speaks(model, at) ? [this.#model(model, at)] : [];
    });
    const ids = new Set<string>();
    for (const { id } of entries) {
      if (ids.has(id)) this.#fail('models', 'a list of models with different ids', id);
      ids.add(id);
    }
    return entries;
  }

  /** What hears, or does something that came later, need not look like a model that speaks. */
  #speaks(value: unknown, at: string): boolean {
    const kind = this.#optionalText(this.#object(value, at)['kind'], `${at}.kind`);
    return kind === undefined || kind === 'speech';
  }

  #model(value: unknown, at: string): ModelEntry {
    const fields = this.#object(value, at);
    const id = this.#text(fields['id'], `${at}.id`, /^[\w.:-]+(\/[\w.:-]+)?$/);
    const place = this.#place(fields, at);
    const weights = this.#weights(fields['weights'], `${at}.weights`, place);
    const ownedBy = this.#optionalText(fields['owned_by'], `${at}.owned_by`);
    return {
      id,
      aliases: this.#texts(fields['aliases'] ?? [], `${at}.aliases`),
      name: this.#optionalText(fields['name'], `${at}.name`) ?? id,
      license: this.#optionalText(fields['license'], `${at}.license`) ?? 'unknown',
      created: fields['created'] === undefined ? 0 : this.#count(fields['created'], `${at}.created`),
      ownedBy: ownedBy ?? 'mirror',
      files: Object.entries(this.#object(fields['files'] ?? {}, `${at}.files`)).map(([path, file]) =>
        this.#file(
          { ...this.#object(file, `${at}.files["${path}"]`), path },
          `${at}.files["${path}"]`,
          place,
        ),
      ),
      weights,
    };
  }

  #weights(value: unknown, at: string, place: Place): ReadonlyMap<Dtype, ModelFile> {
    const entries = Object.entries(this.#object(value, at)).map(([name, file]) => {
      const dtype = dtypes.find((known) => known === name);
      if (dtype === undefined) return this.#fail(`${at}["${name}"]`, `one of ${dtypes.join(', ')}`, name);
      return [dtype, this.#file(this.#object(file, `${at}.${name}`), `${at}.${name}`, place)] as const;
    });
    if (entries.length === 0) this.#fail(at, 'at least one weight file', value);
    return new Map(entries);
  }

  #file(fields: Fields, at: string, place: Place): ModelFile {
    return {
      path: this.#path(fields['path'], `${at}.path`),
      ...this.#place({ ...place, ...fields }, at),
      bytes: this.#count(fields['bytes'], `${at}.bytes`),
      sha256: this.#text(fields['sha256'], `${at}.sha256`, /^[0-9a-f]{64}$/i).toLowerCase(),
    };
  }

  #place(fields: Fields, at: string): Place {
    return {
      repo: this.#path(this.#text(fields['repo'], `${at}.repo`, /^[\w.-]+\/[\w.-]+$/), `${at}.repo`),
      revision: this.#path(this.#text(fields['revision'], `${at}.revision`, /^[\w.-]+$/), `${at}.revision`),
    };
  }

  #path(value: unknown, at: string): string {
    const path = this.#text(value, at, /^[\w.-]+(\/[\w.-]+)*$/);
    // A path is put behind a base URL; it must not lead out of it.
    if (path.split('/').some((part) => /^\.+$/.test(part))) this.#fail(at, 'a path without dots alone', path);
    return path;
  }

  #object(value: unknown, at: string): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    return this.#fail(at, 'an object', value);
  }

  #texts(value: unknown, at: string): readonly string[] {
    if (!Array.isArray(value)) return this.#fail(at, 'a list of names', value);
    return value.map((item: unknown, index) => this.#text(item, `${at}[${index}]`, /./));
  }

  #optionalText(value: unknown, at: string): string | undefined {
    return value === undefined ? undefined : this.#text(value, at, /./);
  }

  #text(value: unknown, at: string, pattern: RegExp): string {
    if (typeof value === 'string' && pattern.test(value)) return value;
    return this.#fail(at, `text that matches ${pattern.source}`, value);
  }

  #count(value: unknown, at: string): number {
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    return this.#fail(at, 'a whole number above 0', value);
  }

  #fail(at: string, wanted: string, value: unknown): never {
    const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
    throw new SpeechError(
      'model_corrupt',
      `${this.#source} is not valid: ${at} must be ${wanted}, not ${found}.`,
    );
  }
}
