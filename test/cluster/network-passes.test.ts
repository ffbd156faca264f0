import { Token } from 'cdktf';
import {
  AzureAddresses,
  DataSource,
  DnsServers,
  DomainControllers,
  DomainMembership,
  Egress,
  type EgressOptions,
  GatewayCluster,
  type GatewayClusterProps,
  GatewayNetwork,
  GatewayProxy,
  GatewaySettings,
  LocalAdministratorPassword,
  OutboundPath,
  type ServiceTagEgressOptions,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';
import { ADMINISTRATORS_ID, minimalProps, pinnedSoftware, servicePrincipal } from '../support/fixtures';
import { annotations, newStack, synthesize } from '../support/synthesize';

const OPEN: ServiceTagEgressOptions = { azureAddresses: AzureAddresses.everywhere(), namesWithoutTag: 'internet' };
const PROXY = GatewayProxy.at('http://10.20.0.8:8080', { bypass: ['*.contoso.com', '10.0.8.*'] });
const HTTPS = GatewaySettings.of({ connectivityMode: 'Https' });
const MEMBERSHIP = DomainMembership.existing({ domain: 'corp.contoso.com' });
const DNS = DnsServers.custom(['10.0.0.4', '10.0.0.5'], { publicNames: 'forwarded' });
const CONTROLLERS = DomainControllers.at(['10.0.0.4', '10.0.0.5']);
const AZURE = DnsServers.azure();

/** Warnings of clusters in a network; who is refused throws. */
function warningsOf(
  egress: Egress,
  dns: DnsServers,
  ...clusters: readonly Partial<GatewayClusterProps>[]
): readonly string[] {
  const { stack } = synthesize((scope) => {
    const network = new GatewayNetwork(scope, 'network', {
      name: 'data-gateway',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      subnets: { members: SubnetSize.forMembers(10) },
      egress,
      dns,
      ...(egress.way === 'serviceTags' ? {} : { outbound: OutboundPath.none() }),
    });
    clusters.forEach((props, index) => {
      const { subnetId: _, ...rest } = minimalProps();
      const names = { gatewayName: `gateway-${String(index)}`, computerNamePrefix: `gw${String(index)}` };
      const unattended = { registration: servicePrincipal(), administrators: [ADMINISTRATORS_ID] };
      const own = { ...rest, ...unattended, ...names, subnet: network.subnet(), ...props };
      new GatewayCluster(scope, `cluster-${String(index)}`, own);
    });
  });
  return annotations(stack, 'warn');
}

describe('while a cluster moves to a proxy', () => {
  const clusters = [{}, { proxy: PROXY, gatewaySettings: HTTPS }, { proxy: PROXY }];

  test('members with it and without it get out', () => {
    for (const make of [
      (options: EgressOptions) => Egress.byProxy({ ...OPEN, ...options, proxy: PROXY }),
      (options: EgressOptions) => Egress.byServiceTags({ ...OPEN, ...options, proxy: PROXY }),
    ]) {
      const own = { proxy: PROXY };
      expect(warningsOf(make({ proxyTransition: true }), AZURE, own, { ...own, gatewaySettings: HTTPS })).toEqual([]);
      // The proxy of the network is not taken: the cluster may be on its way from it.
      const [warning, ...others] = warningsOf(make({ proxyTransition: true }), AZURE, {});
      expect(warning).toContain('both ways are open for a move, and the members use no proxy');
      expect(others).toEqual([]);
    }
  });

  test('and before and after, some do not', () => {
    // A cluster that says nothing has the proxy of its network.
    expect(warningsOf(Egress.byProxy({ ...OPEN, proxy: PROXY }), AZURE, ...clusters)).toEqual([]);
    expect(() => warningsOf(Egress.byServiceTags(OPEN), AZURE, ...clusters)).toThrow('subnet (proxy): got "closed"');
  });

  test('the two proxies are one where the same goes past both, in whatever order', () => {
    const other = GatewayProxy.at('http://10.20.0.8:8080', {
      bypass: ['10.0.8.*', '*.contoso.com', '169.254.169.254'],
    });
    const egress = Egress.byProxy({ ...OPEN, proxy: other, gatewaySettings: HTTPS });
    expect(warningsOf(egress, AZURE, { proxy: PROXY, gatewaySettings: HTTPS })).toEqual([]);
  });
});

test('the internet is a way to the relay, too', () => {
  expect(warningsOf(Egress.byServiceTags({ namesWithoutTag: 'internet' }), AZURE, {})).toEqual([]);
});

test('a way for devices in Entra ID ends the warning about their passwords', () => {
  const props = { localAdministratorPassword: LocalAdministratorPassword.windowsLaps({ backup: 'EntraId' }) };
  expect(warningsOf(Egress.byServiceTags(OPEN), AZURE, props)).toHaveLength(1);
  expect(warningsOf(Egress.byServiceTags({ ...OPEN, deviceRegistration: true }), AZURE, props)).toEqual([]);
});

describe('a file share', () => {
  test.each([
    ['files.corp.contoso.com', 'files.corp.contoso.com'],
    ['FILES.corp.contoso.com', 'files.CORP.contoso.com'],
    ['files', 'files.corp.contoso.com'],
    ['files.corp.contoso.com', 'files'],
  ])('at %s is reached where the network has %s', (host, source) => {
    const software = pinnedSoftware('keep', `\\\\${host}\\gateway`);
    const egress = (sharedAt: string): Egress =>
      Egress.byServiceTags({
        ...OPEN,
        software,
        domainControllers: CONTROLLERS,
        dataSources: [DataSource.fileShare(sharedAt, { addresses: ['10.0.8.9'] })],
      });
    const props = { software, domainMembership: MEMBERSHIP };
    expect(warningsOf(egress(source), DNS, props)).toEqual([]);
    expect(() => warningsOf(egress('files2'), DNS, props)).toThrow('subnet (software)');
  });

  test('is reached in a range of ports', () => {
    const software = pinnedSoftware('keep', '\\\\files\\gateway');
    const dataSources = [DataSource.custom('files', { ports: ['440-450'], addresses: ['10.0.8.9'] })];
    const egress = Egress.byServiceTags({ ...OPEN, software, domainControllers: CONTROLLERS, dataSources });
    expect(warningsOf(egress, DNS, { software, domainMembership: MEMBERSHIP })).toEqual([]);
  });
});

test("a domain wants DNS servers that know it: Azure's do so by a rule set alone", () => {
  const egress = Egress.byServiceTags({ ...OPEN, domainControllers: CONTROLLERS });
  expect(warningsOf(egress, AZURE, { domainMembership: MEMBERSHIP })).toEqual([
    "subnet: the members belong to corp.contoso.com, and Azure's DNS servers know it only where a rule set of a DNS resolver forwards it.",
  ]);
  expect(warningsOf(egress, AZURE, {})).toEqual([]);
  expect(warningsOf(egress, DNS, { domainMembership: MEMBERSHIP })).toEqual([]);
});

test('as many private endpoints as vaults are enough, and of a list that Terraform computes nobody knows', () => {
  const egress = (...keyVault: string[]): Egress => Egress.byServiceTags({ ...OPEN, privateEndpoints: { keyVault } });
  expect(warningsOf(egress('10.60.1.4'), AZURE, {})).toEqual([
    'subnet: the members read from 2 vaults, and private endpoints are open at 10.60.1.4 alone.',
  ]);
  expect(warningsOf(egress('10.60.1.4', '10.60.1.5'), AZURE, {})).toEqual([]);
  const computed = Egress.byServiceTags({
    ...OPEN,
    privateEndpoints: { keyVault: Token.asList('${var.endpoints}') },
  });
  expect(warningsOf(computed, AZURE, {})).toEqual([]);
});

describe('room in a subnet', () => {
  /** A subnet for three members, and clusters in it. */
  function small(size = SubnetSize.prefixLength(29)) {
    const stack = newStack();
    const network = new GatewayNetwork(stack, 'network', {
      name: 'data-gateway',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      subnets: { members: size },
      egress: Egress.byServiceTags({ ...OPEN, interactiveSignIn: true }),
    });
    const { subnetId: _, ...rest } = minimalProps();
    const add = (id: string, props: Partial<GatewayClusterProps>) => (): GatewayCluster =>
      new GatewayCluster(stack, id, {
        ...rest,
        subnet: network.subnet(),
        gatewayName: id,
        computerNamePrefix: id,
        ...props,
      });
    return { stack, add };
  }

  test('is what Azure leaves of it', () => {
    expect(small().add('one', { members: 3 })).not.toThrow();
    expect(small().add('one', { members: 4 })).toThrow(
      "GatewayCluster 'stack/one' has 1 problem:\n" +
        '  - subnet: got "4 members"; allowed: at most 3 in 10.60.0.0/29. ' +
        'Azure keeps 5 addresses of a subnet: enlarge it, or give this cluster one of its own.',
    );
  });

  test('is shared by all clusters in it', () => {
    const { add } = small(SubnetSize.prefixLength(28));
    add('one', { members: 5 })();
    add('two', { members: 4 })();
    expect(add('three', { members: 3 })).toThrow(
      'subnet: got "3 members"; allowed: at most 2 in 10.60.0.0/28 beside stack/one, stack/two.',
    );
    expect(add('four', { members: 2 })).not.toThrow();
    expect(add('five', { members: 2 })).toThrow('at most 0 in 10.60.0.0/28 beside stack/one, stack/two, stack/four.');
  });

  test('is given back by a cluster that is removed, and not taken by one that is refused', () => {
    const { stack, add } = small();
    add('one', { members: 3 })();
    expect(add('two', { members: 2 })).toThrow('at most 0');
    stack.node.tryRemoveChild('one');
    expect(add('three', { members: 2, primary: '09' })).toThrow('primary');
    expect(add('four', { members: 3 })).not.toThrow();
  });

  test('of a range that Terraform computes is not counted', () => {
    const { add } = small(SubnetSize.at(Token.asString('${var.range}')));
    expect(add('one', { members: 10 })).not.toThrow();
  });
});
