import { SpeechError } from '../../contract/errors.ts';

/** Where the values of a form come from: a body, or a query. */
interface FormValues extends Iterable<[string, string | File]> {
  getAll(name: string): readonly (string | File)[];
}

/** The fields of a form, whose names may end in `[]` or `[0]` and whose values are text, whatever they mean. */
export class FormFields {
  readonly #form: FormValues;

  constructor(form: FormValues) {
    this.#form = form;
  }

  /** The file of that name. Throws where there is none, or where it is empty or no file. */
  file(name: string): File {
    const [value] = this.#form.getAll(name);
    if (value === undefined) {
      const message = `Missing required parameter: '${name}'.`;
      throw new SpeechError('missing_required_parameter', message, { param: name });
    }
    if (typeof value === 'string') {
      const message = `Invalid type for '${name}': expected a file, but got a string instead.`;
      throw new SpeechError('invalid_type', message, { param: name });
    }
    if (value.size > 0) return value;
    throw new SpeechError('invalid_value', 'The uploaded file is empty.', { param: name });
  }

  /** Every text of that name, in order. */
  texts(name: string): readonly string[] {
    const isItem = (key: string): boolean =>
      key === name || (key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length)));
    return [...this.#form]
      .filter(([key]) => isItem(key))
      .map(([, value]) => value)
      .filter((value) => typeof value === 'string');
  }

  /** The last text of that name; undefined where there is none, or an empty one. */
  text(name: string): string | undefined {
    const text = this.texts(name).at(-1);
    return text === '' ? undefined : text;
  }

  /** A number, where the text is one; other text is given back for the validator to refuse. */
  number(name: string): number | string | undefined {
    const text = this.text(name);
    return text !== undefined && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim())
      ? Number(text)
      : text;
  }

  /** A boolean, where the text is one; other text is given back for the validator to refuse. */
  boolean(name: string): boolean | string | undefined {
    const text = this.text(name);
    const meaning = { true: true, 1: true, false: false, 0: false }[text?.trim().toLowerCase() ?? ''];
    return meaning ?? text;
  }
}
