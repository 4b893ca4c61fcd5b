/** The part of https://developer.mozilla.org/docs/Web/API/TrustedTypePolicyFactory that is used; Firefox and Safari got it late. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ): { readonly createScriptURL: (address: string) => string };
}

/** What a page that requires Trusted Types names in its `trusted-types`. */
const POLICY = 'sotto';

let policy: ReturnType<PolicyFactory['createPolicy']> | undefined;

/**
 * Marks the address of one of Sotto's own scripts as one that may run. Pages with `require-trusted-types-for 'script'` start
 * workers from nothing else; where they do not allow Sotto's policy, the address stays text, and the browser refuses it.
 */
export function toTrustedAddress(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  try {
    policy ??= trustedTypes?.createPolicy(POLICY, { createScriptURL: (each) => each });
  } catch {
    // The browser has said so in the console.
  }
  return policy?.createScriptURL(address) ?? address;
}
