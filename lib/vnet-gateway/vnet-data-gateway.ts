import { Annotations, TerraformOutput, TerraformProvider, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { LOCATION } from '../common/azure-rules';
import type { Checks } from '../common/checks';
import { isOptions } from '../common/options';
import { isRecord } from '../common/shapes';
import { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
import { adviseOnRegion } from '../terraform/region-advice';
import { constructChecks, isComputedByTerraform, messagesOf, throwProblems } from '../terraform/construct-checks';
import { Registry } from '../terraform/registry';
import { claim } from '../terraform/claims';
import type { IDelegatedSubnet } from './subnets/delegated-subnet-props';
import { VNET_ACCESS_LINKS } from './subnets/delegations';
import { FabricGateway, type FabricGatewayConfig } from './fabric/fabric-gateway';
import { FabricGatewayRoleAssignment } from './fabric/fabric-gateway-role-assignment';
import { adviseOnRegions } from './home-region';
import { contributeVnetDataGateway } from './describe-vnet-data-gateway';
import {
  VNET_DATA_GATEWAY_PROPERTIES,
  type VnetDataGatewayProps,
  type VnetDataGatewayPortalInput,
} from './vnet-data-gateway-props';
import { checkMembers, describeMembers, mostMembers, SLEEP_MINUTES } from './vnet-gateway-members';
import { checkRoles, type VnetDataGatewayRole } from './vnet-gateway-role';

/** The gateways of a subnet in an app, with the most members that each has. */
const gatewaysOf = new Registry<IDelegatedSubnet, number>();

/** What the creator of a gateway must be allowed to do. */
const JOIN_PERMISSION = 'Microsoft.Network/virtualNetworks/subnets/join/action';

/**
 * A VNet data gateway: members that Microsoft runs in a delegated subnet, with nothing to install or patch. It serves Power BI, Fabric
 * and dataflows of Power Platform; other traffic of Power Platform takes a VirtualNetworkSupport.
 *
 * Terraform creates it by the provider `microsoft/fabric`, or a person in the portal, with what the output says.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class VnetDataGateway extends Construct {
  /** Name in the service. */
  public readonly displayName: string;
  /** The subnet that its members run in. */
  public readonly subnet: IDelegatedSubnet;
  /** Id in the service; nothing where a person creates it. */
  public readonly gatewayId: string | undefined;
  /** What a person chooses in the portal. */
  public readonly portalInput: VnetDataGatewayPortalInput;

  /** Defines the gateway and its roles, or says in an output what to choose in the portal. */
  public constructor(scope: Construct, id: string, props: VnetDataGatewayProps) {
    super(scope, id);
    this.settle(props);
    this.displayName = props.displayName;
    this.subnet = props.subnet;
    this.portalInput = portalInputOf(props);
    if (props.creation !== 'portal') this.node.addValidation({ validate: () => [...missingProvider(this)] });
    if (props.creation === 'portal') {
      new TerraformOutput(this, 'portal-input', {
        description: `What to choose in the portal for the VNet data gateway ${this.node.path}; ${JOIN_PERMISSION} is needed.`,
        value: this.portalInput,
      });
    } else this.gatewayId = this.defineGateway(props);
    this.advise(props);
    contributeVnetDataGateway(this, props, this.portalInput);
  }

  private defineGateway(props: VnetDataGatewayProps): string {
    const { members, subnet, preventDestroy = true, fabricProvider } = props;
    const provider = fabricProvider === undefined ? {} : { provider: fabricProvider };
    const gateway = new FabricGateway(this, 'gateway', {
      displayName: props.displayName,
      capacityId: inLowerCase(props.capacityId),
      inactivityMinutesBeforeSleep: this.portalInput.sleepAfterMinutes,
      ...(typeof members === 'number'
        ? { numberOfMemberGateways: members }
        : { minMemberGatewayCount: members.min, maxMemberGatewayCount: members.max }),
      // The subscription is read from the id of the subnet, which nobody has before the subnet is guarded.
      virtualNetworkAzureResource: namesOf(subnet),
      lifecycle: { preventDestroy },
      ...provider,
    });
    for (const [name, { principalId, principalType, role }] of Object.entries(props.roles ?? {})) {
      new FabricGatewayRoleAssignment(this, `role-${name}`, {
        gatewayId: gateway.id,
        principal: { id: inLowerCase(principalId), type: principalType },
        role,
        ...provider,
      });
    }
    return gateway.id;
  }

  private advise({ subnet, homeRegion, environmentGeos = [] }: VnetDataGatewayProps): void {
    adviseOnRegion(this, 'homeRegion', homeRegion);
    if (isComputedByTerraform(subnet.location) || isComputedByTerraform(homeRegion)) return;
    const { notes, warnings } = adviseOnRegions(subnet.location, homeRegion, environmentGeos);
    for (const warning of warnings) Annotations.of(this).addWarning(warning);
    for (const note of notes) Annotations.of(this).addInfo(note);
  }

  private settle(props: VnetDataGatewayProps): void {
    const checks = constructChecks();
    if (isOptions('props', props, 'new VnetDataGateway(stack, id, { … })', checks)) {
      checkProps(props, checks);
      this.checkDisplayName(props.displayName, checks);
      this.checkRoom(props, checks);
    }
    throwProblems(this, 'VnetDataGateway', checks);
  }

  private checkDisplayName(displayName: string, checks: Checks): void {
    const isText = checks.text('displayName', displayName, {
      // Fabric REST: displayName of at most 200 characters.
      pattern: /^(?! )[^\p{Cc}]{1,200}(?<! )$/u,
      allowed: '1 to 200 characters, no control characters, no space at either end',
      fix: 'Give the name that people shall see in the service.',
    });
    if (!isText || checks.isUnknown(displayName)) return;
    const owner = claim(this, `VNet data gateway ${displayName.toLowerCase()}`);
    if (owner === undefined) return;
    const allowed = `a name that '${owner.node.path}' has not taken`;
    checks.add({
      property: 'displayName',
      got: displayName,
      allowed,
      fix: 'Names are unique in a tenant: choose another.',
    });
  }

  private checkRoom({ subnet, members }: VnetDataGatewayProps, checks: Checks): void {
    if (!isDelegatedSubnet('subnet', subnet, checks)) return;
    if (!checkMembers('members', members, checks)) return;
    const most = mostMembers(members);
    const others = gatewaysOf.ofOthers(subnet, this).reduce((sum, [, count]) => sum + count, 0);
    gatewaysOf.take(subnet, this, most);
    const { memberCapacity } = subnet;
    if (memberCapacity === undefined || isComputedByTerraform(memberCapacity) || most + others <= memberCapacity)
      return;
    const allowed = `at most ${String(memberCapacity)} in the subnet, of which other gateways have ${String(others)}`;
    const fix = 'Give the subnet more addresses, or the gateway a subnet of its own.';
    checks.add({ property: 'members', got: members, allowed, fix });
  }
}

function checkProps(props: VnetDataGatewayProps, checks: Checks): void {
  checks.knownProperties(props, VNET_DATA_GATEWAY_PROPERTIES);
  const capacityFix = 'Give the id of the capacity in Fabric, which is no resource id of Azure.';
  checks.guid('capacityId', props.capacityId, capacityFix);
  checks.text('homeRegion', props.homeRegion, {
    ...LOCATION,
    fix: 'Power BI shows it under Help, About: give its name in Azure, such as westeurope.',
  });
  checkGeos(props.environmentGeos, checks);
  if (props.sleepAfterMinutes !== undefined)
    checks.oneOf('sleepAfterMinutes', props.sleepAfterMinutes, SLEEP_MINUTES, 'The service knows these only.');
  checkRoles('roles', props.roles, checks);
  if (props.creation !== undefined)
    checks.oneOf('creation', props.creation, ['fabricProvider', 'portal'], "Leave it out for 'fabricProvider'.");
  checks.flag('preventDestroy', props.preventDestroy, 'Leave it out for true.');
  if (props.fabricProvider === undefined || TerraformProvider.isTerraformProvider(props.fabricProvider)) return;
  const fix = 'Leave it out for the only one in the stack.';
  checks.add({ property: 'fabricProvider', got: typeof props.fabricProvider, allowed: 'a FabricProvider', fix });
}

function checkGeos(geos: unknown, checks: Checks): void {
  if (geos === undefined) return;
  const fix = 'Write it as in [PowerPlatformGeo.EUROPE], or find them with PowerPlatformGeo.find(name).';
  if (!Array.isArray(geos)) {
    checks.add({ property: 'environmentGeos', got: geos, allowed: 'an array of PowerPlatformGeo', fix });
    return;
  }
  geos.forEach((geo: unknown, index) => {
    if (geo !== undefined && geo instanceof PowerPlatformGeo) return;
    checks.add({ property: `environmentGeos[${String(index)}]`, got: geo, allowed: 'a PowerPlatformGeo', fix });
  });
}

/** What a gateway reads from its subnet. */
const SUBNET_NAMES: readonly (keyof IDelegatedSubnet)[] = [
  'subscriptionId',
  'resourceGroupName',
  'virtualNetworkName',
  'subnetName',
  'location',
];

/** A subnet of the right delegation: subnets of Virtual Network support look alike. */
function isDelegatedSubnet(property: string, subnet: unknown, checks: Checks): subnet is IDelegatedSubnet {
  const delegation = isRecord(subnet) ? subnet['delegation'] : undefined;
  const isWhole = isRecord(subnet) && SUBNET_NAMES.every((name) => typeof subnet[name] === 'string');
  if (delegation === VNET_ACCESS_LINKS && isWhole) return true;
  const fix =
    'Use a DelegatedSubnet, or DelegatedSubnet.fromDelegatedSubnetAttributes: subnets of Virtual Network support serve no gateway.';
  const got = delegation ?? typeof subnet;
  checks.add({ property, got, allowed: `a subnet delegated to ${VNET_ACCESS_LINKS}`, fix });
  return false;
}

/** A subnet, as Fabric and the portal ask for it. */
function namesOf({
  subscriptionId,
  resourceGroupName,
  virtualNetworkName,
  subnetName,
}: IDelegatedSubnet): FabricGatewayConfig['virtualNetworkAzureResource'] {
  return { subscriptionId, resourceGroupName, virtualNetworkName, subnetName };
}

function portalInputOf(props: VnetDataGatewayProps): VnetDataGatewayPortalInput {
  const { subnet, members, displayName, capacityId, sleepAfterMinutes = 30 } = props;
  const roles: readonly VnetDataGatewayRole[] = Object.values(props.roles ?? {});
  return {
    capacityId,
    ...namesOf(subnet),
    displayName,
    members: describeMembers(members),
    sleepAfterMinutes,
    roles: roles.map(({ principalId, principalType, role }) => `${role}: ${principalType} ${principalId}`),
    permission: JOIN_PERMISSION,
  };
}

/** The service answers ids in lower case; in another case the gateway would change with every plan. */
function inLowerCase(id: string): string {
  return isComputedByTerraform(id) ? id : id.toLowerCase();
}

/** cdktf says that a provider is missing, and not which class makes it. */
function missingProvider(gateway: Construct): readonly string[] {
  const constructs = TerraformStack.of(gateway).node.findAll();
  if (constructs.some((one) => TerraformProvider.isTerraformProvider(one) && one.terraformResourceType === 'fabric')) {
    return [];
  }
  const checks = constructChecks();
  const fix = "Add new FabricProvider(this, 'fabric', {…}) to the stack, or set creation: 'portal'.";
  checks.add({ property: 'creation', got: 'no FabricProvider', allowed: "a FabricProvider, or 'portal'", fix });
  return messagesOf(gateway, 'VnetDataGateway', checks);
}
