/** a·b + c, fused where the build may use relaxed SIMD. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** sin²(πu) for any u, within 5e-7: the period is taken off, then a polynomial in the square of the rest. */
export function sineSquared(u: v128): v128 {
  const rest = f32x4.sub(u, f32x4.nearest(u));
  const z = f32x4.mul(rest, rest);
  let sum = madd(f32x4.splat(10.5812906), z, f32x4.splat(-29.4262685));
  sum = madd(sum, z, f32x4.splat(42.643425));
  sum = madd(sum, z, f32x4.splat(-32.4651394));
  sum = madd(sum, z, f32x4.splat(9.86952481));
  return f32x4.mul(sum, z);
}

/** sin(x) for any x, within 2e-7 besides what the rounding of x / 2π costs. */
export function sine(x: v128): v128 {
  const turns = f32x4.mul(x, f32x4.splat(0.15915494309189535));
  const rest = f32x4.sub(turns, f32x4.nearest(turns));
  const z = f32x4.mul(rest, rest);
  let sum = madd(f32x4.splat(-12.2712687), z, f32x4.splat(41.2054));
  sum = madd(sum, z, f32x4.splat(-76.580102));
  sum = madd(sum, z, f32x4.splat(81.5961841));
  sum = madd(sum, z, f32x4.splat(-41.3414214));
  sum = madd(sum, z, f32x4.splat(6.28318282));
  return f32x4.mul(sum, rest);
}

/** sin(x) for x within [-1, 1]. */
export function sineNearZero(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let sum = madd(f32x4.splat(-0.000192299257), z, f32x4.splat(0.00832877108));
  sum = madd(sum, z, f32x4.splat(-0.166665403));
  sum = madd(sum, z, f32x4.splat(0.999999905));
  return f32x4.mul(sum, x);
}

/** cos(x) for x within [-1, 1]. */
export function cosineNearZero(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let sum = madd(f32x4.splat(2.41382466e-5), z, f32x4.splat(-0.00138833398));
  sum = madd(sum, z, f32x4.splat(0.0416664834));
  sum = madd(sum, z, f32x4.splat(-0.499999981));
  return madd(sum, z, f32x4.splat(1));
}

/** The angle of (x, y) within [-π, π], to 3e-7; 0 where both are zero. */
export function angle(x: v128, y: v128): v128 {
  const width = f32x4.abs(x);
  const height = f32x4.abs(y);
  const ratio = f32x4.div(f32x4.min(width, height), f32x4.max(f32x4.max(width, height), f32x4.splat(1e-37)));
  const z = f32x4.mul(ratio, ratio);
  let sum = madd(f32x4.splat(0.00245641475), z, f32x4.splat(-0.0143999774));
  sum = madd(sum, z, f32x4.splat(0.0397786647));
  sum = madd(sum, z, f32x4.splat(-0.0723460242));
  sum = madd(sum, z, f32x4.splat(0.104987986));
  sum = madd(sum, z, f32x4.splat(-0.1416118));
  sum = madd(sum, z, f32x4.splat(0.199858978));
  sum = madd(sum, z, f32x4.splat(-0.333325952));
  sum = madd(sum, z, f32x4.splat(0.999999881));
  const slight = f32x4.mul(sum, ratio);
  const steep = f32x4.sub(f32x4.splat(1.5707963267948966), slight);
  const acute = v128.bitselect(steep, slight, f32x4.gt(height, width));
  const obtuse = f32x4.sub(f32x4.splat(3.141592653589793), acute);
  const turned = v128.bitselect(obtuse, acute, f32x4.lt(x, f32x4.splat(0)));
  return v128.or(turned, v128.and(y, f32x4.splat(-0.0)));
}

/** eˣ, with x held within what fp32 can express; NaN stays NaN. */
export function exponential(x: v128): v128 {
  const held = f32x4.max(f32x4.min(x, f32x4.splat(88)), f32x4.splat(-87));
  const power = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.4426950408889634)));
  // ln 2 in two parts, so that the rest keeps its low bits.
  let rest = madd(power, f32x4.splat(-0.693359375), held);
  rest = madd(power, f32x4.splat(2.1219444e-4), rest);
  let sum = madd(f32x4.splat(0.00139504771), rest, f32x4.splat(0.00836888265));
  sum = madd(sum, rest, f32x4.splat(0.041666206));
  sum = madd(sum, rest, f32x4.splat(0.166665189));
  sum = madd(sum, rest, f32x4.splat(0.50000001));
  sum = madd(f32x4.mul(rest, rest), sum, f32x4.add(rest, f32x4.splat(1)));
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23);
  return f32x4.mul(sum, scale);
}

/** x where positive, slope·x elsewhere. */
export function leaky(x: v128, slope: v128): v128 {
  return v128.bitselect(f32x4.mul(x, slope), x, f32x4.lt(x, f32x4.splat(0)));
}

/** 1 / (1 + e⁻ˣ), within 2e-7. */
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(x))));
}

/** tanh(x), within 3e-7. */
export function hyperbolicTangent(x: v128): v128 {
  const half = sigmoid(f32x4.add(x, x));
  return f32x4.sub(f32x4.add(half, half), f32x4.splat(1));
}
