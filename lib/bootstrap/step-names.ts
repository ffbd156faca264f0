/** Names of the library's own steps, in their order. Steps of the user come after `install`; the first and third are not in every cluster. */
export const BOOTSTRAP_STEPS = ['join-domain', 'install', 'directory', 'configure', 'register'] as const;

/** Name of one of the library's own steps. */
export type BootstrapStepName = (typeof BOOTSTRAP_STEPS)[number];

/** What decides which of them a cluster has. */
export interface StepChoice {
  /** @default nobody joins the members */
  readonly domainMembership?: { readonly kind: string } | undefined;
  /** @default nobody changes the directory */
  readonly directory?: { readonly kind: string } | undefined;
}

/** The library's own steps of a cluster. */
export function bootstrapStepsOf({ domainMembership, directory }: StepChoice): readonly BootstrapStepName[] {
  // Whatever JavaScript hands in, until it has been checked.
  const joins = ['extension', 'script'].includes(domainMembership?.kind ?? '');
  return BOOTSTRAP_STEPS.filter((name) => {
    if (name === 'join-domain') return joins;
    return name !== 'directory' || directory?.kind === 'machine';
  });
}

/** Those of them that are scripts, which can be run again; Azure's extension is none. */
export function repeatableStepsOf(choice: StepChoice): readonly BootstrapStepName[] {
  return bootstrapStepsOf(choice).filter(
    (name) => name !== 'join-domain' || choice.domainMembership?.kind === 'script',
  );
}
