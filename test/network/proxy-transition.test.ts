import { firewallRules, securityRules, type Egress, type SecurityRule } from '../../lib';
import { EVERYTHING, firewall, HTTPS_MODE, proxied, PROXY, tags, waysOf, WEST_EUROPE } from './fixtures';

const OPEN = { ...EVERYTHING, azureAddresses: WEST_EUROPE, namesWithoutTag: 'internet' } as const;

const rulesOf = (egress: Egress): ReadonlyMap<string, SecurityRule> =>
  new Map(securityRules({ egress, dnsServers: [], inbound: [] }).map((rule) => [rule.name, rule]));

test('in transition, everything goes as without a proxy, by AMQP too, and the proxy is asked as well', () => {
  const without = tags(OPEN);
  for (const within of [
    proxied({ ...OPEN, proxyTransition: true }),
    tags({ ...OPEN, proxy: PROXY, proxyTransition: true }),
  ]) {
    expect(waysOf(within)).toEqual(waysOf(without));
    expect(waysOf(within)['relay-amqp']).toBe('tag AzureCloud.westeurope');
    const asked = (egress: Egress): readonly string[] =>
      egress
        .passages()
        .filter(({ byProxy }) => byProxy)
        .map(({ row }) => row.id);
    expect(asked(within)).toEqual(asked(proxied(OPEN)));
    expect(within.allowList()).toBe(proxied(OPEN).allowList());
  }
});

test('its rules are those of both: nothing is missing from either, and nothing else is there', () => {
  const within = rulesOf(proxied({ ...OPEN, proxyTransition: true }));
  const before = rulesOf(tags(OPEN));
  const after = rulesOf(proxied(OPEN));
  expect([...before.keys(), 'allow-proxy'].sort()).toEqual([...within.keys()].sort());
  for (const [name, rule] of before) expect(within.get(name)).toEqual(rule);
  // Where both lead to one tag, the rule has the ports of the wider one.
  for (const [name, { destination, ports }] of after) {
    expect(within.get(name)?.destination).toEqual(destination);
    expect(within.get(name)?.ports).toEqual(expect.arrayContaining([...ports]));
  }
});

test('a firewall knows both ways, too', () => {
  const within = firewallRules(firewall({ proxy: PROXY, proxyTransition: true }), []);
  const without = firewallRules(firewall(), []);
  expect(within.application).toEqual(without.application);
  expect(within.network.filter(({ name }) => name !== 'proxy')).toEqual(without.network);
  expect(within.network.map(({ name }) => name)).toContain('proxy');
});

test('HTTPS mode closes AMQP in transition, too', () => {
  const ways = waysOf(proxied({ ...OPEN, gatewaySettings: HTTPS_MODE, proxyTransition: true }));
  expect(ways['relay-amqp']).toBeUndefined();
  expect(ways['relay']).toBe('tag AzureCloud.westeurope');
});

test('without transition the direct ways close again', () => {
  for (const egress of [proxied(OPEN), proxied({ ...OPEN, proxyTransition: false })]) {
    expect(waysOf(egress)['relay']).toBe('proxy');
    expect(waysOf(egress)['relay-amqp']).toBeUndefined();
  }
});
