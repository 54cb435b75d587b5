export type Redactor = (text: string) => string;

export declare function createRedactor(secrets: readonly string[]): Redactor;
export declare function excerpt(text: string, redact: Redactor): string;
