import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { VirtualNetworkGateway } from '@cdktf/provider-azurerm/lib/virtual-network-gateway';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { KEPT_FOR_LIFE, LOCATION, RESOURCE_GROUP_NAME } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isOptions } from '../../common/options';
import { valueObject } from '../../common/value-object';
import { DeletionLock } from '../../terraform/deletion-lock';
import { contributeGateway } from './describe-gateway';
import { constructChecks, throwProblems } from '../../terraform/construct-checks';
import { checkPlaced } from '../checks/express-route-checks';
import { lockedNames, type LockedNames } from '../checks/locked-names';
import { claimName, claimSubnet } from '../checks/express-route-claims';
import type { Placed } from '../../common/place';
import { inherit } from '../../defaults/scope-defaults';
import type { ExpressRouteGatewayAttributes, ExpressRouteGatewayProps } from './express-route-gateway-props';
import { ExpressRouteGatewaySize } from './express-route-gateway-size';
import type { IExpressRouteGateway } from './express-route-gateway-interface';
import { adviseOnRegion } from '../../terraform/region-advice';
import { GatewaySubnet } from './gateway-subnet';
import { GATEWAY_SUBNET_NAME } from './gateway-subnet-rule';
import { GATEWAY_ID, partOfId } from '../checks/network-ids';
import { requiredValue } from '../../common/required-value';

const PROPERTIES: Readonly<Record<keyof ExpressRouteGatewayProps, true>> = {
  name: true,
  location: true,
  resourceGroupName: true,
  subnet: true,
  size: true,
  naming: true,
  preventDestroy: true,
  lock: true,
  tags: true,
};
const ATTRIBUTES: Readonly<Record<keyof ExpressRouteGatewayAttributes, true>> = {
  gatewayId: true,
  location: true,
  resourceGroupName: true,
  size: true,
};

const EXAMPLE = "GatewaySubnet.create({ virtualNetworkId, addressPrefix: '10.60.255.0/27' })";

