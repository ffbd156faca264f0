import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Annotations, type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { LOCATION } from '../common/azure-rules';
import type { Checks } from '../common/checks';
import { isOptions } from '../common/options';
import { constructChecks, isComputedByTerraform, throwProblems } from '../terraform/construct-checks';
import { claim } from './claims';
import type { DelegatedSubnetAttributes, DelegatedSubnetProps, IDelegatedSubnet } from './delegated-subnet-props';
import { type DelegatedSubnetSettings, resolveDelegatedSubnet } from './delegated-subnet-settings';
import { VNET_ACCESS_LINKS } from './delegations';
import { defineGuardedSubnet, partOfSubnetId } from './guarded-subnet';
import { SUBNET_ID } from './network-rules';
import { PowerPlatformResourceProvider } from './power-platform-resource-provider';

/**
 * A subnet delegated to `Microsoft.PowerPlatform/vnetaccesslinks`, for VNet data gateways and nothing else. It takes the
 * virtual network that there is, and knows how large it must be.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class DelegatedSubnet extends Construct implements IDelegatedSubnet {
  /** A delegated subnet that another stack or tool owns; nothing of it is created or changed. */
  public static fromSubnetId(scope: Construct, id: string, attributes: DelegatedSubnetAttributes): IDelegatedSubnet {
    return new ImportedDelegatedSubnet(scope, id, attributes);
  }

  public readonly delegation = VNET_ACCESS_LINKS;
  public readonly subnetId: string;
  public readonly subscriptionId: string;
  public readonly resourceGroupName: string;
  public readonly virtualNetworkName: string;
  public readonly subnetName: string;
  public readonly location: string;
  public readonly memberCapacity: number;

  /** Address prefix. */
  public readonly addressPrefix: string;
  /** Resource id of its network security group; nothing where it has none. */
  public readonly networkSecurityGroupId: string | undefined;
  /** What others wait for who need the resource provider; nothing where it is registered elsewhere. */
  public readonly registration: ITerraformDependable | undefined;

  public constructor(scope: Construct, id: string, props: DelegatedSubnetProps) {
    super(scope, id);
    const settings = this.settle(props);
    this.resourceGroupName = props.resourceGroupName;
    this.virtualNetworkName = props.virtualNetworkName;
    this.subnetName = props.subnetName;
    this.location = props.location;
    this.addressPrefix = settings.addressPrefix;
    this.memberCapacity = settings.memberCapacity;
    this.registration = props.resourceProvider.define(this, false);
    this.networkSecurityGroupId = props.networkSecurityGroupId ?? this.defineSecurityGroup(props);
    const { natGatewayId, routeTableId } = props;
    const subnetId = defineGuardedSubnet(this, {
      name: props.subnetName,
      resourceGroupName: props.resourceGroupName,
      virtualNetworkName: props.virtualNetworkName,
      addressPrefix: settings.addressPrefix,
      delegation: this.delegation,
      endpoints: props.serviceEndpoints ?? [],
      ...(this.networkSecurityGroupId === undefined ? {} : { networkSecurityGroupId: this.networkSecurityGroupId }),
      ...(natGatewayId === undefined ? {} : { natGatewayId }),
      ...(routeTableId === undefined ? {} : { routeTableId }),
      defaultOutboundAccess: props.defaultOutboundAccess ?? false,
      preventDestroy: props.preventDestroy ?? true,
      after: this.registration,
    });
    this.subnetId = subnetId;
    this.subscriptionId = partOfSubnetId(subnetId, 'subscriptionId');
    for (const warning of warningsOf(props)) Annotations.of(this).addWarning(warning);
  }

  private settle(props: DelegatedSubnetProps): DelegatedSubnetSettings {
    const checks = constructChecks();
    let settings: DelegatedSubnetSettings | undefined;
    if (isOptions('props', props, 'new DelegatedSubnet(stack, id, { … })', checks)) {
      settings = resolveDelegatedSubnet(props, checks);
      if (checks.problems.length === 0) this.claimName(props, checks);
      checkResourceProvider(this, props, checks);
    }
    throwProblems(this, 'DelegatedSubnet', checks);
    // Where nothing could be settled, a problem has been reported.
    return settings as DelegatedSubnetSettings;
  }

  private claimName({ resourceGroupName, virtualNetworkName, subnetName }: DelegatedSubnetProps, checks: Checks): void {
    const owner = claimSubnet(this, resourceGroupName, virtualNetworkName, subnetName);
    if (owner === undefined) return;
    const allowed = `a name that '${owner.node.path}' has not taken in this virtual network`;
    checks.add({ property: 'subnetName', got: subnetName, allowed, fix: 'Choose another name, or use that subnet.' });
  }

  private defineSecurityGroup(props: DelegatedSubnetProps): string | undefined {
    if (props.securityRules === undefined) return undefined;
    const storageEndpoint = props.serviceEndpoints?.includes('Microsoft.Storage') ?? false;
    return new NetworkSecurityGroup(this, 'security-group', {
      name: props.securityGroupName ?? `nsg-${props.subnetName}`,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      securityRule: [...props.securityRules.rulesFor({ addressPrefix: this.addressPrefix, storageEndpoint })],
      ...(props.tags === undefined ? {} : { tags: { ...props.tags } }),
    }).id;
  }
}

