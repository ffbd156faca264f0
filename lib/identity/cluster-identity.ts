import { armId } from '../common/azure-rules';
import type { Checks } from '../common/checks';

/** A user-assigned identity that exists already. */
export interface ExistingIdentityOptions {
  /** Resource id: `/subscriptions/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/…`. */
  readonly id: string;

  /** Object id of its service principal: a GUID. */
  readonly principalId: string;

  /** Application (client) id: a GUID. The members name it when they ask for a token. */
  readonly clientId: string;

  /**
   * Whether the cluster lets the identity read the secrets that it uses. Turn it off where somebody else grants roles;
   * the identity then needs `Key Vault Secrets User` on each secret before a member starts.
   *
   * @default true
   */
  readonly grantSecretAccess?: boolean;
}

const IDENTITY_ID = armId(
  'Microsoft.ManagedIdentity',
  ['userAssignedIdentities'],
  'Give the `id` of azurerm_user_assigned_identity.',
);

/** With which identity the members of a cluster read their secrets. One identity serves all members of a cluster. */
export class ClusterIdentity {
  /** A new user-assigned identity beside the cluster, allowed to read just the cluster's secrets. */
  public static create(): ClusterIdentity {
    return new ClusterIdentity(undefined);
  }

  /** An identity that exists already. */
  public static existing(props: ExistingIdentityOptions): ClusterIdentity {
    return new ClusterIdentity(Object.freeze({ ...props }));
  }

  private constructor(
    /** The existing identity, or nothing where a new one is wanted. */
    public readonly attributes: ExistingIdentityOptions | undefined,
  ) {
    Object.freeze(this);
  }

  /** Whether the cluster assigns the roles. */
  public get grantsSecretAccess(): boolean {
    return this.attributes?.grantSecretAccess ?? true;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.attributes === undefined) return;
    const own = checks.within(property);
    own.text('id', this.attributes.id, IDENTITY_ID);
    own.guid('principalId', this.attributes.principalId, 'Give the `principal_id` of the identity.');
    own.guid('clientId', this.attributes.clientId, 'Give the `client_id` of the identity.');
    own.flag('grantSecretAccess', this.attributes.grantSecretAccess, 'Leave it out to have the roles assigned.');
  }
}
