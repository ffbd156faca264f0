import type { Construct } from 'constructs';
import { type Draft, mark } from '../manifest/entries/draft';
import { sortedBy } from '../manifest/arrange';
import type { GatewayNetworkEntry, NetworkResources, OutboundEntry } from '../manifest/entries/network-entry';
import { addressAt, addressIn } from '../terraform/addresses';
import { contribute } from '../manifest/contributions';
import type { IMemberSubnet } from './egress-guard';
import type { NetworkSettings } from './network-settings';
import type { OutboundPath } from './outbound-path';
import { rememberSubnets } from './subnet-places';

/** Puts a network into the manifest of its stack. */
export function contributeNetwork(
  network: Construct,
  settings: NetworkSettings,
  subnets: ReadonlyMap<string, IMemberSubnet>,
): void {
  rememberSubnets(network.node.path, subnets);
  contribute(network, 'networks', () => describeNetwork(network, settings));
}

function describeNetwork(
  network: Construct,
  { place, names, common, dns, outbound, subnets }: NetworkSettings,
): Draft<Omit<GatewayNetworkEntry, 'constructPath'>> {
  const { location, resourceGroupName } = common;
  const own = { name: names.virtualNetwork, resourceGroupName };
  return {
    location,
    virtualNetwork: {
      existing: mark(place.exists),
      ...(place.network ?? own),
      addressSpace: [...(place.addressSpace ?? [])].sort(),
    },
    dnsServers: dns.addresses,
    securityGroup: network.node.findChild('guard').node.path,
    outbound: describeOutbound(outbound),
    subnets: sortedBy(subnets, ({ key }) => key).map(({ key, name, addressPrefix }) => {
      const at = network.node.findChild(`subnet-${key}`);
      return {
        key,
        name,
        addressPrefix,
        resources: {
          subnet: addressIn(at, 'subnet'),
          securityGroupAssociation: addressIn(at, 'guarded'),
          outboundAssociation: addressAt(at, 'connected'),
        },
      };
    }),
    resources: describeResources(network),
  };
}

function describeOutbound(outbound: OutboundPath): Draft<OutboundEntry> {
  const { kind, id } = outbound;
  return { kind, id, firewallAddress: kind === 'firewall' ? outbound.firewall.privateIpAddress : undefined };
}

function describeResources(network: Construct): Draft<NetworkResources> {
  return {
    virtualNetwork: addressAt(network, 'virtual-network'),
    virtualNetworkLock: addressAt(network, 'lock'),
    natGateway: addressAt(network, 'egress'),
    publicIp: addressAt(network, 'egress-address'),
    publicIpLock: addressAt(network, 'egress-lock'),
    publicIpAssociation: addressAt(network, 'egress-public-address'),
    routeTable: addressAt(network, 'routes'),
  };
}
