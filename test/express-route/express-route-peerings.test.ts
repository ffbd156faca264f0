import { TerraformVariable, Token } from 'cdktf';
import { ExpressRoute, PeeringLinks, RouteFilter, SecretInState } from '../../lib/express-route';
import { KeyVaultSecretReference } from '../../lib/identity';
import { PowerPlatformGeo, PowerPlatformRoute } from '../../lib/regions';
import { synthesize } from '../support/synthesize';
import {
  block,
  expressRoute,
  FILTER_ID,
  microsoft,
  minimalProps,
  pair,
  privatePeering,
  provisioned,
  PROVISIONED,
  VAULT_ID,
} from './construct-fixtures';

const PEERING = 'azurerm_express_route_circuit_peering';

describe('the route filter', () => {
  test('is one for all circuits, and attached when a peering is made', () => {
    const stack = provisioned();
    expect(stack.ofType('azurerm_route_filter')).toHaveLength(1);
    const ids = stack
      .ofType(PEERING)
      .filter((peering) => peering['peering_type'] === 'MicrosoftPeering')
      .map((peering) => peering['route_filter_id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^\$\{azurerm_route_filter\.[\w-]+\.id\}$/);
  });

  test('geos change the communities in its rule, and nothing else in the whole stack', () => {
    const geos = [PowerPlatformGeo.EUROPE, PowerPlatformGeo.UNITED_KINGDOM, PowerPlatformGeo.SWITZERLAND];
    const more = provisioned({ microsoftPeering: microsoft({ route: PowerPlatformRoute.toGeos(geos) }) });
    const lines = (json: string): string[] => json.split('\n').map((line) => line.trim().replace(/,$/, ''));
    const before = lines(provisioned().json);
    expect(lines(more.json).filter((line) => !before.includes(line))).toEqual(['"12076:51038"', '"12076:51039"']);
    expect(before.filter((line) => !lines(more.json).includes(line))).toEqual([]);
  });

  test('keeps its name for life', () => {
    const filter = block(provisioned(), 'azurerm_route_filter', 'route-filter');
    expect(filter['lifecycle']).toEqual({
      ignore_changes: ['name', 'location', 'resource_group_name'],
      prevent_destroy: true,
    });
  });

  test('that becomes another one replaces the peerings: azurerm would never attach it', () => {
    const stack = provisioned();
    const guards = ['amsterdam', 'london'].map((key) => {
      const { replace_triggered_by: triggers } = block(stack, PEERING, `microsoft-peering-${key}`)['lifecycle'] as {
        replace_triggered_by: string[];
      };
      return triggers;
    });
    expect(guards[0]).toEqual(guards[1]);
    // An address: Terraform takes no expression here.
    expect(guards[0]).toEqual([expect.stringMatching(/^terraform_data\.[\w-]+$/)]);
    const filterId = block(stack, PEERING, 'microsoft-peering-london')['route_filter_id'];
    const lowerCase = String(filterId).replace(/^\$\{(.*)\}$/, '${lower($1)}');
    expect(stack.resources[guards[0]?.[0] ?? '']?.['input']).toEqual({ routeFilterId: lowerCase });
    expect(block(stack, PEERING, 'private-peering-london')['lifecycle']).not.toHaveProperty('replace_triggered_by');
  });

  test('of others is attached in the same way', () => {
    const { ofType, result, resources } = synthesize((stack) => {
      const routeFilter = RouteFilter.fromRouteFilterId(stack, 'filter', FILTER_ID);
      const props = { circuits: pair(PROVISIONED), microsoftPeering: microsoft(), routeFilter };
      return new ExpressRoute(stack, 'express-route', { ...minimalProps(), ...props });
    });
    expect(ofType('azurerm_route_filter')).toEqual([]);
    expect(ofType(PEERING).map((peering) => peering['route_filter_id'])).toEqual([FILTER_ID, FILTER_ID]);
    expect(result.routeFilterId).toBe(FILTER_ID);
    expect(Object.values(resources).map((one) => one['input'])).toContainEqual({
      routeFilterId: FILTER_ID.toLowerCase(),
    });
  });

  test('is not there without Microsoft peering', () => {
    const stack = provisioned({ microsoftPeering: undefined } as never);
    expect(stack.ofType('azurerm_route_filter')).toEqual([]);
    expect(stack.result.routeFilterId).toBeUndefined();
    expect(stack.json).not.toContain('route-filter-attached');
  });
});

describe('keys of BGP', () => {
  const links = PeeringLinks.of({ ipv4: '172.16.0.0/29' });
  const keyed = (amsterdam: SecretInState, london: SecretInState) =>
    privatePeering({
      circuits: {
        amsterdam: { links, bgpKey: amsterdam },
        london: { links: PeeringLinks.of({ ipv4: '172.16.0.8/29' }), bgpKey: london },
      },
    });

  test('are a sensitive variable without default, which several sites may share', () => {
    const { parsed, ofType } = provisioned({
      privatePeering: keyed(SecretInState.variable('bgp_key'), SecretInState.variable('bgp_key')),
    });
    const { variable } = parsed as unknown as { variable: Record<string, Record<string, unknown>> };
    expect(Object.keys(variable)).toEqual(['bgp_key']);
    expect(variable['bgp_key']).toMatchObject({ sensitive: true, nullable: false, type: 'string' });
    expect(variable['bgp_key']).not.toHaveProperty('default');
    const keys = ofType(PEERING).flatMap((peering) => peering['shared_key'] ?? []);
    expect(keys).toEqual(['${var.bgp_key}', '${var.bgp_key}']);
  });

  test('are read from Key Vault, or computed', () => {
    const reference = KeyVaultSecretReference.of({ keyVaultId: VAULT_ID, name: 'bgp-key' });
    const { parsed, ofType } = provisioned({
      privatePeering: keyed(
        SecretInState.keyVaultSecret(reference),
        SecretInState.computed(Token.asString('${random_password.bgp.result}')),
      ),
    });
    const { data } = parsed as unknown as { data: Record<string, Record<string, object>> };
    expect(Object.values(data['azurerm_key_vault_secret'] ?? {})).toEqual([
      { name: 'bgp-key', key_vault_id: VAULT_ID },
    ]);
    const keys = ofType(PEERING).flatMap((peering) => peering['shared_key'] ?? []);
    expect(keys).toEqual([
      expect.stringMatching(/^\$\{data\.azurerm_key_vault_secret\.[\w-]+\.value\}$/),
      '${random_password.bgp.result}',
    ]);
  });

  test('take a sensitive variable that the stack has already', () => {
    const { ofType } = synthesize((stack) => {
      new TerraformVariable(stack, 'bgp_key', { type: 'string', sensitive: true });
      const secret = SecretInState.variable('bgp_key');
      const props = { circuits: pair(PROVISIONED), privatePeering: keyed(secret, secret) };
      new ExpressRoute(stack, 'express-route', { ...minimalProps(), ...props });
    });
    expect(ofType(PEERING).map((peering) => peering['shared_key'])).toEqual(['${var.bgp_key}', '${var.bgp_key}']);
  });
});

describe('an authorization', () => {
  test('is for one connection, and keeps its key out of the JSON', () => {
    const names: string[] = [];
    const { ofType } = expressRoute({}, (route) => {
      names.push(route.authorize('london', 'hub-team').toString());
    });
    expect(ofType('azurerm_express_route_circuit_authorization')).toMatchSnapshot();
    expect(names).toEqual(['a value that Terraform computes']);
  });
});
