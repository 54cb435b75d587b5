export declare function backoffMs(retryIndex: number, random: number): number;
