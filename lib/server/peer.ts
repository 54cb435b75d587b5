const PEER_HEADER = "x-switchyard-peer";

/** Next loads modules more than once; whether the listener is ours must be one fact for the process. */
const TRUSTED = Symbol.for("switchyard.peer-header-is-ours");
const holder = globalThis as typeof globalThis & { [TRUSTED]?: true };

/** Says that this process's listener sets the peer header itself and drops what callers send under its name. */
export function trustPeerHeader(): void {
  holder[TRUSTED] = true;
}

/**
 * The address at the other end of the socket, `proxy ADDRESS` when that end forwards for others; "unknown" where Next
 * runs without our listener and the header could be anybody's claim.
 */
export function peerOf(headers: Headers): string {
  return (holder[TRUSTED] === true ? headers.get(PEER_HEADER) : null) ?? "unknown";
}
