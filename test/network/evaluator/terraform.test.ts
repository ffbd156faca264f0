import { Configuration } from '.';

function valueOf(text: string, resource: object = {}, known = {}, locals = {}): string | readonly string[] {
  return new Configuration([{ resource, locals }], known).value(text);
}

test('an expression that no one knows equals itself', () => {
  expect(valueOf('${azurerm_firewall.hub.ip_configuration[0].private_ip_address}')).toBe(
    '${azurerm_firewall.hub.ip_configuration[0].private_ip_address}',
  );
  expect(valueOf('${azurerm_subnet.x.id}', { azurerm_subnet: { x: { name: 'snet' } } })).toBe('${azurerm_subnet.x.id}');
  expect(valueOf('10.0.0.4')).toBe('10.0.0.4');
});

test('what is written down, in a local or in an argument, is known', () => {
  const subnets = {
    azurerm_subnet: { x: { name: '${local.name}', address_prefixes: ['10.0.1.0/24', '${var.more}'] } },
  };
  expect(valueOf('${azurerm_subnet.x.name}', subnets, {}, { name: 'snet' })).toBe('snet');
  expect(valueOf('${azurerm_subnet.x.address_prefixes[0]}', subnets)).toBe('10.0.1.0/24');
  expect(valueOf('${azurerm_subnet.x.address_prefixes[2]}', subnets)).toBe('${azurerm_subnet.x.address_prefixes[2]}');
  expect(
    valueOf('${azurerm_subnet.x.address_prefixes}', subnets, { 'var.more': ['10.0.2.0/24', '10.0.3.0/24'] }),
  ).toEqual(['10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24']);
});

test('what is given comes first, and may lead on', () => {
  const known = { 'data.outputs.subnet': '${azurerm_subnet.x.name}', 'azurerm_subnet.x.name': 'given' };
  expect(valueOf('${data.outputs.subnet}', { azurerm_subnet: { x: { name: 'written' } } }, known)).toBe('given');
  expect(() => valueOf('${local.a}', {}, {}, { a: '${local.b}', b: '${local.a}' })).toThrow('goes round in a circle');
});

test('stacks are read as one, and no resource is in two', () => {
  const stack = (name: string): object => ({ resource: { azurerm_subnet: { [name]: { name } } } });
  const subnets = (...names: string[]): string[] =>
    new Configuration(names.map(stack)).ofType('azurerm_subnet').map(({ id }) => id);
  expect(subnets('a', 'b')).toEqual(['${azurerm_subnet.a.id}', '${azurerm_subnet.b.id}']);
  expect(() => subnets('a', 'a')).toThrow('azurerm_subnet.a is in two stacks');
});

test.each(['count', 'for_each', 'dynamic'])('a resource with %s is not read', (field) => {
  const resource = { azurerm_subnet: { x: { [field]: '${var.x}' } } };
  expect(() => new Configuration([{ resource }]).ofType('azurerm_subnet')).toThrow(`${field} is not understood`);
});

test('a list that is not known is not read', () => {
  const resource = { azurerm_subnet: { x: { address_prefixes: '${var.prefixes}' } } };
  const prefixes = (known = {}): readonly string[] | undefined =>
    new Configuration([{ resource }], known).ofType('azurerm_subnet')[0]?.texts('address_prefixes');
  expect(() => prefixes()).toThrow('address_prefixes is no list of texts that is known');
  expect(prefixes({ 'var.prefixes': ['10.0.1.0/24'] })).toEqual(['10.0.1.0/24']);
});
