import { TerraformOutput, Testing, Token } from 'cdktf';
import { DelegatedSubnet, FabricProvider, PowerPlatformGeo, VnetDataGateway } from '../../lib/vnet-gateway';
import { annotations, newStack, synthesize } from '../support/synthesize';
import {
  gateway,
  gatewayProps,
  GROUP_OBJECT_ID,
  NAT_GATEWAY_ID,
  newSubnet,
  SECURITY_GROUP_ID,
  SUBNET_ID,
  USER_OBJECT_ID,
} from './fixtures';

const roles = {
  'data-team': { principalId: GROUP_OBJECT_ID, principalType: 'Group', role: 'ConnectionCreator' },
  operator: { principalId: USER_OBJECT_ID, principalType: 'User', role: 'Admin' },
} as const;

test('minimal', () => {
  expect(gateway().json).toMatchSnapshot();
});

test('full', () => {
  const { json } = gateway(
    {
      members: { min: 1, max: 4 },
      sleepAfterMinutes: 120,
      roles,
      environmentGeos: [PowerPlatformGeo.EUROPE],
      preventDestroy: false,
    },
    { networkSecurityGroupId: SECURITY_GROUP_ID, natGatewayId: NAT_GATEWAY_ID },
  );
  expect(json).toMatchSnapshot();
});

test('in the portal: no provider of Fabric, and an output that says what to choose', () => {
  const { json, result } = synthesize((stack) => {
    const subnet = DelegatedSubnet.fromDelegatedSubnetAttributes(stack, 'subnet', {
      subnetId: SUBNET_ID,
      location: 'westeurope',
    });
    return new VnetDataGateway(stack, 'finance', { ...gatewayProps(subnet), creation: 'portal', roles });
  });
  expect(json).toMatchSnapshot();
  expect(json).not.toContain('fabric');
  expect(result.gatewayId).toBeUndefined();
});

test('the addresses of the resources are a contract, whatever the order of the input', () => {
  const reversed = Object.fromEntries(Object.entries(roles).reverse());
  const addresses = Object.keys(gateway({ roles }).resources).sort();
  expect(addresses).toMatchSnapshot();
  expect(Object.keys(gateway({ roles: reversed }).resources).sort()).toEqual(addresses);
});

test('the gateway comes after the guards of its subnet', () => {
  const { ofType } = gateway({}, { networkSecurityGroupId: SECURITY_GROUP_ID });
  expect(ofType('fabric_gateway')).toMatchObject([
    {
      virtual_network_azure_resource: {
        subscription_id: expect.stringMatching(
          /^\$\{element\(split\("\/", azurerm_subnet_network_security_group_association\.[\w-]+\.subnet_id\), 2\)\}$/,
        ) as string,
      },
    },
  ]);
});

test('an id in capitals is written as the service answers it', () => {
  const { ofType } = gateway({ capacityId: 'ABCDEF00-1111-2222-3333-444444444444' });
  expect(ofType('fabric_gateway')).toMatchObject([{ capacity_id: 'abcdef00-1111-2222-3333-444444444444' }]);
});

test('one of several providers can be chosen', () => {
  const { ofType } = synthesize((stack) => {
    new FabricProvider(stack, 'fabric');
    const fabricProvider = new FabricProvider(stack, 'other', { alias: 'other', useMsi: true });
    new VnetDataGateway(stack, 'finance', { ...gatewayProps(newSubnet(stack)), fabricProvider, roles });
  });
  for (const type of ['fabric_gateway', 'fabric_gateway_role_assignment'])
    for (const block of ofType(type)) expect(block['provider']).toBe('fabric.other');
});

test('its id is there for connections', () => {
  const { parsed } = synthesize((stack) => {
    new FabricProvider(stack, 'fabric');
    const { gatewayId } = new VnetDataGateway(stack, 'finance', gatewayProps(newSubnet(stack)));
    new TerraformOutput(stack, 'id', { value: gatewayId });
  });
  expect(parsed).toMatchObject({
    output: { id: { value: expect.stringMatching(/^\$\{fabric_gateway\.[\w-]+\.id\}$/) as string } },
  });
});

