import { adviceOnRegion, KNOWN_REGIONS, nearestRegion } from '../../../lib/regions/communities/known-regions';
import { PowerPlatformGeo } from '../../../lib/regions/geos/power-platform-geos';

test('every region that hosts a geo is known', () => {
  const hosts = PowerPlatformGeo.all.flatMap(({ azureRegions = [], additionalRegions = [] }) => [
    ...azureRegions,
    ...additionalRegions.map(({ region }) => region),
  ]);
  expect(hosts.filter((region) => !KNOWN_REGIONS.has(region))).toEqual([]);
});

test('nothing is said about a known region, however it is written', () => {
  expect(adviceOnRegion('West Europe')).toBeUndefined();
  for (const region of KNOWN_REGIONS) expect(adviceOnRegion(region)).toBeUndefined();
});

test.each([
  ['westeurop', 'westeurope'],
  ['Nort Europe', 'northeurope'],
  ['swedencentra', 'swedencentral'],
  ['usgovvirgina', 'usgovvirginia'],
])('%s is a slip of the hand for %s', (region, meant) => {
  expect(nearestRegion(region)).toBe(meant);
});

test('a region that is newer than the lists may be right', () => {
  expect(adviceOnRegion('atlantis')).toMatchInlineSnapshot(
    `"no list of regions until 2026-03-12 has atlantis. Look whether it is spelt so. A region that is newer is right as it is."`,
  );
  expect(adviceOnRegion('westeurop')).toMatchInlineSnapshot(
    `"no list of regions until 2026-03-12 has westeurop. Did you mean westeurope? A region that is newer is right as it is."`,
  );
});
