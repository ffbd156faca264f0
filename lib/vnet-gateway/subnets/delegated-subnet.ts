import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Annotations, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { LOCATION } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isOptions } from '../../common/options';
import { asBlock } from '../../network/rules/security-rule-block';
import { checkRange, takeRanges } from '../../network/subnet-ranges';
import { adviseOnRegion } from '../../terraform/region-advice';
import { constructChecks, isComputedByTerraform, messagesOf, throwProblems } from '../../terraform/construct-checks';
import { inherit } from '../../defaults/scope-defaults';
import type { DelegatedSubnetAttributes, DelegatedSubnetProps, IDelegatedSubnet } from './delegated-subnet-props';
import { type DelegatedSubnetSettings, resolveDelegatedSubnet } from './delegated-subnet-settings';
import { VNET_ACCESS_LINKS } from './delegations';
import { claimSubnet, defineGuardedSubnet, partOfSubnetId } from './guarded-subnet';
import { contributeDelegatedSubnet } from './describe-delegated-subnet';
import { type InVirtualNetwork, withVirtualNetwork } from './virtual-network-names';
import { FORBIDDEN_RANGES, SUBNET_ID } from './network-rules';
import { checkResourceProvider } from './power-platform-resource-provider';

/**
 * A subnet delegated to `Microsoft.PowerPlatform/vnetaccesslinks`, for VNet data gateways and nothing else. It takes the
 * virtual network that there is, and knows how large it must be.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class DelegatedSubnet extends Construct implements IDelegatedSubnet {
  /** A delegated subnet that another stack or tool owns; nothing of it is created or changed. */
  public static fromDelegatedSubnetAttributes(
    scope: Construct,
    id: string,
    attributes: DelegatedSubnetAttributes,
  ): IDelegatedSubnet {
    const place = new Construct(scope, id);
    const checks = constructChecks();
    if (isOptions('attributes', attributes, '{ subnetId, location }', checks)) checkAttributes(attributes, checks);
    throwProblems(place, 'DelegatedSubnet.fromDelegatedSubnetAttributes', checks);
    const { subnetId, location, memberCapacity } = attributes;
    adviseOnRegion(place, 'location', location);
    return Object.freeze({
      delegation: VNET_ACCESS_LINKS,
      subnetId,
      subscriptionId: partOfSubnetId(subnetId, 'subscriptionId'),
      resourceGroupName: partOfSubnetId(subnetId, 'resourceGroupName'),
      virtualNetworkName: partOfSubnetId(subnetId, 'virtualNetworkName'),
      subnetName: partOfSubnetId(subnetId, 'subnetName'),
      location,
      memberCapacity,
    });
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

  /** Defines the subnet with what guards it. */
  public constructor(scope: Construct, id: string, props: DelegatedSubnetProps) {
    super(scope, id);
    const placed = this.inherited(props);
    const settings = this.settle(placed);
    takeRanges(this, [placed], [settings.addressPrefix]);
    this.node.addValidation({ validate: () => [...this.misplaced(placed, settings)] });
    this.resourceGroupName = placed.resourceGroupName;
    this.virtualNetworkName = placed.virtualNetworkName;
    this.subnetName = placed.subnetName;
    this.location = placed.location;
    this.addressPrefix = settings.addressPrefix;
    this.memberCapacity = settings.memberCapacity;
    this.registration = placed.resourceProvider.define(this, false);
    this.networkSecurityGroupId = placed.networkSecurityGroupId ?? this.defineSecurityGroup(placed, settings);
    this.subnetId = defineGuardedSubnet(this, {
      names: placed,
      addressPrefix: settings.addressPrefix,
      delegation: this.delegation,
      endpoints: placed.serviceEndpoints ?? [],
      guards: { ...placed, networkSecurityGroupId: this.networkSecurityGroupId },
      options: placed,
      after: this.registration,
    });
    this.subscriptionId = partOfSubnetId(this.subnetId, 'subscriptionId');
    adviseOnRegion(this, 'location', this.location);
    for (const note of notesOf(placed)) Annotations.of(this).addInfo(note);
    for (const warning of warningsOf(placed)) Annotations.of(this).addWarning(warning);
    contributeDelegatedSubnet(this, placed.serviceEndpoints ?? []);
  }

  private inherited(props: DelegatedSubnetProps): InVirtualNetwork<DelegatedSubnetProps> {
    const known = withVirtualNetwork(props) as InVirtualNetwork<DelegatedSubnetProps>;
    return inherit(this, known, ['location', 'resourceGroupName', 'tags', 'naming']);
  }

  private settle(props: InVirtualNetwork<DelegatedSubnetProps>): DelegatedSubnetSettings {
    const checks = constructChecks();
    let settings: DelegatedSubnetSettings | undefined;
    if (isOptions('props', props, 'new DelegatedSubnet(stack, id, { … })', checks)) {
      settings = resolveDelegatedSubnet(props, checks);
      if (settings !== undefined && checks.problems.length === 0) {
        claimSubnet(this, props, 'subnetName', checks);
        this.checkPlace(props, settings, checks);
      }
      checkResourceProvider(this, props.resourceProvider, checks);
    }
    throwProblems(this, 'DelegatedSubnet', checks);
    // Where nothing could be settled, a problem has been reported.
    return settings as DelegatedSubnetSettings;
  }

  private checkPlace(
    network: InVirtualNetwork<DelegatedSubnetProps>,
    { addressPrefix }: DelegatedSubnetSettings,
    checks: Checks,
  ): void {
    checkRange(this, 'address', { network, addressPrefix, forbidden: FORBIDDEN_RANGES }, checks);
  }

  /** What is wrong with its place once the whole app is known: the network may be made after the subnet. */
  private misplaced(
    props: InVirtualNetwork<DelegatedSubnetProps>,
    settings: DelegatedSubnetSettings,
  ): readonly string[] {
    const checks = constructChecks();
    this.checkPlace(props, settings, checks);
    return messagesOf(this, 'DelegatedSubnet', checks);
  }

  private defineSecurityGroup(
    props: InVirtualNetwork<DelegatedSubnetProps>,
    { securityGroupName }: DelegatedSubnetSettings,
  ): string | undefined {
    if (props.securityRules === undefined || securityGroupName === undefined) return undefined;
    const storageEndpoint = props.serviceEndpoints?.includes('Microsoft.Storage') ?? false;
    const rules = props.securityRules.rulesFor({ addressPrefix: this.addressPrefix, storageEndpoint });
    return new NetworkSecurityGroup(this, 'security-group', {
      name: securityGroupName,
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      securityRule: rules.map(asBlock),
      ...(props.tags === undefined ? {} : { tags: props.tags }),
    }).id;
  }
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

/** What a reviewer should know: how wide the rules are where they are wide. */
function notesOf({ securityRules }: DelegatedSubnetProps): readonly string[] {
  const unplaced = securityRules?.sources.filter(({ isPlaced }) => !isPlaced) ?? [];
  if (unplaced.length === 0) return [];
  const names = unplaced.map(String).join(', ');
  return [`${names}: no addresses are given, so that every private address is open on their ports.`];
}

function checkAttributes({ subnetId, location, memberCapacity }: DelegatedSubnetAttributes, checks: Checks): void {
  checks.text('subnetId', subnetId, SUBNET_ID);
  checks.text('location', location, LOCATION);
  if (memberCapacity === undefined || isComputedByTerraform(memberCapacity)) return;
  checks.integer('memberCapacity', memberCapacity, { min: 1, fix: 'Leave it out where it is not known.' });
}
