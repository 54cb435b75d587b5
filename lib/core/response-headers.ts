/** Response headers by lower-case name. */
export type ResponseHeaders = Readonly<Record<string, string | undefined>>;
