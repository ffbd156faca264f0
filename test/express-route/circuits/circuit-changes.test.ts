import { Circuit, circuitChanges, CircuitPhase, type CircuitTier } from '../../../lib/express-route';
import { circuitIn } from '../values';

const port = (name: string): string =>
  `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/expressRoutePorts/${name}`;
const onPort = (bandwidthGbps: 1 | 5 | 10, name = 'erp'): Circuit =>
  Circuit.direct({
    portId: port(name),
    peeringLocation: 'Amsterdam',
    bandwidthGbps,
    key: 'amsterdam',
    phase: CircuitPhase.ordered(),
  });
const amsterdam = circuitIn('Amsterdam');
const unlimited = circuitIn('Amsterdam', { billing: 'unlimited' });

/** What changes, the two versions with their tiers, and the effects by property. */
type Case = readonly [string, Circuit, CircuitTier, Circuit, CircuitTier, Readonly<Record<string, string>>];

const cases: readonly Case[] = [
  ['nothing', amsterdam, 'Standard', circuitIn('amsterdam', { provider: 'EQUINIX' }), 'Standard', {}],
  [
    'more bandwidth',
    amsterdam,
    'Standard',
    circuitIn('Amsterdam', { bandwidthMbps: 500 }),
    'Standard',
    { bandwidthMbps: 'inPlace' },
  ],
  [
    'less bandwidth',
    amsterdam,
    'Standard',
    circuitIn('Amsterdam', { bandwidthMbps: 100 }),
    'Standard',
    { bandwidthMbps: 'replaces' },
  ],
  ['more bandwidth on a port', onPort(1), 'Standard', onPort(10), 'Standard', { bandwidthGbps: 'inPlace' }],
  ['less bandwidth on a port', onPort(5), 'Standard', onPort(1), 'Standard', { bandwidthGbps: 'refused' }],
  [
    'another location',
    amsterdam,
    'Standard',
    circuitIn('London', { key: 'amsterdam' }),
    'Standard',
    { peeringLocation: 'replaces' },
  ],
  [
    'another carrier',
    amsterdam,
    'Standard',
    circuitIn('Amsterdam', { provider: 'Colt' }),
    'Standard',
    { provider: 'replaces' },
  ],
  ['another port', onPort(5), 'Standard', onPort(5, 'other'), 'Standard', { portId: 'replaces' }],
  ['another key', amsterdam, 'Standard', circuitIn('Amsterdam', { key: 'ams' }), 'Standard', { key: 'replaces' }],
  [
    'a port for a carrier',
    amsterdam,
    'Standard',
    onPort(1),
    'Standard',
    { kind: 'replaces', provider: 'replaces', portId: 'replaces' },
  ],
  ['unlimited data', amsterdam, 'Standard', unlimited, 'Standard', { billing: 'inPlace' }],
  ['metered data', unlimited, 'Standard', amsterdam, 'Standard', { billing: 'refused' }],
  ['Premium', amsterdam, 'Standard', amsterdam, 'Premium', { tier: 'inPlace' }],
  ['Standard again', amsterdam, 'Premium', amsterdam, 'Standard', { tier: 'inPlace' }],
  ['Local', unlimited, 'Standard', unlimited, 'Local', { tier: 'refused' }],
  ['more than Local', unlimited, 'Local', unlimited, 'Premium', { tier: 'inPlace' }],
  ['more than Local, and metered', unlimited, 'Local', amsterdam, 'Standard', { billing: 'refused', tier: 'refused' }],
];

test.each(cases)('%s', (_what, before, tierBefore, after, tierAfter, expected) => {
  const changes = circuitChanges(before, after, { before: tierBefore, after: tierAfter });
  expect(Object.fromEntries(changes.map(({ property, effect }) => [property, effect]))).toEqual(expected);
  expect(changes.map(({ property, why }) => `${property}: ${why}`)).toMatchSnapshot();
});
