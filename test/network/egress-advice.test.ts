import { DataSource, DnsServers, Egress, GatewayProxy, GatewaySettings } from '../../lib';
import { egressAdvice } from '../../lib/network/egress-advice';
import { pinnedSoftware } from '../support/fixtures';
import { firewall, proxied, tags } from './fixtures';

const AZURE = DnsServers.azure();
const INSIDE = DnsServers.custom(['10.1.0.4', '10.1.0.5'], { publicNames: 'resolvedByProxy' });
const FORWARDING = DnsServers.custom(['10.1.0.4', '10.1.0.5'], { publicNames: 'forwarded' });

test('a reviewer is told how wide it is', () => {
  const dataSources = [DataSource.sqlServer('sql01'), DataSource.postgreSql('10.1.5.4')];
  expect(egressAdvice(tags({ dataSources, workloads: ['dataflowGen1'] }), AZURE)).toMatchSnapshot();
  expect(egressAdvice(firewall(), AZURE)).toEqual([]);
  expect(egressAdvice(Egress.byServiceTags({}), AZURE)).toEqual([]);
});

test('the internet is told of with the ports of the relay, where no addresses of Azure take these', () => {
  const [note, ...more] = egressAdvice(Egress.byServiceTags({ namesWithoutTag: 'internet' }), AZURE);
  expect(note).toMatch(
    /^members can reach any host of the internet on 443, 5671-5672, 9350-9354, 80, 1443, for relay, /,
  );
  expect(more).toEqual([]);
});

test('addresses of Azure that open no more than the internet does are not told of twice', () => {
  const gatewaySettings = GatewaySettings.of({ connectivityMode: 'Https' });
  const [wide, ...more] = egressAdvice(tags({ gatewaySettings, namesWithoutTag: 'internet' }), AZURE);
  expect(wide).toMatch(/^members can reach any host of the internet on 443, 80, for /);
  expect(more).toEqual([]);
  expect(egressAdvice(tags({ gatewaySettings, namesWithoutTag: 'closed' }), AZURE)).toEqual([
    'members can reach anything in AzureCloud.westeurope on 443: Azure Relay has no service tag.',
  ]);
});

test('a service tag does not tell storage accounts apart; names and private endpoints do', () => {
  const software = pinnedSoftware();
  expect(egressAdvice(Egress.byServiceTags({ software }), AZURE)).toEqual([
    "members can reach anybody's storage account, for software-storage: a service tag does not tell accounts apart.",
  ]);
  expect(egressAdvice(firewall({ software }), AZURE)).toEqual([]);
  const privateEndpoints = { storage: ['10.60.1.5'] };
  expect(egressAdvice(Egress.byServiceTags({ software, privateEndpoints }), AZURE)).toEqual([]);
});

describe('two names of one machine', () => {
  const notes = (...dataSources: readonly DataSource[]): readonly string[] =>
    egressAdvice(Egress.byServiceTags({ dataSources }), AZURE);

  test('are named', () => {
    expect(
      notes(
        DataSource.oracle('a', { addresses: ['10.1.2.0/24'] }),
        DataSource.oracle('b', { addresses: ['10.1.2.4'] }),
      ),
    ).toEqual(['Oracle b and Oracle a have addresses and ports in common.']);
    expect(
      notes(DataSource.sqlServer('a', { serviceTag: 'Sql' }), DataSource.sqlServer('b', { serviceTag: 'Sql' })),
    ).toEqual(['SQL Server b and SQL Server a have addresses and ports in common.']);
  });

  test.each<readonly [string, DataSource, DataSource]>([
    [
      'at other addresses',
      DataSource.oracle('a', { addresses: ['10.1.2.4'] }),
      DataSource.oracle('b', { addresses: ['10.1.2.5'] }),
    ],
    [
      'on other ports',
      DataSource.oracle('a', { addresses: ['10.1.2.4'] }),
      DataSource.mySql('b', { addresses: ['10.1.2.4'] }),
    ],
    [
      'by another protocol',
      DataSource.custom('a', { addresses: ['10.1.2.4'], ports: [514] }),
      DataSource.custom('b', { addresses: ['10.1.2.4'], ports: [514], protocol: 'Udp' }),
    ],
    [
      'of other tags',
      DataSource.sqlServer('a', { serviceTag: 'Sql.WestEurope' }),
      DataSource.sqlServer('b', { serviceTag: 'Sql.NorthEurope' }),
    ],
  ])('are none %s', (_what, a, b) => {
    expect(notes(a, b)).toEqual([]);
  });
});

describe('zones past the proxy', () => {
  test('are named where the DNS servers know no public names', () => {
    expect(egressAdvice(proxied({ windowsUpdate: false }), INSIDE)).toEqual([
      'azkms.core.windows.net, kms.core.windows.net go past the proxy: the DNS servers must resolve these all the same.',
    ]);
    const bypass = GatewayProxy.at('http://10.1.0.8:8080', { bypass: ['*.vault.azure.net'] });
    expect(egressAdvice(proxied({ proxy: bypass, windowsUpdate: false }), INSIDE)).toEqual([
      'azkms.core.windows.net, kms.core.windows.net, vault.azure.net go past the proxy: ' +
        'the DNS servers must resolve these all the same.',
    ]);
  });

  test('are of no matter where they do, or are those of Azure', () => {
    for (const dns of [FORWARDING, AZURE]) expect(egressAdvice(proxied(), dns)).toEqual([]);
  });
});

test('a source on the internet is no private address, and is open by its name alone', () => {
  const dataSources = [DataSource.sqlServer('data.contoso.com', { onInternet: true })];
  expect(egressAdvice(firewall({ dataSources }), AZURE)).toEqual([]);
});
