import { DESKTOP_FLOW_HOSTS, desktopFlowHosts, GATEWAY_REMAINS, NOT_CARRIED } from '../../../lib/express-route';
import { AZURE_CLOUD_NAMES } from '../../../lib/regions/azure-clouds';

test('what ExpressRoute does not carry, each with reason, advice and source', () => {
  expect(NOT_CARRIED.map(({ what, by }) => `${by}: ${what}`)).toMatchInlineSnapshot(`
    [
      "internet: Static content of Power Platform (images, icons, scripts), from a content delivery network",
      "internet: Connectors to services that are not Microsoft's",
      "internet: Azure Logic Apps",
      "internet: Azure Traffic Manager, multifactor authentication servers and Intune",
      "microsoftNetwork: Traffic between Power Platform and Azure",
      "nowhere: Calls of Power Platform to addresses of your network that are not public",
    ]
  `);
  for (const { why, advice, source } of NOT_CARRIED) {
    expect([why, advice].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
    expect(source).toMatch(/^MicrosoftDocs\/.*\(\d{4}-\d\d-\d\d\)|guidance/);
  }
  expect(GATEWAY_REMAINS).toContain('The on-premises data gateway remains');
});

test('the names of desktop flows, by cloud and way', () => {
  const names = Object.fromEntries(
    AZURE_CLOUD_NAMES.map((cloud) => [
      cloud,
      { expressRoute: desktopFlowHosts(cloud, 'expressRoute'), internet: desktopFlowHosts(cloud, 'internet') },
    ]),
  );
  expect(names).toMatchSnapshot();
});

test.each(AZURE_CLOUD_NAMES)('in %s each name stands once, plain http is for revocation lists alone', (cloud) => {
  const hosts = DESKTOP_FLOW_HOSTS[cloud];
  expect(new Set(hosts.map(({ name }) => name)).size).toBe(hosts.length);
  for (const { name, port, purpose } of hosts) {
    expect(name).toMatch(/^(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}$/);
    expect(port).toBe(purpose === 'revocationLists' ? 80 : 443);
  }
});

test('the relay is reached over ExpressRoute, wherever a page names one', () => {
  const relays = Object.values(DESKTOP_FLOW_HOSTS).flatMap((hosts) =>
    hosts.filter(({ purpose }) => purpose === 'relay'),
  );
  expect(relays.map(({ name, way }) => [name, way])).toEqual([
    ['*.servicebus.windows.net', 'expressRoute'],
    ['*.servicebus.usgovcloudapi.net', 'expressRoute'],
  ]);
});
