import { toAllow, type RouteMatch } from '../../contract/route-match.ts';

const standardMethods = ['GET', 'HEAD', 'POST'];

/** Answers OPTIONS: the asked-for headers are echoed, because `*` does not cover `Authorization`. */
export function toPreflightResponse(request: Request, route: RouteMatch): Response {
  const further = route.methods.filter((method) => !standardMethods.includes(method));
  return new Response(null, {
    status: 204,
    headers: {
      allow: toAllow(route),
      'access-control-allow-methods': [...standardMethods, ...further, 'OPTIONS'].join(', '),
      'access-control-allow-headers':
        request.headers.get('access-control-request-headers') ?? 'authorization, content-type',
      'access-control-max-age': '86400',
    },
  });
}
