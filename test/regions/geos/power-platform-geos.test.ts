import { COUNTRIES_WITHOUT_GEO, MacroRegion } from '../../../lib';
import {
  POWER_PLATFORM_GEO_DATA,
  POWER_PLATFORM_GEO_SOURCE,
  type PowerPlatformGeoData,
} from '../../../lib/regions/geos/power-platform-geo-data';
import { PowerPlatformGeo } from '../../../lib/regions/geos/power-platform-geos';
import {
  PUBLISHED_ADDITIONAL_REGIONS,
  PUBLISHED_GEOS,
  PUBLISHED_MACRO_REGIONS,
  PUBLISHED_SECOND_PAIRS,
} from './published-geos';

test('there are 25 geos, each with a key of its own', () => {
  expect(PowerPlatformGeo.all).toHaveLength(25);
  expect(new Set(PowerPlatformGeo.all.map(({ key }) => key)).size).toBe(25);
  expect(Object.keys(POWER_PLATFORM_GEO_DATA)).toEqual(
    Object.keys(PowerPlatformGeo).filter((name) => /^[A-Z_]+$/.test(name)),
  );
});

test('the rows', () => {
  const rows = PowerPlatformGeo.all.map((geo) =>
    [
      geo.displayName,
      geo.cloud,
      geo.bapName ?? '?',
      geo.geoCode ?? '?',
      geo.enterprisePolicyLocation ?? '?',
      geo.dataverseHost ?? '?',
      geo.pairs.map((pair) => pair.join('+')).join(' or ') || '?',
      String(geo.supportsVirtualNetworks ?? '?'),
      geo.confidence,
    ].join(' | '),
  );
  expect(rows.join('\n')).toMatchSnapshot();
});

test.each(PUBLISHED_GEOS)('$displayName is as its sources have it', (published) => {
  const geo = PowerPlatformGeo.find(published.key);
  const regions = geo?.azureRegions ?? geo?.derivedRegions;
  expect({
    key: geo?.key,
    displayName: geo?.displayName,
    cloud: geo?.cloud,
    bapName: geo?.bapName ?? '?',
    geoCode: geo?.geoCode ?? '?',
    enterprisePolicyLocation: geo?.enterprisePolicyLocation ?? '?',
    // No page lists a host of the preview's own.
    dataverseHost: geo?.key === 'unitedstatesfirstrelease' ? 'crm.dynamics.com' : (geo?.dataverseHost ?? '?'),
    azureRegions: regions?.join(' ') ?? '?',
    isSingle: regions?.length === 1,
    geopoliticalArea: geo?.geopoliticalArea,
    confidence: geo?.confidence,
  }).toEqual(
    Object.fromEntries(Object.entries(published).filter(([name]) => !/^(communities|unpublished)$/.test(name))),
  );
  expect(geo?.isSingleRegion).toBe(geo?.azureRegions === undefined ? undefined : published.isSingle);
  expect(geo?.sources?.length).toBeGreaterThan(0);
});

test('regions beside the pairs, and second pairs, are as the sources have them', () => {
  const beside = PowerPlatformGeo.all.flatMap(({ key, additionalRegions = [] }) =>
    additionalRegions.map(({ region }) => `${key} ${region}`),
  );
  expect(beside.sort()).toEqual(PUBLISHED_ADDITIONAL_REGIONS.map(([geo, region]) => `${geo} ${region}`).sort());
  const second = PowerPlatformGeo.all.flatMap(({ key, alternatePairs = [] }) =>
    alternatePairs.map((pair) => [key, pair.join(' ')]),
  );
  expect(second).toEqual(PUBLISHED_SECOND_PAIRS.map(([geo, regions]) => [geo, regions]));
});

test('macro regions are lists of geos', () => {
  expect(MacroRegion.all.map(({ name, geos }) => [name, geos.map(({ key }) => key).sort()])).toEqual(
    Object.entries(PUBLISHED_MACRO_REGIONS).map(([name, keys]) => [name, keys.split(' ').sort()]),
  );
  for (const macroRegion of MacroRegion.all)
    expect(MacroRegion.find(String(macroRegion).toUpperCase())).toBe(macroRegion);
  expect(MacroRegion.find('Europe')).toBeUndefined();
  expect(MacroRegion.find(undefined as never)).toBeUndefined();
});

