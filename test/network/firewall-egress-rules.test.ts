import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { Testing, TerraformStack, Token } from 'cdktf';
import {
  DataSource,
  FirewallEgressRules,
  type FirewallEgressRulesProps,
  firewallRules,
  GatewayNetwork,
  OutboundPath,
} from '../../lib';
import { type Block, synthesize, type Synthesized } from '../support/synthesize';
import { DNS, EVERYTHING, firewall, FIREWALL_POLICY_ID, fullNetwork, WEST_EUROPE } from './fixtures';

const MINIMAL: FirewallEgressRulesProps = {
  name: 'rcg-data-gateway',
  firewallPolicyId: FIREWALL_POLICY_ID,
  priority: 500,
  egress: firewall(),
  sourceAddresses: ['10.60.0.0/27'],
};

function rules(props: Partial<FirewallEgressRulesProps> = {}): Synthesized<FirewallEgressRules> {
  return synthesize((stack) => new FirewallEgressRules(stack, 'rules', { ...MINIMAL, ...props }));
}

function blocks({ ofType }: Synthesized<unknown>, collection: 'application' | 'network'): readonly Block[] {
  const [group] = ofType('azurerm_firewall_policy_rule_collection_group');
  const [only] = (group?.[`${collection}_rule_collection`] ?? []) as readonly Block[];
  return (only?.['rule'] ?? []) as readonly Block[];
}

test.each([
  ['minimal', {}],
  [
    'full',
    {
      egress: firewall({ ...EVERYTHING, azureAddresses: WEST_EUROPE }),
      sourceAddresses: ['10.60.0.0/27', '10.61.0.0/27'],
      dns: DNS,
      dnsProxy: true,
    },
  ],
])('%s', (_what, props) => {
  expect(rules(props).json).toMatchSnapshot();
});

test('it is one resource, at a pinned address', () => {
  const { resources, result } = rules();
  expect(Object.keys(resources)).toEqual(['azurerm_firewall_policy_rule_collection_group.rules_B6C8CFDC']);
  expect(result.rules).toEqual(firewallRules(firewall(), []));
});

const HUB = '99999999-9999-9999-9999-999999999999';

/** Rules in the policy of another subscription, under a provider of that or of the stack. */
function inSubscription(policy: string, own: string | undefined, provider?: string): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const subscription = own === undefined ? {} : { subscriptionId: own };
  const firewallPolicyId = FIREWALL_POLICY_ID.replace(/^\/subscriptions\/[^/]+/, `/subscriptions/${policy}`);
  const hub =
    provider === undefined
      ? {}
      : { provider: new AzurermProvider(stack, 'hub', { alias: 'hub', features: [{}], subscriptionId: provider }) };
  new FirewallEgressRules(stack, 'rules', { ...MINIMAL, firewallPolicyId, ...hub });
  new AzurermProvider(stack, 'azurerm', { features: [{}], ...subscription });
  return stack;
}

test("a policy of another subscription is written to by that subscription's provider", () => {
  const other = '88888888-8888-8888-8888-888888888888';
  const json = Testing.synth(inSubscription(HUB, other, HUB.toUpperCase()), true);
  expect(JSON.parse(json)).toMatchObject({
    resource: { azurerm_firewall_policy_rule_collection_group: { rules_B6C8CFDC: { provider: 'azurerm.hub' } } },
  });
  expect(() => Testing.synth(inSubscription(HUB, HUB), true)).not.toThrow();
  // What nobody has written is not compared.
  expect(() => Testing.synth(inSubscription(HUB, undefined), true)).not.toThrow();
  expect(() => Testing.synth(inSubscription(HUB, other), true)).toThrow(
    'provider: got "stack/azurerm of subscription 88888888-8888-8888-8888-888888888888"; allowed: one of subscription 99999999-9999-9999-9999-999999999999, as the policy. Give the azurerm provider of the policy\'s subscription: with another, every plan would replace the rules.',
  );
  expect(() => Testing.synth(inSubscription(HUB, HUB, other), true)).toThrow('stack/hub of subscription 8888');
});

test('every rule is for the members alone', () => {
  const sourceAddresses = ['10.60.0.0/27', '10.61.0.0/27'];
  const all = rules({ egress: firewall(EVERYTHING), dnsProxy: true, sourceAddresses });
  const both = [...blocks(all, 'application'), ...blocks(all, 'network')];
  expect(both.length).toBeGreaterThan(30);
  for (const { source_addresses } of both) expect(source_addresses).toEqual(sourceAddresses);
});

