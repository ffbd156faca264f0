import { zonesOf } from '../../lib';

test.each(['westeurope', 'West Europe', 'WESTEUROPE', 'eastus2', 'usgovvirginia', 'chinanorth3'])(
  '%s has zones',
  (location) => {
    expect(zonesOf(location)).toEqual(['1', '2', '3']);
  },
);

test.each(['westus', 'UK West', 'canadaeast', 'chinaeast2'])('%s has none', (location) => {
  expect(zonesOf(location)).toEqual([]);
});

test.each(['malaysiawest', 'chilecentral', 'usgovarizona', 'usgovtexas', 'mars', ''])(
  'nothing is assumed about %s',
  (location) => {
    expect(zonesOf(location)).toBeUndefined();
  },
);