test('no geo is called as a macro region, an Azure region or a country without one', () => {
  const others = [...MacroRegion.all.map(String), ...COUNTRIES_WITHOUT_GEO, 'westeurope', '12076:51002'];
  expect(others.filter((name) => PowerPlatformGeo.find(name) !== undefined)).toEqual([]);
  expect(PowerPlatformGeo.find(undefined as never)).toBeUndefined();
});

test('a name that must be a geo is one', () => {
  expect(PowerPlatformGeo.named('emea')).toBe(PowerPlatformGeo.EUROPE);
});

test('the data says where it comes from', () => {
  expect(POWER_PLATFORM_GEO_SOURCE.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('every geo is found by each of its names; two share the code NA, and the preview gives way', () => {
  const wrong = PowerPlatformGeo.all.flatMap((geo) =>
    geo.names.filter((name) => PowerPlatformGeo.find(name) !== geo).map((name) => `${geo.key}: ${name}`),
  );
  expect(wrong).toEqual(['unitedstatesfirstrelease: NA']);
  expect(PowerPlatformGeo.find('NA')).toBe(PowerPlatformGeo.UNITED_STATES);
});

test.each([
  ['EMEA', PowerPlatformGeo.EUROPE],
  ['United Kingdom', PowerPlatformGeo.UNITED_KINGDOM],
  ['uk', PowerPlatformGeo.UNITED_KINGDOM],
  ['gcc-high', PowerPlatformGeo.US_GOVERNMENT_GCC_HIGH],
  ['usgov', PowerPlatformGeo.US_GOVERNMENT_GCC_HIGH],
  ['Brazil', PowerPlatformGeo.SOUTH_AMERICA],
  ['crm4.dynamics.com', PowerPlatformGeo.EUROPE],
  ['https://contoso.crm4.dynamics.com/main.aspx?appid=1', PowerPlatformGeo.EUROPE],
  ['contoso.crm.dynamics.com', PowerPlatformGeo.UNITED_STATES],
  ['contoso.crm.dynamics.cn', PowerPlatformGeo.CHINA],
  ['https://contoso.crm99.dynamics.com', undefined],
  ['https://crm4.dynamics.com.contoso.com', undefined],
  ['Atlantis', undefined],
])('%s', (name, geo) => {
  expect(PowerPlatformGeo.find(name)).toBe(geo);
});

test('an Azure region leads to the geos that it hosts', () => {
  const keys = (region: string): string[] => PowerPlatformGeo.hostedIn(region).map(({ key }) => key);
  expect(keys('West Europe')).toEqual(['europe']);
  expect(keys('southeastasia')).toEqual(['asia', 'singapore']);
  expect(keys('eastus2')).toEqual(['unitedstates']);
  expect(keys('mars')).toEqual([]);
});

test('what nobody has published is unknown, not false', () => {
  expect(PowerPlatformGeo.CHINA.isHostedIn('chinanorth2')).toBeUndefined();
  expect(PowerPlatformGeo.CHINA.pairs).toEqual([]);
  expect(PowerPlatformGeo.US_GOVERNMENT_GCC.azureRegions).toBeUndefined();
  expect(PowerPlatformGeo.ITALY.dataverseHost).toBeUndefined();
});

test('values of your own replace those that are unknown, and say so', () => {
  const china = PowerPlatformGeo.CHINA.with({ azureRegions: ['chinanorth3'] });
  expect(china.isHostedIn('China North 3')).toBe(true);
  expect(china).toMatchObject({ key: 'china', dataverseHost: 'crm.dynamics.cn', confidence: 'given' });
  expect(PowerPlatformGeo.CHINA.azureRegions).toBeUndefined();
  expect(String(china)).toBe('China (operated by 21Vianet)');
});

test('nothing about a geo can be changed', () => {
  const rows: readonly PowerPlatformGeoData[] = PowerPlatformGeo.all;
  for (const geo of rows) {
    expect(Object.isFrozen(geo)).toBe(true);
    expect(geo.azureRegions === undefined || Object.isFrozen(geo.azureRegions)).toBe(true);
  }
});
