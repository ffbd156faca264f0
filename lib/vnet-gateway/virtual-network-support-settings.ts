import type { Checks } from '../common/checks';
import { Ipv4Range } from '../common/cidr';
import { isOptions } from '../common/options';
import { checkLocation } from '../common/place';
import { normalizeLocation } from '../regions/locations';
import { PowerPlatformGeo } from '../regions/geos/power-platform-geos';
import { checkGuards, checkSubnetOptions } from './subnets/guarded-subnet';
import { checkVirtualNetwork, type InVirtualNetwork } from './subnets/virtual-network-names';
import { checkSubnetNames } from './subnets/network-rules';
import { resolveAddress, type SubnetDemand } from './subnets/subnet-address';
import { policySubnetAddresses } from './subnets/subnet-size';
import {
  SUPPORT_NETWORK_PROPERTIES,
  type SupportNetwork,
  VIRTUAL_NETWORK_SUPPORT_PROPERTIES,
  type VirtualNetworkSupportProps,
} from './virtual-network-support-props';

/** More environments than any address space has room for. */
const MANY = 10_000;

/** One network, settled. */
export interface SettledNetwork extends InVirtualNetwork<SupportNetwork> {
  /** Region by its programmatic name. */
  readonly region: string;
  readonly addressPrefix: string;
}

/** Checks the input of a VirtualNetworkSupport, except for its resource provider; the networks in the order of the pair. */
export function resolveNetworks(
  props: VirtualNetworkSupportProps,
  checks: Checks,
): readonly SettledNetwork[] | undefined {
  checks.knownProperties(props, VIRTUAL_NETWORK_SUPPORT_PROPERTIES);
  checkSubnetOptions(props, checks);
  const demand = demandOf(props, checks);
  const geo = checkGeo(props.geo, checks);
  const networks = props.networks as unknown;
  if (!Array.isArray(networks)) {
    const fix = 'Write it as in [{ location, virtualNetworkName, resourceGroupName, subnetName, address }, …].';
    checks.add({ property: 'networks', got: networks, allowed: 'an array of one or two networks', fix });
    return undefined;
  }
  const settled = networks.map((network: unknown, index) =>
    settle(`networks[${String(index)}]`, network, demand, checks),
  );
  const known = settled.filter((network) => network !== undefined);
  if (known.length < settled.length || geo === undefined) return undefined;
  checkSizes(known, checks);
  return inPairOrder(known, geo, checks);
}

function demandOf(props: VirtualNetworkSupportProps, checks: Checks): SubnetDemand | undefined {
  const { productionEnvironments: production, otherEnvironments: other = 0 } = props;
  const reason = 'The size of the subnets follows from it when the app runs: write it out.';
  const known = [
    checks.known('productionEnvironments', production, reason),
    checks.known('otherEnvironments', other, reason),
  ].every(Boolean);
  if (!known) return undefined;
  const fix = 'Count the environments that the policy shall be linked to.';
  const areNumbers = [
    checks.integer('productionEnvironments', production, { min: 0, max: MANY, fix }),
    checks.integer('otherEnvironments', other, { min: 0, max: MANY, fix }),
  ].every(Boolean);
  if (!areNumbers) return undefined;
  if (production + other === 0) {
    checks.add({ property: 'productionEnvironments', got: 0, allowed: 'one environment or more, of either kind', fix });
    return undefined;
  }
  const addresses = policySubnetAddresses(production, other);
  const explanation = `5 of Azure + ${String(production)} production environments x 30 + ${String(other)} others x 10 = ${String(addresses)} addresses`;
  return { addresses, explanation, forbidden: [] };
}

function checkGeo(geo: unknown, checks: Checks): PowerPlatformGeo | undefined {
  if (!(geo instanceof PowerPlatformGeo)) {
    const fix = 'Use PowerPlatformGeo.EUROPE and the like, or PowerPlatformGeo.find(name).';
    checks.add({ property: 'geo', got: geo, allowed: 'a PowerPlatformGeo', fix });
    return undefined;
  }
  if (geo.supportsVirtualNetworks === false) {
    const allowed = 'a geo with Virtual Network support';
    const fix = 'Microsoft offers none there: use a gateway cluster.';
    checks.add({ property: 'geo', got: geo.displayName, allowed, fix });
    return undefined;
  }
  if (
    geo.supportsVirtualNetworks === true &&
    geo.azureRegions !== undefined &&
    geo.enterprisePolicyLocation !== undefined
  )
    return geo;
  const allowed = 'a geo whose Virtual Network support, Azure regions and policy location are known';
  const fix =
    'If it has the support: geo.with({ supportsVirtualNetworks: true, azureRegions: […], enterprisePolicyLocation: … }).';
  checks.add({ property: 'geo', got: geo.displayName, allowed, fix });
  return undefined;
}

function settle(
  property: string,
  given: unknown,
  demand: SubnetDemand | undefined,
  checks: Checks,
): SettledNetwork | undefined {
  if (!isOptions(property, given, '{ location, virtualNetworkName, resourceGroupName, subnetName, address }', checks))
    return undefined;
  const network = given as InVirtualNetwork<SupportNetwork>;
  const own = checks.within(property);
  own.knownProperties(network, SUPPORT_NETWORK_PROPERTIES);
  checkVirtualNetwork(network, own);
  checkSubnetNames(network, own);
  checkGuards(network, own);
  const located =
    own.known('location', network.location, 'Whether it is of the pair is checked when the app runs: write it out.') &&
    checkLocation(network.location, own);
  const addressPrefix = resolveAddress('address', network.address, demand, own);
  if (!located || addressPrefix === undefined) return undefined;
  return { ...network, region: normalizeLocation(network.location), addressPrefix };
}

/** Both subnets take over for each other. */
function checkSizes(networks: readonly SettledNetwork[], checks: Checks): void {
  const lengths = networks.map(({ addressPrefix }) => Ipv4Range.parse(addressPrefix)?.prefixLength);
  const [first, second] = lengths;
  if (first === undefined || second === undefined || first === second) return;
  const allowed = `/${String(first)}, as the other subnet has`;
  const fix = 'Microsoft wants subnets of equal size, for one takes over what the other loses.';
  checks.add({ property: 'networks[1].address', got: networks[1]?.addressPrefix, allowed, fix });
}

function inPairOrder(
  networks: readonly SettledNetwork[],
  geo: PowerPlatformGeo,
  checks: Checks,
): readonly SettledNetwork[] | undefined {
  const regions = networks.map(({ region }) => region);
  const pair = geo.pairs.find((candidate) => [...candidate].sort().join() === [...regions].sort().join());
  if (pair !== undefined) return pair.flatMap((region) => networks.filter((network) => network.region === region));
  const alternatives = geo.pairs.map((candidate) => candidate.join(' and ')).join(', or ');
  const count = geo.pairs[0]?.length === 1 ? 'one network in' : 'one network in each of';
  const fix = `These host the geo ${geo.displayName}; geo.with({ azureRegions: […] }) if Microsoft has changed that.`;
  checks.add({ property: 'networks', got: regions, allowed: `${count} ${alternatives}`, fix });
  return undefined;
}
