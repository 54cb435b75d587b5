import type { Principal } from "@/lib/contract/session";
import type { RouteContext, RouteHandler } from "./adapt";
import { admit } from "./admit";
import type { Action, PrincipalOf } from "./authorize";
import { errorResponse } from "./errors";
import { Refusals } from "./refusal";
import type { HttpServices } from "./services";

/** A handler whose answer is not one JSON document: an event stream, an export, a metrics page. */
export interface RawEndpoint<A extends Action, R> {
  readonly action: A;
  readonly run: (
    request: Request,
    call: { readonly principal: PrincipalOf<A>; readonly params: Record<string, string>; readonly runtime: R },
  ) => Promise<Response>;
}

/** Like `createAdapt`, for answers the handler builds itself: the same door and the same errors. */
export function createAdaptRaw<R>(getServices: () => HttpServices<R>) {
  const refusals = new Refusals();
  return function adaptRaw<A extends Action>(endpoint: RawEndpoint<A, R>): RouteHandler {
    const handle = async (request: Request, context: RouteContext): Promise<Response> => {
      const services = getServices();
      let principal: Principal | null = null;
      try {
        principal = await services.principalOf(request);
        const admitted = admit(request, principal, endpoint.action, services.trustedOrigins);
        return await endpoint.run(request, {
          principal: admitted,
          params: await context.params,
          runtime: services.runtime,
        });
      } catch (error) {
        return errorResponse(await refusals.settle(error, request, endpoint.action, principal, services));
      }
    };
    return Object.assign(handle, { action: endpoint.action });
  };
}
