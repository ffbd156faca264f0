import { Token } from 'cdktf';
import { Circuit, Circuits, ExpressRoute, type ExpressRouteProps, RouteFilter } from '../../../lib/express-route';
import { PowerPlatformGeo, PowerPlatformRoute } from '../../../lib/regions';
import { annotations, newStack, synthesize, type Synthesized } from '../../support/synthesize';
import {
  block,
  CIRCUIT_ID,
  expressRoute,
  FILTER_ID,
  microsoft,
  minimalProps,
  ORDERED,
  pair,
  PROVISIONED,
  provisioned,
} from '../construct-fixtures';

const PEERING = 'azurerm_express_route_circuit_peering';

interface Condition {
  readonly condition: string;
  readonly error_message: string;
}

function conditions(stack: Synthesized<unknown>, word: string): readonly Condition[] {
  const { precondition } = block(stack, PEERING, word)['lifecycle'] as { precondition?: readonly Condition[] };
  return precondition ?? [];
}

/** Without the hashes that cdktf gives addresses. */
const plain = (text: string): string => text.replaceAll(/_[0-9A-F]{8}\b/g, '');

describe('the carrier', () => {
  test.each(['microsoft-peering-amsterdam', 'private-peering-london'])('is waited for until %s is made', (word) => {
    const stack = provisioned();
    const key = word.endsWith('london') ? 'london' : 'amsterdam';
    const memory = word.replace('peering', 'made-in');
    const state = `azurerm_express_route_circuit.express-route_circuit-${key}.service_provider_provisioning_state`;
    const made = `terraform_data.express-route_${memory}.input.state`;
    const condition = conditions(stack, word)[0]?.condition ?? '';
    expect(plain(condition)).toBe(`\${((${state} == "Provisioned") || (${made} == "Provisioned"))}`);
    // The state that it remembers is that of the day when it is made.
    const { input, lifecycle } = block(stack, 'terraform_data', memory);
    expect(plain(JSON.stringify(input))).toBe(JSON.stringify({ state: `\${${state}}` }));
    expect(lifecycle).toEqual({ ignore_changes: ['input'] });
  });

  test('at work: what to do, and what not', () => {
    const message = conditions(provisioned(), 'private-peering-london')[0]?.error_message ?? '';
    const state = '${azurerm_express_route_circuit.express-route_circuit-london.service_provider_provisioning_state}';
    expect(plain(message)).toBe(
      `Azure reports circuit london as ${state}, and not as Provisioned. A new circuit: wait until BT has done its part, or ` +
        'keep it at CircuitPhase.ordered() until then. A circuit that ran before: ask BT, and do not go back to ordered(), ' +
        'which removes its peerings.',
    );
  });

  test('of a circuit that exists is not waited for', () => {
    const stack = provisioned({ existingCircuitIds: { amsterdam: CIRCUIT_ID } });
    expect(stack.json).not.toContain('made-in-amsterdam');
    expect(conditions(stack, 'microsoft-peering-amsterdam')).toHaveLength(1);
  });
});

