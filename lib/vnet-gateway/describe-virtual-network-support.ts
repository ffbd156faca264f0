import type { Construct } from 'constructs';
import { sortedBy } from '../manifest/arrange';
import { describeGeo } from '../manifest/describe-geo';
import { contribute } from '../manifest/contributions';
import type { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
import { addressAt } from '../terraform/addresses';
import { ENTERPRISE_POLICIES } from './subnets/delegations';
import { describeSubnetResources } from './subnets/describe-delegated-subnet';
import type { SettledNetwork } from './virtual-network-support-settings';

/** Puts the subnets of Virtual Network support into the manifest of their stack. */
export function contributeVirtualNetworkSupport(
  support: Construct,
  geo: PowerPlatformGeo,
  networks: readonly SettledNetwork[],
): void {
  contribute(support, 'virtualNetworkSupport', () => ({
    geo: describeGeo(geo),
    policyLocation: geo.enterprisePolicyLocation ?? '',
    subnets: sortedBy(networks, ({ region }) => region).map(
      ({ region, subnetName, virtualNetworkName, resourceGroupName, location, addressPrefix }) => ({
        region,
        delegation: ENTERPRISE_POLICIES,
        subnetName,
        virtualNetworkName,
        resourceGroupName,
        location,
        addressPrefix,
        resources: describeSubnetResources(support.node.findChild(region)),
      }),
    ),
    resources: { resourceProvider: addressAt(support, 'resource-provider') },
  }));
}
