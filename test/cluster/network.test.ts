import { Token } from 'cdktf';
import {
  AzureAddresses,
  DataSource,
  DnsServers,
  DomainControllers,
  DomainMembership,
  Egress,
  GatewayCluster,
  type GatewayClusterProps,
  GatewayNetwork,
  GatewayProxy,
  GatewaySecurityGroup,
  GatewaySettings,
  GatewaySoftware,
  type IGatewaySecurityGroup,
  type IMemberSubnet,
  KerberosDelegation,
  LocalAdministratorPassword,
  OutboundPath,
  Preflight,
  Registration,
  ServiceAccount,
  ServicePrincipalName,
  SoftwareSource,
  type ServiceTagEgressOptions,
  VirtualNetworkPlace,
  Workload,
} from '../../lib';
import { cluster } from '../support/cluster';
import {
  minimalProps,
  pinnedSoftware,
  pinnedVersions,
  STORAGE_ACCOUNT_ID,
  servicePrincipal,
  SECURITY_GROUP_ID,
  SUBNET_ID,
  ADMINISTRATORS_ID,
  TENANT_ID,
} from '../support/fixtures';
import { annotations, newStack, synthesize } from '../support/synthesize';

/** Service tags, with everything open that a cluster of the least kind needs. */
const OPEN: ServiceTagEgressOptions = {
  azureAddresses: AzureAddresses.everywhere(),
  namesWithoutTag: 'internet',
  interactiveSignIn: true,
};

const HTTPS = GatewaySettings.of({ connectivityMode: 'Https' });

/** A cluster in a network of its own. */
function inNetwork(egress: Egress, props: Partial<GatewayClusterProps> = {}) {
  return synthesize((stack) => {
    const outbound = egress.way === 'serviceTags' ? {} : { outbound: OutboundPath.none() };
    const network = new GatewayNetwork(stack, 'network', {
      name: 'data-gateway',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
      virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
      egress,
      ...outbound,
    });
    const { subnetId: _, ...rest } = minimalProps();
    return new GatewayCluster(stack, 'finance', { ...rest, subnet: network.subnet(), ...props });
  });
}