test('the ranges of a network are the sources of its rules', () => {
  const { result, ofType } = synthesize((stack) => {
    const outbound = OutboundPath.firewall({ privateIpAddress: '10.9.0.4' });
    const network = new GatewayNetwork(stack, 'network', { ...fullNetwork(), egress: firewall(), outbound });
    const { egress, addressPrefixes } = network;
    new FirewallEgressRules(stack, 'rules', { ...MINIMAL, egress, sourceAddresses: addressPrefixes, dns: DNS });
    return network;
  });
  const ranges = ofType('azurerm_subnet').flatMap(({ address_prefixes }) => address_prefixes);
  expect([...result.addressPrefixes].sort()).toEqual(ranges.sort());
  expect(JSON.stringify(ofType('azurerm_firewall_policy_rule_collection_group'))).toContain(
    JSON.stringify(result.addressPrefixes),
  );
});

test('an application rule has names or tags, as azurerm writes them', () => {
  const all = blocks(rules(), 'application');
  const update = all.find(({ name }) => name === 'windows-update');
  expect(update).toMatchObject({
    destination_fqdn_tags: ['WindowsUpdate'],
    protocols: [
      { type: 'Http', port: 80 },
      { type: 'Https', port: 443 },
    ],
  });
  for (const { name, destination_fqdns: names, destination_fqdn_tags: tags } of all) {
    expect([name, Array.isArray(names) !== Array.isArray(tags)]).toEqual([name, true]);
  }
});

test('a source on the internet is let through by its name alone', () => {
  const egress = firewall({ dataSources: [DataSource.sqlServer('data.contoso.com', { onInternet: true })] });
  const rule = blocks(rules({ egress, dnsProxy: true }), 'network').at(-1);
  expect(rule).toMatchObject({ destination_fqdns: ['data.contoso.com'], destination_ports: ['1433'] });
  expect(rule?.['destination_addresses'] ?? undefined).toBeUndefined();
});

test('its name is one for life: by another, all rules would go before they came again', () => {
  const [group] = rules().ofType('azurerm_firewall_policy_rule_collection_group');
  expect(group?.['lifecycle']).toEqual({ ignore_changes: ['name'] });
});

test('a data source by name is resolved by the firewall', () => {
  const egress = firewall({ dataSources: [DataSource.oracle('ora01.corp.contoso.com')] });
  const rule = blocks(rules({ egress, dnsProxy: true }), 'network').at(-1);
  expect(rule).toMatchObject({ destination_fqdns: ['ora01.corp.contoso.com'], destination_ports: ['1521'] });
  expect(rule?.['destination_addresses'] ?? undefined).toBeUndefined();
});

test('what Terraform computes passes', () => {
  const [group] = rules({
    firewallPolicyId: Token.asString('${azurerm_firewall_policy.hub.id}'),
    sourceAddresses: Token.asList('${var.ranges}'),
    priority: Token.asNumber('${var.priority}'),
  }).ofType('azurerm_firewall_policy_rule_collection_group');
  expect(group).toMatchObject({ firewall_policy_id: '${azurerm_firewall_policy.hub.id}', priority: '${var.priority}' });
  expect(JSON.stringify(group)).toContain('"source_addresses":"${var.ranges}"');
});

describe('by the network of the members', () => {
  const build = (props: Partial<FirewallEgressRulesProps> = {}): Synthesized<FirewallEgressRules> =>
    synthesize((stack) => {
      const network = new GatewayNetwork(stack, 'network', {
        ...fullNetwork(),
        egress: firewall({ azureAddresses: WEST_EUROPE }),
        outbound: OutboundPath.firewall({ privateIpAddress: '10.9.0.4' }),
      });
      const { name, firewallPolicyId, priority } = MINIMAL;
      return new FirewallEgressRules(stack, 'rules', { name, firewallPolicyId, priority, network, ...props });
    });

  test('egress, ranges and DNS servers are those of the network', () => {
    const all = build();
    const both = [...blocks(all, 'application'), ...blocks(all, 'network')];
    const prefixes = all.ofType('azurerm_subnet').flatMap((subnet) => subnet['address_prefixes']);
    for (const rule of both) expect(rule['source_addresses']).toEqual(prefixes);
    expect(blocks(all, 'network').map(({ name }) => name)).toEqual(expect.arrayContaining(['dns-tcp', 'dns-udp']));
  });

  test('its members wait for the rules', () => {
    const [address] = Object.keys(build().resources).filter((one) => one.includes('rule_collection_group'));
    for (const connected of build().ofType('azurerm_subnet_route_table_association')) {
      expect(connected.depends_on).toContain(address);
    }
  });

  test('nothing else may be said beside it', () => {
    expect(() =>
      build({ egress: firewall(), sourceAddresses: ['10.0.0.0/27'], dns: DNS }),
    ).toThrowErrorMatchingSnapshot();
  });

  test('what is no network is none', () => {
    expect(() => build({ network: 'vnet' as never })).toThrowErrorMatchingSnapshot();
  });
});
