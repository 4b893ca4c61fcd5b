import type { ContractCase } from './contract-case.ts';

/** An answer, wherever it was received. */
export interface CaseAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Says in what way an answer is not what the case expects; empty where it is. */
export function toCaseFaults({ expect }: ContractCase, { status, headers, body }: CaseAnswer): string[] {
  const contentType = headers['content-type']?.split(';')[0] ?? null;
  const prefix = expect.bodyPrefixHex ?? '';
  const named = Object.entries(expect.headers ?? {});
  return [
    differs('status', status, expect.status),
    differs('content-type', contentType, expect.contentType),
    differs('cache-control', headers['cache-control'], 'no-store'),
    isRequestId(headers['x-request-id']) ? null : `x-request-id is ${headers['x-request-id'] ?? 'missing'}`,
    ...named.map(([name, value]) =>
      value === '*' && headers[name] !== undefined ? null : differs(name, headers[name], value),
    ),
    differs('first bytes', body.toString('hex', 0, prefix.length / 2), prefix),
    ...(expect.errorType === undefined ? [] : toErrorFaults(expect, body.toString())),
  ].filter((fault) => fault !== null);
}

function toErrorFaults(expect: ContractCase['expect'], text: string): (string | null)[] {
  const { error } = JSON.parse(text) as { readonly error: Readonly<Record<string, unknown>> };
  return [
    differs('keys of the error', Object.keys(error).sort().join(), 'code,message,param,type'),
    typeof error['message'] === 'string' && error['message'] !== '' ? null : 'the error has no message',
    differs('type', error['type'], expect.errorType),
    differs('param', error['param'], expect.errorParam),
    differs('code', error['code'], expect.errorCode),
  ];
}

function differs(name: string, actual: unknown, expected: unknown): string | null {
  return actual === expected ? null : `${name} is ${String(actual)} and not ${String(expected)}`;
}

function isRequestId(value: string | undefined): boolean {
  return value !== undefined && /^req_[0-9a-f]{32}$/.test(value);
}
