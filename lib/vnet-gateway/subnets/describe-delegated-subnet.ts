import type { Construct, IConstruct } from 'constructs';
import { sortedBy } from '../../manifest/arrange';
import type { Draft } from '../../manifest/entries/draft';
import type { DelegatedSubnetResources } from '../../manifest/entries/vnet-gateway-entry';
import { contribute } from '../../manifest/contributions';
import { addressAt, addressIn } from '../../terraform/addresses';
import type { IDelegatedSubnet } from './delegated-subnet-props';

/** What there is to know of a delegated subnet beside its tree. */
export interface DelegatedSubnetToDescribe extends IDelegatedSubnet {
  readonly memberCapacity: number;
  readonly addressPrefix: string;
  readonly networkSecurityGroupId: string | undefined;
}

/** Puts a delegated subnet into the manifest of its stack. */
export function contributeDelegatedSubnet(
  subnet: Construct & DelegatedSubnetToDescribe,
  serviceEndpoints: readonly string[],
): void {
  contribute(subnet, 'delegatedSubnets', () => {
    const { delegation, subnetName, virtualNetworkName, resourceGroupName, location, addressPrefix } = subnet;
    return {
      delegation,
      subnetName,
      virtualNetworkName,
      resourceGroupName,
      location,
      addressPrefix,
      memberCapacity: subnet.memberCapacity,
      serviceEndpoints: sortedBy(serviceEndpoints, (endpoint) => endpoint),
      networkSecurityGroupId: subnet.networkSecurityGroupId,
      resources: describeSubnetResources(subnet),
    };
  });
}

/** Terraform addresses of a delegated subnet of either kind. */
export function describeSubnetResources(at: IConstruct): Draft<DelegatedSubnetResources> {
  return {
    subnet: addressIn(at, 'subnet'),
    securityGroup: addressAt(at, 'security-group'),
    securityGroupAssociation: addressAt(at, 'security-group-association'),
    natGatewayAssociation: addressAt(at, 'nat-gateway-association'),
    routeTableAssociation: addressAt(at, 'route-table-association'),
    resourceProvider: addressAt(at, 'resource-provider'),
  };
}
