import type { TerraformStack } from 'cdktf';
import { DataSource } from '../../lib';
import {
  DelegatedSubnet,
  type DelegatedSubnetProps,
  FabricProvider,
  PowerPlatformGeo,
  PowerPlatformResourceProvider,
  SubnetAddress,
  type SupportNetwork,
  VirtualNetworkSupport,
  type VirtualNetworkSupportProps,
  VnetDataGateway,
  type VnetDataGatewayProps,
} from '../../lib/vnet-gateway';
import { synthesize, type Synthesized } from '../support/synthesize';

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers';

export const SUBSCRIPTION_ID = '11111111-1111-1111-1111-111111111111';
export const SUBNET_ID = `${GROUP}/Microsoft.Network/virtualNetworks/vnet-spoke/subnets/snet-power-platform`;
export const SECURITY_GROUP_ID = `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg-power-platform`;
export const NAT_GATEWAY_ID = `${GROUP}/Microsoft.Network/natGateways/ng-spoke`;
export const ROUTE_TABLE_ID = `${GROUP}/Microsoft.Network/routeTables/rt-spoke`;
export const CAPACITY_ID = '22222222-2222-2222-2222-222222222222';
export const GROUP_OBJECT_ID = '33333333-3333-3333-3333-333333333333';
export const USER_OBJECT_ID = '44444444-4444-4444-4444-444444444444';

/** A source that rules can name. */
export const SQL = DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.30.0.4'] });

/** The least that a delegated subnet needs. */
export function subnetProps(): DelegatedSubnetProps {
  return {
    subnetName: 'snet-data-gateway',
    virtualNetworkName: 'vnet-spoke',
    resourceGroupName: 'rg-network',
    location: 'westeurope',
    members: 2,
    address: SubnetAddress.at('10.20.4.0/28'),
    resourceProvider: PowerPlatformResourceProvider.registeredElsewhere(),
  };
}

/** The least that a gateway needs. */
export function gatewayProps(subnet: VnetDataGatewayProps['subnet']): VnetDataGatewayProps {
  return {
    displayName: 'finance-vnet',
    subnet,
    members: 2,
    capacityId: CAPACITY_ID,
    homeRegion: 'westeurope',
  };
}

/** A network of Virtual Network support. */
export function supportNetwork(location: string, place: string): SupportNetwork {
  return {
    location,
    virtualNetworkName: `vnet-${location}`,
    resourceGroupName: 'rg-network',
    subnetName: 'snet-power-platform',
    address: SubnetAddress.at(place),
  };
}

/** The least that Virtual Network support needs. */
export function supportProps(): VirtualNetworkSupportProps {
  return {
    geo: PowerPlatformGeo.EUROPE,
    networks: [supportNetwork('westeurope', '10.20.8.0/25'), supportNetwork('northeurope', '10.21.8.0/25')],
    productionEnvironments: 4,
    resourceProvider: PowerPlatformResourceProvider.registeredElsewhere(),
  };
}

export function newSubnet(stack: TerraformStack, props: Partial<DelegatedSubnetProps> = {}): DelegatedSubnet {
  return new DelegatedSubnet(stack, 'subnet', { ...subnetProps(), ...props });
}

export function subnet(props: Partial<DelegatedSubnetProps> = {}): Synthesized<DelegatedSubnet> {
  return synthesize((stack) => newSubnet(stack, props));
}

/** A gateway in a subnet with the provider of Fabric beside it. */
export function gateway(
  props: Partial<VnetDataGatewayProps> = {},
  subnetChanges: Partial<DelegatedSubnetProps> = {},
): Synthesized<VnetDataGateway> {
  return synthesize((stack) => {
    new FabricProvider(stack, 'fabric', { useCli: true });
    const place = newSubnet(stack, subnetChanges);
    return new VnetDataGateway(stack, 'finance', { ...gatewayProps(place), ...props });
  });
}

export function support(props: Partial<VirtualNetworkSupportProps> = {}): Synthesized<VirtualNetworkSupport> {
  return synthesize((stack) => new VirtualNetworkSupport(stack, 'power-platform', { ...supportProps(), ...props }));
}
