import type { RouteTimeouts } from "./routing-snapshot";

export declare function clipTimeouts(timeouts: RouteTimeouts, remainingMs: number): RouteTimeouts;
