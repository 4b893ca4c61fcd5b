/** Signs for the commands of TeX that have one; the reader says signs in each language. */
const signs: Readonly<Record<string, string>> = {
  times: '×', cdot: '×', ast: '×', div: '÷', pm: '±', mp: '∓', leq: '≤', le: '≤', geq: '≥', ge: '≥', lt: '<', gt: '>',
  neq: '≠', ne: '≠', approx: '≈', sim: '~', equiv: '≡', to: '→', rightarrow: '→', Rightarrow: '→', implies: '→',
  infty: '∞', sum: '∑', int: '∫', partial: '∂', in: '∈', forall: '∀', exists: '∃', nabla: '∇', degree: '°', circ: '°',
  ldots: '…', dots: '…', cdots: '…', percent: '%', alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε',
  varepsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ', iota: 'ι', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ',
  pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', upsilon: 'υ', phi: 'φ', varphi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω',
  cap: '∩', cup: '∪', subset: '⊂', subseteq: '⊆', emptyset: '∅', varnothing: '∅', notin: '∉', propto: '∝', mid: '∣',
  land: '∧', wedge: '∧', lor: '∨', vee: '∨', neg: '¬', lnot: '¬', iff: '⇔', Leftrightarrow: '⇔', leftrightarrow: '↔',
  therefore: '∴', because: '∵', ll: '≪', gg: '≫', cong: '≅', prime: '′', leqslant: '≤', geqslant: '≥', setminus: '−',
  Gamma: 'γ', Delta: 'δ', Theta: 'θ', Lambda: 'λ', Pi: 'π', Sigma: 'σ', Phi: 'φ', Psi: 'ψ', Omega: 'ω',
}; // prettier-ignore

/** Commands that only lay out what stands behind them. */
const layout = new Set(['left', 'right', 'big', 'Big', 'text', 'textbf', 'mathrm', 'mathbf', 'mathit', 'mathsf', 'operatorname', 'displaystyle', 'quad', 'qquad', 'limits', 'begin', 'end', 'boxed', 'overline', 'bar', 'hat', 'vec', 'tilde', 'underline', 'mathbb', 'mathcal', 'mathfrak', 'mathscr', 'boldsymbol', 'textrm', 'textit', 'lfloor', 'rfloor', 'lceil', 'rceil', 'langle', 'rangle', 'cdotp', 'bigg', 'Bigg', 'middle', 'dfrac', 'nonumber']); // prettier-ignore

const fraction = /\\d?frac\s?\{([^{}]{1,200})\}\s?\{([^{}]{1,200})\}/gu;
/** `\sum_{i=1}^{n}`: from what to what. */
const limits =
  /(\\(?:sum|prod|int))(?:\\limits)?\s?_(?:\{([^{}]{1,80})\}|([^\s{}\\]))\s?\^(?:\{([^{}]{1,80})\}|([^\s{}\\]|\\[a-z]{1,12}))/gu;
/** `\begin{pmatrix}`, `\begin{array}{cc}` */
const environment = /\\(?:begin|end)\s?\{[a-zA-Z]{1,20}\*?\}(?:\{[lcr|]{1,20}\})?/gu;
const choice = /\\[dt]?binom\s?\{([^{}]{1,80})\}\s?\{([^{}]{1,80})\}/gu;
const root = /\\sqrt\s?(\[[^[\]{}]{1,20}\])?\s?\{([^{}]{0,200})\}/gu;
/** A hyphen in a formula is a minus sign, unless it joins words of `\text{…}`. */
const minus = /(?<=([\p{L}\p{N})\]}!'])?)\s?(?:(?<!\p{L}{2})-|-(?!\p{L}{2}))\s?/gu;
/** `e^-x`: the sign goes with the letter. */
const signedPower = /\^\s?([−+](?:\p{L}|\\[a-zA-Z]{1,12}))/gu;
/** Between numbers it is a fraction, between units of `\text{…}` no division. */
const hasUnits = /\\(?:text|mathrm)/u;
const division = /(?<!\d)\/|\/(?!\d)/gu;
const plainFraction = /^(\d{1,4})\/(\d{1,4})$/u;
const group = /\{([^{}]{0,200})\}/gu;
/** A formula without a command, a group or white space is read as it is written. */
const simple = /^[\p{L}\d.,=<>+\-*/()[\]^]+$/u;
/** Nested groups are opened from the inside, one layer at a time. */
const MAX_LAYERS = 6;

/** Writes a formula in TeX as a text that can be read: `\frac{1}{2} x^2` is `1/2 x²`, `\alpha \leq b` is `α ≤ b`. */
export function toReadableFormula(tex: string): string {
  const signed = tex
    .replace(minus, (_, term?: string) => (term === undefined ? '−' : ' − '))
    .replace(signedPower, '^($1)')
    .replace(/(?<=\d)x(?![\p{L}\d])/gu, ' x')
    .replace(division, hasUnits.test(tex) ? '/' : ' ÷ ');
  if (simple.test(tex)) return signed;
  let text = signed
    .replace(/\\[,;:!> ]|~|&|\\\\/gu, ' ')
    // The sign of a factorial would end a sentence.
    .replace(/!(?!=)/gu, ' ꜝ ')
    .replace(environment, ' ')
    .replace(/\^\s?(?:\\circ(?![a-zA-Z])|\{\\circ\})/gu, '°')
    .replace(/\^\s?(?:\\(?:top|intercal)(?![a-zA-Z])|\{\\(?:top|intercal)\})/gu, '^T')
    // The colon of a set is a pause, the bar of a probability a word.
    .replace(/(\\\{[^{}|]{0,80}?)\\mid(?![a-zA-Z])/gu, '$1:')
    .replace(/\\([%$#_{}])/gu, '$1')
    .replace(limits, '$1 $2$3 → $4$5 ');
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const before = text;
    text = text.replace(fraction, (_, top: string, bottom: string) => toFraction(top.trim(), bottom.trim()));
    text = text
      .replace(choice, 'C($1, $2)')
      .replace(root, toRoot)
      .replace(/\^\{([^{}]{1,40})\}/gu, toPower);
    text = text.replace(/_\{([^{}]{0,200})\}/gu, ' $1');
    if (text === before) break;
  }
  return (
    text
      .replace(
        /\\([a-zA-Z]{1,30})/gu,
        (_, name: string) =>
          ` ${(Object.hasOwn(signs, name) ? signs[name] : undefined) ?? (layout.has(name) ? '' : name)} `,
      )
      .replace(/_/gu, ' ')
      .replace(group, '$1')
      .replace(/[{}\\]/gu, '')
      .replace(/\s+/gu, ' ')
      // A power belongs to what stands before it, as in `\sin^2 x`.
      .replaceAll(' ^', '^')
      .trim()
  );
}

function toFraction(top: string, bottom: string): string {
  const written = `${top}/${bottom}`;
  return plainFraction.test(written) ? written : `${top} ÷ ${bottom}`;
}

function toPower(_: string, exponent: string): string {
  const written = exponent.trim();
  return /^[-−+]?\d{1,6}$|^(?:\p{L}|\*)$/u.test(written) ? `^${written}` : `^(${written})`;
}

function toRoot(_: string, degree: string | undefined, under: string): string {
  if (degree === '[3]') return `∛${under}`;
  return degree === undefined ? `√${under}` : `${degree.slice(1, -1)} √${under}`;
}
