import { Token } from 'cdktf';
import {
  AzureAddresses,
  DataSource,
  DnsServers,
  GatewaySecurityGroup,
  type GatewaySecurityGroupProps,
  InboundAccess,
  securityRules,
} from '../../lib';
import { annotations, type Block, synthesize, type Synthesized } from '../support/synthesize';
import { BASTION, DNS, EVERYTHING, tags } from './fixtures';

const MINIMAL: GatewaySecurityGroupProps = {
  name: 'nsg-data-gateway',
  location: 'westeurope',
  resourceGroupName: 'rg-network',
  egress: tags(),
  dns: DnsServers.azure(),
};

function group(props: Partial<GatewaySecurityGroupProps> = {}): Synthesized<GatewaySecurityGroup> {
  return synthesize((stack) => new GatewaySecurityGroup(stack, 'guard', { ...MINIMAL, ...props }));
}

function blocks({ ofType }: Synthesized<unknown>): readonly Block[] {
  return ofType('azurerm_network_security_group')[0]?.['security_rule'] as readonly Block[];
}

test.each([
  ['minimal', {}],
  [
    'full',
    {
      egress: tags(EVERYTHING),
      dns: DNS,
      inbound: [BASTION],
      location: 'West Europe',
      tags: { 'cost-center': '4711' },
    },
  ],
])('%s', (_what, props) => {
  expect(group(props).json).toMatchSnapshot();
});

test('it is one resource, at a pinned address, with all rules in it', () => {
  const { resources, result } = group();
  expect(Object.keys(resources)).toEqual(['azurerm_network_security_group.guard_security-group_B3A5F13A']);
  expect(result.rules).toEqual(securityRules({ egress: MINIMAL.egress, dnsServers: [], inbound: [] }));
});

/** azurerm takes of each pair one: a list of values, or a single one; a service tag or * only by itself. */
test('each rule says each thing once', () => {
  const rules = blocks(group({ egress: tags(EVERYTHING), dns: DNS, inbound: [BASTION] }));
  expect(rules.length).toBeGreaterThan(20);
  const pairs = ['source_address_prefix', 'destination_address_prefix', 'destination_port_range', 'source_port_range'];
  for (const rule of rules) {
    for (const one of pairs) {
      const many = one.endsWith('prefix') ? `${one}es` : `${one}s`;
      const [single, list] = [rule[one] ?? undefined, rule[many] ?? undefined];
      expect([rule['name'], one, (single === undefined) !== (list === undefined)]).toEqual([rule['name'], one, true]);
      if (Array.isArray(list)) expect(list.length).toBeGreaterThan(1);
    }
    expect(rule['source_application_security_group_ids']).toBeNull();
    expect(rule['destination_application_security_group_ids']).toBeNull();
  }
});

test('the order of what is given changes nothing in the plan', () => {
  const sources = EVERYTHING.dataSources ?? [];
  const other = InboundAccess.named('jump-host', { from: ['10.1.251.4'], ports: [3389, 5986] });
  const a = group({ egress: tags({ ...EVERYTHING, dataSources: sources }), inbound: [BASTION, other] });
  const b = group({ egress: tags({ ...EVERYTHING, dataSources: [...sources].reverse() }), inbound: [other, BASTION] });
  expect(b.json).toBe(a.json);
});

test('it is in its region for life, and says which', () => {
  const { result, ofType } = group();
  expect(result.location).toBe('westeurope');
  expect(ofType('azurerm_network_security_group')[0]?.['lifecycle']).toEqual({
    ignore_changes: ['name', 'location', 'resource_group_name'],
  });
});

test('a way in is a rule for those who are named', () => {
  const from = ['10.1.251.4', '10.1.252.0/24'];
  const rules = blocks(group({ inbound: [InboundAccess.named('jump-host', { from, ports: [5986, '3389-3390'] })] }));
  const inbound = rules.filter(({ direction }) => direction === 'Inbound');
  expect(inbound).toMatchObject([
    {
      name: 'allow-inbound-jump-host',
      access: 'Allow',
      protocol: 'Tcp',
      source_address_prefixes: from,
      destination_address_prefix: '*',
      destination_port_ranges: ['3389-3390', '5986'],
    },
    { name: 'deny-all-inbound', access: 'Deny' },
  ]);
});

test('a reviewer reads how wide it is', () => {
  expect(annotations(group({ egress: tags({ dataSources: [DataSource.oracle('ora01')] }) }).stack, 'info')).toEqual([
    'members can reach any host of the internet on 443, 80, for install-and-update, features, connectivity-test, ' +
      'certificate-lists, windows-update, software-downloads: these have no service tag.',
    'members can reach anything in AzureCloud.westeurope on 5671-5672, 9350-9354, 1443: Azure Relay has no service tag.',
    'Oracle ora01: no addresses are given, so that every private address is open on their ports.',
  ]);
});

test('a region that no list has is warned about, for it may be newer', () => {
  const azureAddresses = AzureAddresses.inRegions(['westeurope', 'nortrheurope']);
  expect(annotations(group({ location: 'westeurop', egress: tags({ azureAddresses }) }).stack, 'warn')).toEqual([
    'location: no list of regions until 2026-03-12 has westeurop. Did you mean westeurope? A region that is newer is right ' +
      'as it is.',
    'egress.azureAddresses[1]: no list of regions until 2026-03-12 has nortrheurope. Did you mean northeurope? A region that ' +
      'is newer is right as it is.',
  ]);
  expect(annotations(group({ location: Token.asString('${var.location}') }).stack, 'warn')).toEqual([]);
});

test('what Terraform computes passes', () => {
  const addresses = Token.asList('${var.controllers}');
  const { ofType } = group({
    location: Token.asString('${var.location}'),
    egress: tags({ dataSources: [DataSource.custom('dc', { addresses, ports: [636] })] }),
  });
  expect(ofType('azurerm_network_security_group')[0]?.['location']).toBe('${var.location}');
  expect(JSON.stringify(ofType('azurerm_network_security_group'))).toContain(
    '"destination_address_prefixes":"${var.controllers}"',
  );
});
