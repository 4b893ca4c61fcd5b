import type { CodecBinary } from './binary.ts';

/** A C function: pointers and integers are numbers, 64-bit integers are bigints. */
export type WasmFunction = (...parameters: (number | bigint)[]) => number;

/** What a C library may ask of its host; whatever is not listed makes the call fail. */
export type HostService = 'copy-memory' | 'grow-memory' | 'no-environment' | 'nothing';

/**
 * How a WebAssembly build of a C library names what it exports and imports; `Name` are the functions that are called
 * here.
 */
export interface WasmLibrarySpec<Name extends string> {
  readonly binary: CodecBinary;
  /** The binary's own names, as its build shortened them. */
  readonly exports: Readonly<Record<Name | 'memory' | 'start', string>>;
  readonly imports: Readonly<Record<string, HostService>>;
  /** Whether an encoder can be closed, so that one copy of the library may serve any number of them. */
  readonly closesEncoders: boolean;
}

/** A C library that runs in this thread. */
export interface WasmLibrary<Name extends string> {
  readonly functions: Readonly<Record<Name, WasmFunction>>;
  /** The library's memory; another buffer after each growth, so views of it are good until the next call only. */
  readonly memory: () => ArrayBuffer;
}

/** Starts a copy of a C library. Rejects if the binary lacks a function that it should have. */
export async function createWasmLibrary<Name extends string>(
  spec: WasmLibrarySpec<Name>,
  module: WebAssembly.Module,
): Promise<WasmLibrary<Name>> {
  // The host's functions need the memory, which exists only once they are bound.
  const host: { memory?: WebAssembly.Memory } = {};
  const memory = (): WebAssembly.Memory => {
    if (host.memory === undefined) throw new Error(`${spec.binary} has no memory yet.`);
    return host.memory;
  };
  const instance = await WebAssembly.instantiate(module, toImports(module, spec.imports, memory));
  const functions: Partial<Record<string, WasmFunction>> = {};
  for (const [name, exported] of Object.entries<string>(spec.exports)) {
    const value = instance.exports[exported];
    if (value instanceof WebAssembly.Memory) host.memory = value;
    else if (typeof value === 'function') functions[name] = value as WasmFunction;
    else throw new Error(`${spec.binary} has no ${name}.`);
  }
  functions['start']?.();
  return {
    functions: functions as Record<Name, WasmFunction>,
    memory: () => memory().buffer,
  };
}

function toImports(
  module: WebAssembly.Module,
  services: Readonly<Record<string, HostService>>,
  memory: () => WebAssembly.Memory,
): WebAssembly.Imports {
  const imports: WebAssembly.Imports = {};
  for (const { module: namespace, name } of WebAssembly.Module.imports(module)) {
    const scope = (imports[namespace] ??= {});
    scope[name] = toHostFunction(services[name], memory, name);
  }
  return imports;
}

function toHostFunction(
  service: HostService | undefined,
  memory: () => WebAssembly.Memory,
  name: string,
): WasmFunction {
  switch (service) {
    case 'nothing':
      return () => 0;
    case 'copy-memory':
      return (target, source, byteCount) => {
        const start = Number(source);
        new Uint8Array(memory().buffer).copyWithin(Number(target), start, start + Number(byteCount));
        return Number(target);
      };
    case 'grow-memory':
      return (byteCount) => growTo(memory(), Number(byteCount));
    case 'no-environment':
      return (countPointer, sizePointer) => {
        const view = new DataView(memory().buffer);
        view.setUint32(Number(countPointer), 0, true);
        view.setUint32(Number(sizePointer), 0, true);
        return 0;
      };
    case undefined:
      return () => {
        throw new Error(`The encoder stopped (host function ${name}).`);
      };
  }
}

function growTo(memory: WebAssembly.Memory, byteCount: number): number {
  const pageBytes = 65_536;
  try {
    memory.grow(Math.ceil((byteCount - memory.buffer.byteLength) / pageBytes));
    return 1;
  } catch {
    return 0;
  }
}