test('without the provider of Fabric, cdktf says so', () => {
  const stack = newStack();
  new VnetDataGateway(stack, 'finance', gatewayProps(newSubnet(stack)));
  expect(() => Testing.synth(stack, true)).toThrow('fabric');
});

test('gateways share a subnet as long as there is room', () => {
  const stack = newStack();
  const subnet = newSubnet(stack, { members: 9 });
  expect(subnet.memberCapacity).toBe(9);
  const next = (id: string, members: 3 | 4): unknown =>
    new VnetDataGateway(stack, id, { ...gatewayProps(subnet), displayName: id, members });
  next('first', 3);
  next('second', 3);
  expect(() => next('third', 4)).toThrow('at most 9 in the subnet, of which other gateways have 6');
  // One that was removed from the tree needs no room.
  stack.node.tryRemoveChild('third');
  next('fourth', 3);
});

describe('regions', () => {
  const told = (homeRegion: string, geos: readonly PowerPlatformGeo[] = [], location = 'westeurope'): unknown => {
    const { stack } = gateway(
      { homeRegion, environmentGeos: geos },
      { location, networkSecurityGroupId: SECURITY_GROUP_ID, natGatewayId: NAT_GATEWAY_ID },
    );
    return { notes: annotations(stack, 'info'), warnings: annotations(stack, 'warn') };
  };

  test('Power BI of a geo may live in another region of it than Power Platform', () => {
    expect(told('northcentralus', [PowerPlatformGeo.UNITED_STATES], 'northcentralus')).toEqual({
      notes: [],
      warnings: [],
    });
  });

  test('all at home: nothing to say', () => {
    expect(told('West Europe', [PowerPlatformGeo.EUROPE])).toEqual({ notes: [], warnings: [] });
  });

  test('the network elsewhere: what conflicts between the pages is said', () => {
    expect(told('northeurope', [], 'uksouth')).toMatchSnapshot();
  });

  test('environments elsewhere are warned about, and so are those of which nothing is known', () => {
    expect(
      told('westeurope', [PowerPlatformGeo.EUROPE, PowerPlatformGeo.FRANCE, PowerPlatformGeo.CHINA]),
    ).toMatchSnapshot();
  });

  test('a slip of the hand is told of', () => {
    const told = gateway({ homeRegion: 'westeurop' }, { location: 'westeurope' });
    expect(annotations(told.stack, 'warn')).toContainEqual(
      expect.stringMatching(/^homeRegion: no list of regions until .* has westeurop\. Did you mean westeurope\?/),
    );
  });

  test('of a region that Terraform computes nothing is said', () => {
    expect(told(Token.asString('${var.home}'), [PowerPlatformGeo.FRANCE])).toEqual({ notes: [], warnings: [] });
  });
});

test('what Terraform computes passes', () => {
  const { ofType } = gateway({
    capacityId: Token.asString('${var.capacity}'),
    displayName: Token.asString('${var.name}'),
    roles: { team: { ...roles['data-team'], principalId: Token.asString('${var.team}') } },
  });
  expect(ofType('fabric_gateway')).toMatchObject([{ capacity_id: '${var.capacity}', display_name: '${var.name}' }]);
  expect(ofType('fabric_gateway_role_assignment')).toMatchObject([{ principal: { id: '${var.team}' } }]);
});

test('a stack without the provider of Fabric is told which class makes it', () => {
  const stack = newStack();
  const subnet = DelegatedSubnet.fromDelegatedSubnetAttributes(stack, 'subnet', {
    subnetId: SUBNET_ID,
    location: 'westeurope',
  });
  new VnetDataGateway(stack, 'gateway', { ...gatewayProps(subnet) });
  expect(() => Testing.synth(stack, true)).toThrow(
    "creation: got \"no FabricProvider\"; allowed: a FabricProvider, or 'portal'. Add new FabricProvider(this, 'fabric', {…}) to the stack",
  );
});
