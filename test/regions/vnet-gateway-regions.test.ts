import {
  isVnetDataGatewayRegion,
  VNET_DATA_GATEWAY_REGION_SOURCE,
  VNET_DATA_GATEWAY_REGIONS,
} from '../../lib/regions/vnet-gateway-regions';

test('the list has each region once, by programmatic name, and says where it comes from', () => {
  expect(new Set(VNET_DATA_GATEWAY_REGIONS).size).toBe(VNET_DATA_GATEWAY_REGIONS.length);
  // 40 on the page that lists them, and three of the government.
  expect(VNET_DATA_GATEWAY_REGIONS).toHaveLength(43);
  for (const region of VNET_DATA_GATEWAY_REGIONS) expect(region).toMatch(/^[a-z0-9]+$/);
  expect(VNET_DATA_GATEWAY_REGION_SOURCE.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test.each([
  ['West Europe', true],
  ['westeurope', true],
  ['usgovvirginia', true],
  ['japanwest', false],
  ['koreasouth', false],
  ['constructor', false],
])('%s', (location, listed) => {
  expect(isVnetDataGatewayRegion(location)).toBe(listed);
});
