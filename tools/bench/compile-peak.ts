import { main } from 'assemblyscript/asc';

/** As many as there are registers for beside the two factors; fewer would wait for each other. */
const ACCUMULATORS = 10;

/** Compiles a loop of nothing but independent fused multiply-adds of four floats. */
export async function compilePeak(): Promise<Uint8Array> {
  const names = Array.from({ length: ACCUMULATORS }, (_, index) => `a${index}`);
  const source = [
    'export function spin(count: i32): f32 {',
    'const factor = f32x4.splat(0.999);',
    'const term = f32x4.splat(0.001);',
    ...names.map((name, index) => `let ${name} = f32x4.splat(${index}.0);`),
    'for (let index = 0; index < count; index++) {',
    ...names.map((name) => `${name} = f32x4.relaxed_madd(${name}, factor, term);`),
    '}',
    `return f32x4.extract_lane(${names.reduce((sum, name) => `f32x4.add(${sum}, ${name})`)}, 0);`,
    '}',
  ].join('\n');
  const outputs: Uint8Array[] = [];
  const features = ['--enable', 'simd,relaxed-simd', '--runtime', 'stub'];
  const { error } = await main(['peak.ts', '--outFile', 'peak.wasm', '-O3', ...features], {
    readFile: (name) => (name === 'peak.ts' ? source : null),
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') outputs.push(contents);
    },
    listFiles: () => [],
  });
  const [binary] = outputs;
  if (error !== null || binary === undefined) throw new Error('The loop for the peak does not compile.');
  return binary;
}
