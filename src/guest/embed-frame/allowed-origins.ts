/** Which origins may speak through the frame. */
export interface AllowedOrigins {
  allows(origin: string): boolean;
}

/** Reads the owner's list, a file of JSON. Nobody is allowed where it is missing or cannot be understood. */
export async function fetchAllowedOrigins(url: string): Promise<AllowedOrigins> {
  try {
    const response = await fetch(url, { cache: 'no-cache' });
    return parseAllowedOrigins(response.ok ? await response.json() : []);
  } catch {
    return parseAllowedOrigins([]);
  }
}

/** Parses a list such as `["https://blog.example"]`. `"*"` allows every origin; what is no origin is named in a warning. */
function parseAllowedOrigins(list: unknown): AllowedOrigins {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [list];
  const origins = new Set(entries.filter((entry) => typeof entry === 'string' && isOrigin(entry)));
  const others = entries.filter((entry) => typeof entry !== 'string' || !isOrigin(entry));
  if (others.length > 0) {
    console.warn('[sotto] embed-origins.json has entries that are no origins; they allow nobody.', others);
  }
  return {
    // A sandboxed frame or a file has the origin "null", which names nobody.
    allows: (origin) => origin !== 'null' && (origins.has('*') || origins.has(origin)),
  };
}

function isOrigin(entry: string): boolean {
  if (entry === '*') return true;
  try {
    return new URL(entry).origin === entry;
  } catch {
    return false;
  }
}