describe('another route filter', () => {
  const MEMORY = 'route-filter-attached';
  const withFilter = (id: string, more: Partial<ExpressRouteProps> = {}) =>
    synthesize((stack) => {
      const routeFilter = RouteFilter.fromRouteFilterId(stack, 'filter', id);
      const circuits = pair(PROVISIONED);
      const props = { ...minimalProps(), circuits, microsoftPeering: microsoft(), routeFilter, ...more };
      return new ExpressRoute(stack, 'express-route', props);
    });

  test('stops the plan at every circuit', () => {
    const stack = withFilter(FILTER_ID);
    const was = 'terraform_data.express-route_route-filter-attached.input.routeFilterId';
    for (const key of ['amsterdam', 'london']) {
      const same = conditions(stack, `microsoft-peering-${key}`)[1];
      expect(plain(same?.condition ?? '')).toBe(`\${(${was} == "${FILTER_ID.toLowerCase()}")}`);
      expect(plain(same?.error_message ?? '')).toBe(
        `Microsoft peering at circuit ${key} was made with route filter \${${was}}. Now it is: ${FILTER_ID}. Another filter ` +
          'removes the Microsoft peerings of all circuits and makes them again, an outage of each. Keep the filter and change ' +
          "its route; or set replacePeerings: 'acknowledged' for this one deployment, in a maintenance window.",
      );
    }
    expect(block(stack, 'terraform_data', MEMORY)['lifecycle']).toEqual({ ignore_changes: ['input'] });
  });

  test('replaces the peerings where that is acknowledged', () => {
    const stack = withFilter(FILTER_ID, { replacePeerings: 'acknowledged' });
    expect(conditions(stack, 'microsoft-peering-london')).toHaveLength(1);
    expect(block(stack, 'terraform_data', MEMORY)).not.toHaveProperty('lifecycle');
    expect(block(stack, PEERING, 'microsoft-peering-london')['lifecycle']).toHaveProperty('replace_triggered_by');
  });

  test('that is acknowledged is a warning, so that it is taken out again', () => {
    const said = (more: Partial<ExpressRouteProps>): readonly string[] =>
      annotations(withFilter(FILTER_ID, more).stack, 'warn').filter((warning) => warning.includes('replacePeerings'));
    expect(said({})).toEqual([]);
    expect(said({ replacePeerings: 'acknowledged' })).toEqual([
      'Another route filter replaces the Microsoft peerings, an outage of all circuits, and no plan stops it ' +
        '(replacePeerings). Take replacePeerings out after this deployment.',
    ]);
  });

  test('is not one that is spelled in another way', () => {
    const inputOf = (id: string): unknown => block(withFilter(id), 'terraform_data', MEMORY)['input'];
    expect(inputOf(FILTER_ID.replace('rg-network', 'RG-Network'))).toEqual(inputOf(FILTER_ID));
  });

  test.each([
    ['an expression', '${azurerm_route_filter.old.id}'],
    ['a token', Token.asString('${azurerm_route_filter.old.id}')],
  ])('known to Terraform alone, as %s, is compared there', (_, id) => {
    const stack = withFilter(id);
    expect(block(stack, 'terraform_data', MEMORY)['input']).toEqual({
      routeFilterId: '${lower(azurerm_route_filter.old.id)}',
    });
    expect(conditions(stack, 'microsoft-peering-london')[1]?.condition).toContain(
      '== lower(azurerm_route_filter.old.id))}',
    );
  });

  test('is acknowledged in one word', () => {
    const build = () => new ExpressRoute(newStack(), 'it', { ...minimalProps(), replacePeerings: true as never });
    expect(build).toThrow(
      'replacePeerings: got true; allowed: acknowledged. Leave it out, unless this deployment shall attach another filter: ' +
        "then write 'acknowledged'.",
    );
  });
});

describe('another tier', () => {
  const japan = microsoft({ route: PowerPlatformRoute.toGeos([PowerPlatformGeo.JAPAN]) });
  const notes = ({ stack }: Synthesized<unknown>): readonly string[] =>
    annotations(stack, 'info').filter((note) => note.includes('Premium'));

  test('comes before the communities that need it', () => {
    const { depends_on: after } = block(
      provisioned({ microsoftPeering: japan }),
      'azurerm_route_filter',
      'route-filter',
    );
    expect(after?.map(plain)).toEqual([
      'azurerm_express_route_circuit.express-route_circuit-amsterdam',
      'azurerm_express_route_circuit.express-route_circuit-london',
    ]);
  });

  test('is said, with what needs it', () => {
    expect(notes(expressRoute({ microsoftPeering: japan }))).toEqual(
      ['amsterdam', 'london'].map(
        (key) =>
          `Circuit ${key} is Premium, which costs more than Standard: japaneast, japanwest lie outside Europe. Write tier: ` +
          "'Premium' if that is meant; a circuit that is Standard today is upgraded in the next deployment.",
      ),
    );
  });

  test('is not said where it is the one that is wished for, or Standard, or not ours', () => {
    const [first, second] = ['Amsterdam', 'London'].map((peeringLocation) =>
      Circuit.ofProvider({ provider: 'BT', peeringLocation, bandwidthMbps: 200, tier: 'Premium', phase: ORDERED }),
    ) as [Circuit, Circuit];
    expect(notes(expressRoute({ microsoftPeering: japan, circuits: Circuits.pair(first, second) }))).toEqual([]);
    expect(notes(expressRoute({ microsoftPeering: microsoft() }))).toEqual([]);
    const existingCircuitIds = { amsterdam: CIRCUIT_ID, london: CIRCUIT_ID.replace('erc-old', 'erc-london') };
    expect(notes(expressRoute({ microsoftPeering: japan, existingCircuitIds }))).toEqual([]);
  });
});
