import type { HandlerDeps } from '../request/handler-deps.ts';
import { toJsonResponse } from '../answer/response-headers.ts';
import { listHearingNames } from '../request/hearing-names.ts';
import { findModel, type KnownModels, listModelNames, type ModelName } from '../request/model-names.ts';

/** A model in OpenAI's form. */
interface ModelObject {
  readonly id: string;
  readonly object: 'model';
  readonly created: number;
  readonly owned_by: string;
}

/** Lists every name that a request may use as a model. */
export async function respondModels(deps: HandlerDeps, known: KnownModels): Promise<Response> {
  const [models, heard] = await Promise.all([known.use(listModelNames), listHearing(deps)]);
  const data = [...models, ...heard].map(toModelObject);
  return toJsonResponse({ object: 'list', data });
}

/** Shows one model by any of its names, or throws `model_not_found`. */
export async function respondModel(deps: HandlerDeps, known: KnownModels, id: string): Promise<Response> {
  const wanted = id.toLowerCase();
  const heard = (await listHearing(deps)).find(({ name }) => name.toLowerCase() === wanted);
  return toJsonResponse(toModelObject(heard ?? (await known.use((models) => findModel(models, id)))));
}

/** Lists the models themselves, as Open WebUI asks for them. */
export async function respondAudioModels(known: KnownModels): Promise<Response> {
  const models = await known.use((all) => all.map(({ id }) => ({ id, name: id })));
  return toJsonResponse({ models });
}

async function listHearing({ hearing }: HandlerDeps): Promise<readonly ModelName[]> {
  if (hearing === undefined) return [];
  return listHearingNames(...(await Promise.all([hearing.models(), hearing.hasSpeakers()])));
}

function toModelObject({ name, model }: ModelName): ModelObject {
  return { id: name, object: 'model', created: model.created, owned_by: model.ownedBy };
}