/** Checks who registers the resource provider. */
export function checkResourceProvider(
  construct: Construct,
  props: { readonly resourceProvider: PowerPlatformResourceProvider },
  checks: Checks,
): void {
  const provider = props.resourceProvider as unknown;
  if (provider instanceof PowerPlatformResourceProvider) {
    provider.check('resourceProvider', construct, checks);
    return;
  }
  const fix = 'Use PowerPlatformResourceProvider.registeredHere() or .registeredElsewhere().';
  checks.add({ property: 'resourceProvider', got: provider, allowed: 'a PowerPlatformResourceProvider', fix });
}

/** Takes the name of a subnet in its stack, which stands for a subscription. */
export function claimSubnet(
  construct: Construct,
  ...names: readonly string[]
): { readonly node: { readonly path: string } } | undefined {
  return claim(construct, ['subnet', TerraformStack.of(construct).node.path, ...names].join(' ').toLowerCase());
}

function warningsOf(props: DelegatedSubnetProps): readonly string[] {
  const { securityRules, networkSecurityGroupId, natGatewayId, routeTableId, defaultOutboundAccess } = props;
  const hasGroup = securityRules !== undefined || networkSecurityGroupId !== undefined;
  const hasWayOut = natGatewayId !== undefined || routeTableId !== undefined || defaultOutboundAccess === true;
  return [
    ...(hasGroup ? [] : ['no network security group: members may reach everything that the virtual network reaches.']),
    ...(hasWayOut
      ? []
      : [
          'no way to the internet is named (natGatewayId, routeTableId, defaultOutboundAccess): sources that need sign-in or ' +
            'lists of revoked certificates are reached only if the virtual network gets a default route from elsewhere.',
        ]),
  ];
}

class ImportedDelegatedSubnet extends Construct implements IDelegatedSubnet {
  public readonly delegation = VNET_ACCESS_LINKS;
  public readonly subnetId: string;
  public readonly subscriptionId: string;
  public readonly resourceGroupName: string;
  public readonly virtualNetworkName: string;
  public readonly subnetName: string;
  public readonly location: string;
  public readonly memberCapacity: number | undefined;

  public constructor(scope: Construct, id: string, attributes: DelegatedSubnetAttributes) {
    super(scope, id);
    const checks = constructChecks();
    if (isOptions('attributes', attributes, '{ subnetId, location }', checks)) checkAttributes(attributes, checks);
    throwProblems(this, 'DelegatedSubnet.fromSubnetId', checks);
    const { subnetId, location, memberCapacity } = attributes;
    this.subnetId = subnetId;
    this.subscriptionId = partOfSubnetId(subnetId, 'subscriptionId');
    this.resourceGroupName = partOfSubnetId(subnetId, 'resourceGroupName');
    this.virtualNetworkName = partOfSubnetId(subnetId, 'virtualNetworkName');
    this.subnetName = partOfSubnetId(subnetId, 'subnetName');
    this.location = location;
    this.memberCapacity = memberCapacity;
  }
}

function checkAttributes({ subnetId, location, memberCapacity }: DelegatedSubnetAttributes, checks: Checks): void {
  checks.text('subnetId', subnetId, SUBNET_ID);
  checks.text('location', location, LOCATION);
  if (memberCapacity === undefined || isComputedByTerraform(memberCapacity)) return;
  checks.integer('memberCapacity', memberCapacity, { min: 1, fix: 'Leave it out where it is not known.' });
}
