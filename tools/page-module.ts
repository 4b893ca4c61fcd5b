import type { Page } from '@playwright/test';

type PageFunction = (argument: never) => Promise<unknown>;

/** The functions of a module that runs in a page, to be called from outside. */
export type PageModule<Module> = {
  readonly [Name in keyof Module as Module[Name] extends PageFunction ? Name : never]: Module[Name];
};

/** Imports the bundled module at `url` in `page` and gives its functions; arguments and results travel as JSON. */
export function openPageModule<Module>(page: Page, url: string): PageModule<Module> {
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