function messageOf(build: () => unknown): string {
  try {
    build();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

describe('a firewall lets the storage account of the software through, and no other', () => {
  const from = (account: string): GatewaySoftware =>
    GatewaySoftware.pinned({
      ...pinnedVersions,
      source: SoftwareSource.storageContainer({
        storageAccountId: STORAGE_ACCOUNT_ID.replace(/[^/]+$/, account),
        containerName: 'gateway-software',
      }),
    });
  const egress = (software: GatewaySoftware): Egress =>
    Egress.byFirewall({ gatewaySettings: HTTPS, software, interactiveSignIn: true });

  test('that of the network, which a cluster takes over', () => {
    expect(messageOf(() => inNetwork(egress(from('stgateway'))))).toBe('no error');
    const row = egress(from('stgateway')).table.find(({ id }) => id === 'software-storage');
    expect(row?.names).toEqual(['stgateway.blob.core.windows.net']);
  });

  test('another of the cluster is refused', () => {
    expect(messageOf(() => inNetwork(egress(from('stgateway')), { software: from('stother') }))).toBe(
      [
        "GatewayCluster 'stack/finance' has 1 problem:",
        '  - subnet (software-storage): got "a way to stgateway.blob.core.windows.net alone"; allowed: a way to ' +
          'stother.blob.core.windows.net on 443: installers in a storage account of your own. Give network and cluster the same `software`.',
      ].join('\n'),
    );
  });

  test('service tags do not tell accounts apart, and take both', () => {
    const open = Egress.byServiceTags({ ...OPEN, software: from('stgateway') });
    expect(messageOf(() => inNetwork(open, { software: from('stother') }))).toBe('no error');
  });

  test('one that Terraform knows alone is any of the cloud', () => {
    const source = SoftwareSource.storageContainer({
      storageAccountId: Token.asString('${azurerm_storage_account.software.id}'),
      storageAccountName: Token.asString('${azurerm_storage_account.software.name}'),
      containerName: 'gateway-software',
    });
    const row = egress(GatewaySoftware.pinned({ ...pinnedVersions, source })).table.find(
      ({ id }) => id === 'software-storage',
    );
    expect(row?.names).toEqual(['*.blob.core.windows.net']);
  });
});

test('members lie in the subnet of the network, and wait until it is guarded and has its way out', () => {
  const { ofType, resources } = inNetwork(Egress.byServiceTags(OPEN));
  const [association] = Object.keys(resources).filter((address) => address.startsWith('azurerm_subnet_nat_gateway'));
  for (const nic of ofType('azurerm_network_interface')) {
    expect(JSON.stringify(nic)).toContain(`"subnet_id":"\${${String(association)}.subnet_id}"`);
  }
});

test('a network that has everything is not remarked upon', () => {
  const { stack } = inNetwork(Egress.byServiceTags(OPEN));
  expect(annotations(stack, 'warn')).toEqual([]);
});

const proxy = GatewayProxy.at('http://10.20.0.8:8080');
const share = pinnedSoftware('keep', '\\\\files.corp.contoso.com\\gateway');
const membership = DomainMembership.existing({ domain: 'corp.contoso.com' });
const unattended = { registration: servicePrincipal(), administrators: [ADMINISTRATORS_ID] };

/** What a network lacks, and which cluster misses it. */
const LACKING: readonly (readonly [string, Egress, Partial<GatewayClusterProps>])[] = [
  [
    'addresses of the relay',
    Egress.byServiceTags({ interactiveSignIn: true, software: pinnedSoftware() }),
    { ...unattended, software: pinnedSoftware() },
  ],
  ['names without tag', Egress.byServiceTags({ ...OPEN, namesWithoutTag: 'closed' }), unattended],
  [
    'AMQP, in a network for HTTPS',
    Egress.byServiceTags({ ...OPEN, gatewaySettings: HTTPS }),
    { gatewaySettings: GatewaySettings.of({}) },
  ],
  ['AMQP by names, in a firewall', Egress.byFirewall({ interactiveSignIn: true }), {}],
  ['sign-in pages', Egress.byServiceTags({ ...OPEN, interactiveSignIn: false }), {}],
  ['the storage account', Egress.byServiceTags(OPEN), { software: pinnedSoftware() }],
  ['downloads', Egress.byServiceTags({ ...OPEN, software: pinnedSoftware() }), { software: GatewaySoftware.latest() }],
  [
    'the file share',
    Egress.byServiceTags({ ...OPEN, software: share }),
    { software: share, domainMembership: membership },
  ],
  ['domain controllers', Egress.byServiceTags(OPEN), { domainMembership: membership }],
  ['the proxy', Egress.byServiceTags(OPEN), { proxy }],
  [
    'what passes by the proxy',
    Egress.byProxy({ ...OPEN, proxy }),
    { proxy: GatewayProxy.at('http://10.20.0.8:8080', { bypass: ['*.contoso.com', '10.0.8.*'] }) },
  ],
  [
    'the file share by TCP',
    Egress.byServiceTags({
      ...OPEN,
      software: share,
      domainControllers: DomainControllers.at(['10.0.0.4']),
      dataSources: [
        DataSource.custom('files.corp.contoso.com', { ports: [445], protocol: 'Udp', addresses: ['10.0.8.9'] }),
        DataSource.fileShare('files2', { addresses: ['10.0.8.10'] }),
      ],
    }),
    { software: share, domainMembership: membership },
  ],
  [
    'this proxy',
    Egress.byProxy({ ...OPEN, proxy: GatewayProxy.at('http://10.20.0.9:8080') }),
    { proxy, gatewaySettings: HTTPS },
  ],
  [
    'the cloud of the service',
    Egress.byServiceTags(OPEN),
    { registration: Registration.byOperator({ tenantId: TENANT_ID, environment: 'USGovHigh' }) },
  ],
  ['the cloud of the machines', Egress.byServiceTags(OPEN), { location: 'usgovvirginia' }],
];

test.each(LACKING)('refused: a network without %s', (_what, egress, props) => {
  expect(messageOf(() => inNetwork(egress, props))).toMatchSnapshot();
});

test('a network security group of the interfaces is asked as well, and both answer', () => {
  const build = (): unknown =>
    synthesize((stack) => {
      const networkSecurityGroup = new GatewaySecurityGroup(stack, 'egress', {
        name: 'nsg-gateway',
        location: 'westeurope',
        resourceGroupName: 'rg-gateway',
        egress: Egress.byServiceTags({ ...OPEN, interactiveSignIn: false }),
        dns: DnsServers.azure(),
      });
      const network = new GatewayNetwork(stack, 'network', {
        name: 'data-gateway',
        location: 'westeurope',
        resourceGroupName: 'rg-gateway',
        virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
        egress: Egress.byServiceTags({ ...OPEN, gatewaySettings: HTTPS }),
      });
      const { subnetId: _, ...rest } = minimalProps();
      const own = { gatewaySettings: GatewaySettings.of({}), subnet: network.subnet(), networkSecurityGroup };
      return new GatewayCluster(stack, 'finance', { ...rest, ...own });
    });
  expect(messageOf(build)).toMatchSnapshot();
});

test('a group that leads to a proxy alone is no way for members without it', () => {
  const build = (): unknown =>
    synthesize((stack) => {
      const network = new GatewayNetwork(stack, 'network', {
        name: 'data-gateway',
        location: 'westeurope',
        resourceGroupName: 'rg-gateway',
        virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
        egress: Egress.byServiceTags({ ...OPEN, gatewaySettings: HTTPS }),
      });
      const networkSecurityGroup = new GatewaySecurityGroup(stack, 'egress', {
        name: 'nsg-gateway',
        location: 'westeurope',
        resourceGroupName: 'rg-gateway',
        egress: Egress.byProxy({ ...OPEN, proxy, machineProxy: true, gatewaySettings: HTTPS }),
        dns: DnsServers.azure(),
      });
      const { subnetId: _, ...rest } = minimalProps();
      return new GatewayCluster(stack, 'finance', { ...rest, subnet: network.subnet(), networkSecurityGroup });
    });
  expect(messageOf(build)).toMatchSnapshot();
});

test('a network security group is given to the interfaces', () => {
  const { ofType } = synthesize((stack) => {
    const networkSecurityGroup = new GatewaySecurityGroup(stack, 'egress', {
      name: 'nsg-gateway',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
      egress: Egress.byServiceTags(OPEN),
      dns: DnsServers.azure(),
    });
    return new GatewayCluster(stack, 'finance', { ...minimalProps(), networkSecurityGroup });
  });
  const ids = ofType('azurerm_network_interface_security_group_association').map(
    (one) => one['network_security_group_id'],
  );
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('members without software of ours are put anywhere', () => {
  const { stack } = inNetwork(Egress.byServiceTags({}), { bootstrap: false });
  expect(annotations(stack, 'warn')).toEqual([]);
});

/** What is allowed, and worth a word. */
const REMARKED: readonly (readonly [string, Egress, Partial<GatewayClusterProps>])[] = [
  [
    'rows that a gateway serves without',
    Egress.byProxy({ ...OPEN, namesWithoutTag: 'closed', proxy, gatewaySettings: HTTPS }),
    { ...unattended, proxy, gatewaySettings: HTTPS },
  ],
  [
    'the list of a guide',
    Egress.byServiceTags({ ...OPEN, list: 'guide', gatewaySettings: HTTPS }),
    { ...unattended, gatewaySettings: HTTPS },
  ],
  [
    'a password that Entra ID keeps, and devices that do not get there',
    Egress.byServiceTags({ ...OPEN, domainControllers: DomainControllers.at(['10.0.0.4']) }),
    { localAdministratorPassword: LocalAdministratorPassword.windowsLaps({ backup: 'EntraId' }) },
  ],
  [
    'more vaults than private endpoints',
    Egress.byServiceTags({ ...OPEN, privateEndpoints: { keyVault: ['10.60.1.4'] } }),
    unattended,
  ],
  ['dataflows without a lake', Egress.byServiceTags(OPEN), { workload: Workload.DATAFLOW }],
  [
    'delegation to a host that nobody opened',
    Egress.byServiceTags({
      ...OPEN,
      domainControllers: DomainControllers.at(['10.0.0.4']),
      dataSources: [DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.0.8.4'] })],
    }),
    {
      domainMembership: membership,
      serviceAccount: ServiceAccount.groupManaged({
        name: 'svc-gateway',
        domain: 'corp.contoso.com',
        netbiosDomain: 'CORP',
        delegation: KerberosDelegation.constrained({
          services: [
            ServicePrincipalName.sqlServer('sql01.corp.contoso.com', { port: 1433 }),
            ServicePrincipalName.sqlServer('sql02.corp.contoso.com', { port: 1433 }),
          ],
        }),
      }),
    },
  ],
];

test.each(REMARKED)('remarked: %s', (_what, egress, props) => {
  expect(annotations(inNetwork(egress, props).stack, 'warn').join('\n')).toMatchSnapshot();
});

/** A subnet as a network hands it out. */
function guardedSubnet(location: string): IMemberSubnet {
  const egress = Egress.byServiceTags(OPEN);
  return { subnetId: SUBNET_ID, addressPrefix: '10.0.0.0/27', location, dns: DnsServers.azure(), egress };
}

function guardingGroup(location: string): IGatewaySecurityGroup {
  return { networkSecurityGroupId: SECURITY_GROUP_ID, location, egress: Egress.byServiceTags(OPEN) };
}

test.each([
  ['a subnet in another region', { subnetId: undefined, subnet: guardedSubnet('North Europe') }],
  ['a group in another region', { networkSecurityGroup: guardingGroup('North Europe') }],
  ['both a subnet and an id', { subnet: guardedSubnet('westeurope') }],
  ['neither', { subnetId: undefined }],
  ['something else', { subnetId: undefined, subnet: SUBNET_ID }],
  ['a group that is none', { networkSecurityGroup: { networkSecurityGroupId: 'nsg' } }],
  [
    'a group beside an id',
    {
      networkSecurityGroup: guardingGroup('westeurope'),
      networkSecurityGroupId: 'x',
    },
  ],
  ['a preflight that is none', { preflight: 'enforced' }],
  ['a relay with a scheme', { preflight: Preflight.enforced({ relayHost: 'https://ns1.servicebus.windows.net' }) }],
  ['an option of the preflight that is none', { preflight: Preflight.reported({ relay: 'x' } as never) }],
  ['options of the preflight that are none', { preflight: Preflight.reported('x' as never) }],
])('refused: %s', (_what, props) => {
  const given = { ...minimalProps(), ...props } as GatewayClusterProps;
  const stack = newStack();
  expect(messageOf(() => new GatewayCluster(stack, 'finance', given))).toMatchSnapshot();
  expect(stack.node.findChild('finance').node.children.map(({ node }) => node.id)).toEqual([]);
});

/** The lines by which a member tries its network. */
function tests(props: Partial<GatewayClusterProps>): string {
  const { fullText, ofType } = cluster(props);
  const [command] = ofType('azurerm_virtual_machine_run_command').filter(({ name }) =>
    String(name).startsWith('install'),
  );
  const text = fullText(command ?? {});
  const lines = /egressTests = @\(",?(.*?)"\s*\)"/s.exec(text)?.[1] ?? '';
  return [...lines.matchAll(/"\s*'([^']*)'"/g)].map(([, line = '']) => line).join('\n');
}

test.each<readonly [string, Partial<GatewayClusterProps>]>([
  ['by an operator', {}],
  ['by a service principal, in HTTPS mode', { ...unattended, gatewaySettings: HTTPS }],
  [
    'behind a proxy, with a vault past it',
    { ...unattended, proxy: GatewayProxy.at('http://10.20.0.8:8080', { bypass: ['*.vault.azure.net'] }) },
  ],
  [
    'with a script that chooses a proxy',
    { ...unattended, proxy: GatewayProxy.autoConfig('http://wpad.contoso.com/proxy.pac') },
  ],
  ['with software from a storage account', { software: pinnedSoftware() }],
  [
    'with a script on a port of its own, by TLS',
    { ...unattended, proxy: GatewayProxy.autoConfig('https://wpad.contoso.com:8443/proxy.pac') },
  ],
  [
    'with a relay of its own choice, which must answer',
    { preflight: Preflight.enforced({ relayHost: 'relay01.servicebus.windows.net' }) },
  ],
  [
    'with a relay of its own choice, reported',
    { preflight: Preflight.reported({ relayHost: 'relay01.servicebus.windows.net' }) },
  ],
  [
    'in the cloud of a government',
    {
      location: 'usgovvirginia',
      registration: Registration.byOperator({ tenantId: TENANT_ID, environment: 'USGovHigh' }),
    },
  ],
])('a member tries: %s', (_what, props) => {
  expect(tests(props)).toMatchSnapshot();
});

test('a member tries the data sources of its network, and goes on without them', () => {
  const dataSources = [
    DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.0.8.4'], browser: true }),
    DataSource.custom('sap.corp.contoso.com', { ports: ['3200-3299'], addresses: ['10.0.8.5'] }),
  ];
  const { json } = inNetwork(Egress.byServiceTags({ ...OPEN, dataSources }));
  expect(json).toContain("'data-source optional direct tcp sql01.corp.contoso.com 1433'");
  expect(json).not.toContain('direct tcp sap.corp');
});
