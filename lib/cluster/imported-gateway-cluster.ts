import { Construct } from 'constructs';
import type {
  GatewayIdentityAttributes,
  GatewayMembers,
  IGatewayCluster,
  IGatewayMember,
} from './props/gateway-cluster-interface';
import { constructChecks, throwProblems } from '../terraform/construct-checks';

/** What is known of a cluster that is defined elsewhere. */
export interface GatewayClusterAttributes {
  /** Name in the service. */
  readonly gatewayName: string;
  /** Azure region of the members. */
  readonly location: string;
  /** Resource group of the members. */
  readonly resourceGroupName: string;
  /** Its members, in any order; exactly one is the primary. */
  readonly members: readonly IGatewayMember[];
  /** The identity that the members act with. */
  readonly identity: GatewayIdentityAttributes;
}

/** A cluster that is defined elsewhere: nothing of it is created or changed. */
export class ImportedGatewayCluster extends Construct implements IGatewayCluster {
  public readonly gatewayName: string;
  public readonly location: string;
  public readonly resourceGroupName: string;
  public readonly members: GatewayMembers;
  public readonly primary: IGatewayMember;
  public readonly identity: GatewayIdentityAttributes;

  public constructor(scope: Construct, id: string, attributes: GatewayClusterAttributes) {
    super(scope, id);
    this.gatewayName = attributes.gatewayName;
    this.location = attributes.location;
    this.resourceGroupName = attributes.resourceGroupName;
    this.identity = attributes.identity;
    this.members = [...attributes.members].sort((a, b) => (a.key < b.key ? -1 : 1)) as unknown as GatewayMembers;

    const primaries = attributes.members.filter(({ isPrimary }) => isPrimary);
    const [primary] = primaries;
    if (primary === undefined || primaries.length > 1) {
      const checks = constructChecks();
      const fix = 'Set `isPrimary` on the member whose id is the id of the cluster in the service.';
      const got = primaries.map(({ key }) => key);
      checks.add({ property: 'members', got, allowed: 'exactly one primary', fix });
      throwProblems(this, 'GatewayCluster.fromGatewayClusterAttributes', checks);
    }
    this.primary = primary as IGatewayMember;
  }
}
