/** Names of the library's own steps, in their order. Steps of the user come after the first. */
export const BOOTSTRAP_STEPS = ['install', 'configure', 'register'] as const;

/** Name of one of the library's own steps. */
export type BootstrapStepName = (typeof BOOTSTRAP_STEPS)[number];
