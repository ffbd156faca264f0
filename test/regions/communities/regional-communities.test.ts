import fc from 'fast-check';
import {
  communitiesOf,
  geopoliticalAreaOfRegion,
  GEOPOLITICAL_AREA_SOURCE,
  REGIONAL_COMMUNITIES,
  REGIONAL_COMMUNITY_SOURCE,
  RegionalCommunity,
  regionOfCommunity,
  REGIONS_WITHOUT_COMMUNITY,
  ServiceCommunity,
} from '../../../lib';
import {
  PUBLISHED_COMMUNITIES,
  PUBLISHED_NATIONAL_COMMUNITIES,
  PUBLISHED_SERVICES,
  UNPUBLISHED_REGIONS,
} from './published-communities';

const lines = (text: string): readonly string[] => text.trim().split('\n');
const publicRows = lines(PUBLISHED_COMMUNITIES).map((line) => line.split(' '));
const nationalRows = lines(PUBLISHED_NATIONAL_COMMUNITIES).map((line) => line.split(' '));

test('there are the 42 regions of the public cloud and the 11 of the national clouds, in the order of the page', () => {
  expect(publicRows).toHaveLength(42);
  expect(nationalRows).toHaveLength(11);
  expect(REGIONAL_COMMUNITIES.map(({ displayName }) => displayName)).toEqual(
    [...publicRows, ...nationalRows].map(([name = '']) => name.replaceAll('_', ' ')),
  );
});

test.each(publicRows)('%s', (name, privatePeering, microsoftPeering, storage, sql, cosmosDb, backup) => {
  const region = name.replaceAll('_', ' ');
  expect(communitiesOf(region)).toMatchObject({
    region: region.replaceAll(' ', '').toLowerCase(),
    displayName: region,
    azureCloud: 'AzureCloud',
    privatePeering,
    microsoftPeering,
    storage,
    sql,
    cosmosDb,
    backup,
  });
  const values = [
    RegionalCommunity.of(region),
    ...(['storage', 'sql', 'cosmosDb', 'backup'] as const).map((kind) => RegionalCommunity.of(region, kind)),
  ];
  expect(values.map(({ value }) => value)).toEqual([microsoftPeering, storage, sql, cosmosDb, backup]);
});

test.each(nationalRows)('%s', (name, cloud, microsoftPeering) => {
  const region = name.replaceAll('_', ' ');
  const { geopoliticalArea, ...row } = communitiesOf(region) ?? {};
  expect(row).toEqual({
    region: region.replaceAll(' ', '').toLowerCase(),
    displayName: region,
    azureCloud: cloud,
    microsoftPeering,
  });
  expect(geopoliticalArea).toBe(geopoliticalAreaOfRegion(region));
  expect(RegionalCommunity.of(region).value).toBe(microsoftPeering);
});

test.each(lines(PUBLISHED_SERVICES))('%s', (line) => {
  const [, cloud, value = '', authorization, name = ''] = /^(\S+) (\S+) (\S+) (.*)$/.exec(line) ?? [];
  const found = ServiceCommunity.all.find((one) => one.value === value);
  expect(found?.azureCloud).toBe(cloud);
  expect(found?.name).toBe(cloud === 'AzureCloud' ? name : `${name} (US Government)`);
  expect(found?.needsAuthorization).toBe({ yes: true, no: false }[String(authorization)]);
  expect(String(found)).toBe(`${String(found?.name)} (${value})`);
});

test('there is no other service, and none is of Power Platform', () => {
  expect(ServiceCommunity.all).toHaveLength(lines(PUBLISHED_SERVICES).length);
  expect(ServiceCommunity.all.filter(({ unfit }) => unfit !== undefined)).toEqual([ServiceCommunity.CRM_ONLINE]);
  expect(Object.isFrozen(ServiceCommunity.CRM_ONLINE)).toBe(true);
});

test('regions without a community are known, and have none', () => {
  expect(REGIONS_WITHOUT_COMMUNITY).toEqual(UNPUBLISHED_REGIONS.split(' '));
  for (const region of REGIONS_WITHOUT_COMMUNITY) expect(communitiesOf(region)).toBeUndefined();
  expect(communitiesOf('constructor')).toBeUndefined();
});

test('no value is of two regions, and each leads back to its own', () => {
  const values = REGIONAL_COMMUNITIES.flatMap(({ region, displayName, azureCloud, geopoliticalArea, ...kinds }) =>
    Object.entries(kinds).map(([kind, value]) => ({ region, kind, value, displayName, azureCloud, geopoliticalArea })),
  );
  expect(values).toHaveLength(42 * 6 + 11);
  expect(new Set(values.map(({ value }) => value)).size).toBe(values.length);
  for (const { region, kind, value } of values) {
    const owner = regionOfCommunity(value);
    expect([owner?.row.region, owner?.kind]).toEqual([region, kind]);
  }
});

test('no number that is not published leads to a region', () => {
  const known = new Set(REGIONAL_COMMUNITIES.flatMap((row) => Object.values(row) as readonly string[]));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 65535 }), (number) => {
      const value = `12076:${String(number)}`;
      expect(regionOfCommunity(value) !== undefined).toBe(known.has(value));
    }),
  );
});

test.each([
  ['West Europe', 'Europe'],
  ['italynorth', 'Europe'],
  ['brazilsouth', 'South America'],
  ['southcentralus', 'North America'],
  ['australiacentral', 'Australia Government'],
  ['usdodeast', 'US Government cloud'],
  ['chinanorth3', 'China North'],
  ['newzealandnorth', undefined],
  ['constructor', undefined],
])('%s lies in %s', (region, area) => {
  expect(geopoliticalAreaOfRegion(region)).toBe(area);
});

test('a region that is placed in an area and has a community says both', () => {
  expect(
    REGIONAL_COMMUNITIES.filter(({ geopoliticalArea }) => geopoliticalArea === undefined).map(({ region }) => region),
  ).toEqual(['newzealandnorth']);
});

test('the data says where it comes from', () => {
  expect(REGIONAL_COMMUNITY_SOURCE.date).toBe('2026-03-12');
  expect(GEOPOLITICAL_AREA_SOURCE.date).toBe('2024-04-05');
  expect(RegionalCommunity.of('westeurope').source).toBe(`${REGIONAL_COMMUNITY_SOURCE.source} (2026-03-12)`);
});

test('a community tells what it is', () => {
  const storage = RegionalCommunity.of('West Europe', 'storage');
  expect(storage).toMatchObject({
    region: 'westeurope',
    kind: 'storage',
    name: 'Azure Storage in West Europe',
    azureCloud: 'AzureCloud',
    geopoliticalArea: 'Europe',
  });
  expect(String(RegionalCommunity.of('usgovvirginia'))).toBe('US Gov Virginia (12076:51105)');
  expect(RegionalCommunity.of('usgovvirginia').azureCloud).toBe('AzureUSGovernment');
  expect(storage.isCustom).toBe(false);
  expect(storage.reason).toBeUndefined();
});

test('a community of your own tells where you have read it', () => {
  const custom = RegionalCommunity.custom({
    region: 'Sweden Central',
    community: '12076:51060',
    reason: 'live list, 2026-11-23',
  });
  expect([custom.region, custom.value, custom.kind, custom.source, custom.isCustom, custom.published]).toEqual([
    'swedencentral',
    '12076:51060',
    'microsoftPeering',
    'live list, 2026-11-23',
    true,
    undefined,
  ]);
  expect(custom.geopoliticalArea).toBe('Europe');
});