/**
 * An ExpressRoute gateway: the end of private peering in a virtual network, spread over availability zones. It has no public
 * address of yours: Azure gives it one of its own.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class ExpressRouteGateway extends Construct implements IExpressRouteGateway {
  /** A gateway that another stack or tool owns; nothing of it is created or changed. */
  public static fromExpressRouteGatewayAttributes(
    scope: Construct,
    id: string,
    attributes: ExpressRouteGatewayAttributes,
  ): IExpressRouteGateway {
    const place = new Construct(scope, id);
    const checks = constructChecks();
    if (isOptions('attributes', attributes, '{ gatewayId, location }', checks)) checkAttributes(attributes, checks);
    throwProblems(place, 'ExpressRouteGateway.fromExpressRouteGatewayAttributes', checks);
    const { gatewayId, location, size } = attributes;
    const resourceGroupName = attributes.resourceGroupName ?? partOfId(gatewayId, 'resourceGroupName');
    return Object.freeze({ gatewayId, location, resourceGroupName, size });
  }

  public readonly gatewayId: string;
  public readonly location: string;
  public readonly resourceGroupName: string;
  public readonly size: ExpressRouteGatewaySize;
  /** Resource id of its subnet. */
  public readonly subnetId: string;

  /** Defines the gateway, and its subnet where that is new. */
  public constructor(scope: Construct, id: string, props: ExpressRouteGatewayProps) {
    super(scope, id);
    const placed = inherit(this, props, ['location', 'resourceGroupName', 'tags', 'naming', 'lock']);
    const { name, lockName } = this.settle(placed);
    const { location, resourceGroupName, tags, preventDestroy = true } = placed;
    this.size = placed.size ?? ExpressRouteGatewaySize.ER_GW_1_AZ;
    this.subnetId = placed.subnet.subnetId ?? this.defineSubnet(placed.subnet, preventDestroy);
    const gateway = new VirtualNetworkGateway(this, 'gateway', {
      name,
      location,
      resourceGroupName,
      type: 'ExpressRoute',
      sku: this.size.sku,
      ipConfiguration: [{ name: 'default', subnetId: this.subnetId }],
      ...(tags === undefined ? {} : { tags }),
      lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE], preventDestroy },
    });
    const { scaleUnits, needsAzurerm } = this.size;
    if (scaleUnits !== undefined) {
      // The bindings are of an older azurerm.
      gateway.addOverride('minimum_scale_unit', scaleUnits.minimum);
      gateway.addOverride('maximum_scale_unit', scaleUnits.maximum);
    }
    adviseOnRegion(this, 'location', location);
    if (needsAzurerm !== undefined) {
      Annotations.of(this).addInfo(
        `${this.size.toString()} needs azurerm ${needsAzurerm} or newer: raise the version in required_providers, and in the lock file.`,
      );
    }
    this.gatewayId = gateway.id;
    if (lockName !== undefined) {
      const why = 'ExpressRoute gateway: making another one takes up to 45 minutes, without private peering.';
      new DeletionLock(this, 'lock', { name: lockName, resourceId: this.gatewayId, why });
    }
    this.location = gateway.location;
    this.resourceGroupName = gateway.resourceGroupName;
    contributeGateway(this, { name, props: placed, size: this.size, subnetId: this.subnetId });
  }

  private defineSubnet(subnet: GatewaySubnet, preventDestroy: boolean): string {
    const { virtualNetwork, virtualNetworkId = '', addressPrefix = '' } = subnet;
    return new Subnet(this, 'subnet', {
      name: GATEWAY_SUBNET_NAME,
      resourceGroupName: virtualNetwork?.resourceGroupName ?? partOfId(virtualNetworkId, 'resourceGroupName'),
      virtualNetworkName: virtualNetwork?.name ?? partOfId(virtualNetworkId, 'name'),
      addressPrefixes: [addressPrefix],
      lifecycle: { preventDestroy },
    }).id;
  }

  private settle(props: Placed<ExpressRouteGatewayProps>): LockedNames {
    const checks = constructChecks();
    let names: LockedNames = { name: '', lockName: undefined };
    if (isOptions('props', props, 'new ExpressRouteGateway(stack, id, { … })', checks)) {
      checks.knownProperties(props, Object.keys(PROPERTIES));
      const naming = checkPlaced(props, checks);
      checkSize(props.size, checks);
      requiredValue('subnet', props.subnet, GatewaySubnet, EXAMPLE, checks);
      if (checks.problems.length === 0)
        names = lockedNames(naming, 'virtualNetworkGateway', props, props.lock === true, checks);
    }
    if (checks.problems.length === 0) {
      const { resourceGroupName, subnet } = props;
      claimName(this, { what: 'gateway', resourceGroupName, name: names.name, property: 'name' }, checks);
      claimSubnet(this, placeOf(subnet), checks);
    }
    throwProblems(this, 'ExpressRouteGateway', checks);
    return names;
  }
}

/** What stands for the virtual network that a gateway lies in. */
function placeOf({ virtualNetwork, virtualNetworkId, subnetId }: GatewaySubnet): string {
  const { id, name, resourceGroupName } = virtualNetwork ?? {};
  return virtualNetworkId ?? subnetId ?? id ?? `${String(resourceGroupName)}/${String(name)}`;
}

function checkAttributes(attributes: ExpressRouteGatewayAttributes, checks: Checks): void {
  checks.knownProperties(attributes, Object.keys(ATTRIBUTES));
  checks.text('gatewayId', attributes.gatewayId, GATEWAY_ID);
  checks.text('location', attributes.location, LOCATION);
  if (attributes.resourceGroupName !== undefined) {
    checks.text('resourceGroupName', attributes.resourceGroupName, RESOURCE_GROUP_NAME);
  }
  checkSize(attributes.size, checks);
}

function checkSize(size: ExpressRouteGatewaySize | undefined, checks: Checks): void {
  valueObject('size', size, ExpressRouteGatewaySize, checks)?.check('size', checks);
}
