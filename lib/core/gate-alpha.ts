/**
 * Chance, at most, that a gate fails in a whole stage whose true rate is at its limit or under it. Half of it is for the
 * e-process, half for the tripwire, so that both together keep the bound.
 */
export const STAGE_ALPHA = 0.001;
export const E_PROCESS_ALPHA = STAGE_ALPHA / 2;
export const TRIPWIRE_ALPHA = STAGE_ALPHA / 2;

/** The e-process trips when the logarithm of its evidence reaches this. */
export const TRIP_LOG_E = Math.log(1 / E_PROCESS_ALPHA);
