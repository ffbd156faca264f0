import { type NamedResource, ResourceNaming } from '../../lib'; // in your project: 'cdktf-data-gateway'
import type { Settings } from './settings';

/** Contoso's policy: what resources are called, and which tags they carry. Said here, and nowhere else. */
export class Policy {
  /** Tags that Azure Policy asks for on every resource. */
  public readonly tags: Record<string, string>;
  /** The same rule of names, for what the library makes. */
  public readonly naming: ResourceNaming;

  public constructor(private readonly settings: Settings) {
    const { environment, owner, costCenter } = settings;
    this.tags = { environment, owner, 'cost-center': costCenter, 'managed-by': 'terraform' };
    this.naming = ResourceNaming.custom(({ kind, proposed }: NamedResource) =>
      // The library proposes a machine's computer name, and everything else with its abbreviation.
      this.named(kind === 'virtualMachine' ? `vm-${proposed}` : proposed),
    );
  }

  /** The name of a resource, made of its abbreviation and purpose: `rg-identity` gives `rg-identity-prod-weu`. */
  public named(what: string): string {
    const { environment, location } = this.settings;
    return `${what}-${environment}-${location.short}`;
  }
}
