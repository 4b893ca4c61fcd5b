type PageFunction = (argument: never) => Promise<unknown>;

/** The functions of a module that runs in a page, to be called from outside. */
export type PageModule<Module> = {
  readonly [Name in keyof Module as Module[Name] extends PageFunction ? Name : never]: Module[Name];
};

/** A page of Playwright or Puppeteer. */
interface ScriptPage {
  evaluate(work: (call: ModuleCall) => Promise<unknown>, call: ModuleCall): Promise<unknown>;
}

interface ModuleCall {
  readonly url: string;
  readonly functionName: string;
  readonly argument: unknown;
}

/** Imports the bundled module at `url` in `page` and gives its functions; arguments and results travel as JSON. */
export function openPageModule<Module>(page: ScriptPage, url: string): PageModule<Module> {
  const get = (_: object, functionName: string | symbol): unknown =>
    functionName === 'then'
      ? undefined
      : (argument: unknown) =>
          page.evaluate(
            async (call) => {
              const module = (await import(call.url)) as Record<string, (argument: unknown) => unknown>;
              return module[call.functionName]?.(call.argument);
            },
            { url, functionName: String(functionName), argument },
          );
  return new Proxy({}, { get }) as PageModule<Module>;
}
