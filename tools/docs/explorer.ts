/** The script of the page that shows `openapi.json`, and sends requests which the page itself answers. */

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description?: string;
  }[];
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly description?: string;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What a first try of a route sends, where an empty object would only be refused. */
const examples: Readonly<Record<string, object>> = {
  '/v1/audio/speech': { model: 'espeak-ng', voice: 'af_heart', input: 'Hello.', response_format: 'wav' },
  '/dev/captioned_speech': { model: 'espeak-ng', input: 'Hello.', response_format: 'wav', stream: false },
  '/dev/dialogue': { model: 'espeak-ng', turns: [{ voice: 'nova', text: 'Hello.' }], response_format: 'wav' },
  '/dev/phonemize': { text: 'Hello.' },
  '/dev/generate_from_phonemes': { phonemes: 'həlˈO.', voice: 'af_heart' },
  '/dev/ssml': { text: '<speak>Hello.</speak>' },
};

const methods = ['get', 'post', 'patch', 'delete'];

function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = '',
  ...children: readonly Node[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.textContent = text;
  element.append(...children);
  return element;
}

function showOperation(api: OpenApi, path: string, method: string): HTMLElement {
  const operation = api.paths[path]?.[method] ?? {};
  const details = create(
    'details',
    '',
    create('summary', `${method.toUpperCase()} ${path}: ${operation.summary ?? ''}`),
  );
  if (operation.description !== undefined) details.append(create('p', operation.description));
  const types = Object.keys(operation.requestBody?.content ?? {});
  const schema = findSchema(api, operation);
  const fields = Object.entries(schema?.properties ?? {});
  const parameters = (operation.parameters ?? []).map(
    ({ name, description = '' }) => [name, { description }] as const,
  );
  if (fields.length + parameters.length > 0) details.append(listFields([...parameters, ...fields]));
  // A file cannot be written into a text field.
  if (types.every((type) => type === 'application/json'))
    details.append(createTrial(path, method, types.length > 0));
  return details;
}

function findSchema(api: OpenApi, { requestBody }: Operation): Schema | undefined {
  const [content] = Object.values(requestBody?.content ?? {});
  const name = content?.schema?.$ref?.split('/').at(-1);
  return name === undefined ? content?.schema : api.components.schemas[name];
}

function listFields(fields: readonly (readonly [string, Schema])[]): HTMLElement {
  const list = create('dl');
  for (const [name, { description = '' }] of fields) {
    list.append(create('dt', '', create('code', name)), create('dd', description));
  }
  return list;
}

function createTrial(path: string, method: string, hasBody: boolean): HTMLElement {
  const address = create('input');
  const example = new URLSearchParams({ input: 'Hello.', model: 'espeak-ng' }).toString();
  address.value =
    method === 'get' && path.startsWith('/v1/audio/') && /speech|captions/.test(path)
      ? `${path}?${example}`
      : path;
  address.ariaLabel = 'Address';
  const body = create('textarea');
  body.ariaLabel = 'Body';
  body.rows = 4;
  body.value = JSON.stringify(examples[path] ?? {}, null, 2);
  const button = create('button', 'Try it');
  const answer = create('div');
  answer.setAttribute('role', 'status');
  const form = create('form', '', address, ...(hasBody ? [body] : []), button, answer);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const init = hasBody
      ? { method: method.toUpperCase(), headers: { 'Content-Type': 'application/json' }, body: body.value }
      : { method: method.toUpperCase() };
    answer.replaceChildren(create('p', 'Asking…'));
    void ask(address.value, init).then((parts) => answer.replaceChildren(...parts));
  });
  return form;
}

/** Sends a request, and shows status, headers and body; sound as a player. */
async function ask(address: string, init: RequestInit): Promise<Node[]> {
  try {
    await installed;
    const response = await fetch(address, init);
    const type = response.headers.get('content-type') ?? '';
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const head = create('pre', `${response.status} ${response.statusText}\n${headers}`);
    if (!type.startsWith('audio/')) return [head, create('pre', (await response.text()).slice(0, 20_000))];
    const player = create('audio');
    player.controls = true;
    player.src = URL.createObjectURL(await response.blob());
    return [head, player];
  } catch (error) {
    return [create('p', error instanceof Error ? error.message : String(error))];
  }
}

const sotto = (await import(/* @vite-ignore */ new URL('../sotto.js', import.meta.url).href)) as {
  installSpeech(): Promise<unknown>;
};
const installed = sotto.installSpeech();
installed.catch(() => undefined);
const api = (await (await fetch(new URL('openapi.json', import.meta.url))).json()) as OpenApi;
const operations = Object.entries(api.paths).flatMap(([path, operationsOfPath]) =>
  Object.keys(operationsOfPath)
    .filter((method) => methods.includes(method))
    .map((method) => showOperation(api, path, method)),
);
document.querySelector('main')?.append(...operations);
