import type { ScriptPage } from './script-page.ts';

type Functions = Readonly<Record<string, (...parameters: never[]) => unknown>>;

/** Calls functions of a module of `tests/browser/pages` in a page, by name; `Module` is the module's type. */
export type ModuleCaller<Module extends Functions> = <Name extends keyof Module & string>(
  name: Name,
  ...parameters: Parameters<Module[Name]>
) => Promise<Awaited<ReturnType<Module[Name]>>>;

/** Binds a page to a bundled module. */
export function toModuleCaller<Module extends Functions>(
  page: ScriptPage,
  module: string,
): ModuleCaller<Module> {
  return (name, ...parameters) =>
    page.run(
      async (wanted) => {
        const url = `${location.origin}/test/pages/${wanted.module}.js`;
        const loaded = (await import(/* @vite-ignore */ url)) as Record<
          string,
          (...parameters: readonly unknown[]) => Promise<never>
        >;
        return loaded[wanted.name]!(...wanted.parameters);
      },
      { module, name, parameters },
    );
}
