import type { Dtype } from '../../contract/engine-status.ts';
import type { ModelKind } from '../../contract/model-storage.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ModelEntry, ModelFile } from './model-catalog-entry.ts';

/** The data types that weights come in, best first. */
export const dtypes: readonly Dtype[] = ['fp32', 'fp16', 'q8', 'q8f16', 'q4', 'q4f16'];

const kinds: readonly ModelKind[] = ['speech', 'hearing', 'speakers', 'dictionary'];

/**
 * Parses the contents of a `catalog.json`. Throws `model_corrupt`, naming the field at fault, for anything that is not
 * a list of models; `source` begins the message. A model that does not speak is left out where it is at fault, with a
 * warning, since speech does not need it; so is one of a kind that is not known here.
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
    const entries = models.flatMap((model: unknown, index) => this.#entry(model, `models[${index}]`));
    const ids = new Set<string>();
    for (const { id } of entries) {
      if (ids.has(id)) this.#fail('models', 'a list of models with different ids', id);
      ids.add(id);
    }
    return entries;
  }

  #entry(value: unknown, at: string): readonly ModelEntry[] {
    const fields = this.#object(value, at);
    const name = this.#optionalText(fields['kind'], `${at}.kind`) ?? 'speech';
    const kind = kinds.find((known) => known === name);
    if (kind === undefined) return [];
    try {
      return [this.#model(fields, kind, at)];
    } catch (error) {
      if (kind === 'speech' || !(error instanceof SpeechError)) throw error;
      console.warn(error.message);
      return [];
    }
  }

  #model(fields: Fields, kind: ModelKind, at: string): ModelEntry {
    const id = this.#text(fields['id'], `${at}.id`, /^[\w.:-]+(\/[\w.:-]+)?$/);
    const place = this.#place(fields, at);
    const weights = this.#weights(fields['weights'], `${at}.weights`, place);
    const ownedBy = this.#optionalText(fields['owned_by'], `${at}.owned_by`);
    return {
      id,
      kind,
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

  #weights(value: unknown, at: string, place: Place): ModelEntry['weights'] {
    const entries = Object.entries(this.#object(value, at)).map(([name, set]) => {
      const dtype = dtypes.find((known) => known === name);
      if (dtype === undefined) return this.#fail(`${at}["${name}"]`, `one of ${dtypes.join(', ')}`, name);
      return [dtype, this.#weightSet(this.#object(set, `${at}.${name}`), `${at}.${name}`, place)] as const;
    });
    if (entries.length === 0) this.#fail(at, 'at least one weight file', value);
    return new Map(entries);
  }

  /** One file, or a list of `files` that belong together. */
  #weightSet(fields: Fields, at: string, place: Place): readonly ModelFile[] {
    const { files, ...common } = fields;
    if (files === undefined) return [this.#file(fields, at, place)];
    if (!Array.isArray(files) || files.length === 0)
      return this.#fail(`${at}.files`, 'a list of files', files);
    return files.map((file: unknown, index) => {
      const fileAt = `${at}.files[${index}]`;
      return this.#file({ ...common, ...this.#object(file, fileAt) }, fileAt, place);
    });
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
