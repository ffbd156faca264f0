import { type TerraformStack, Testing, Token } from 'cdktf';
import { GatewayCluster, type GatewayClusterProps, Registration, ResourceNaming } from '../../lib';
import { APPLICATION_ID, minimalProps } from '../support/fixtures';
import { annotations, newStack } from '../support/synthesize';

describe('names that another cluster of the app has taken', () => {
  const build = (
    stack: TerraformStack,
    id: string,
    props: Partial<GatewayClusterProps> = {},
  ): (() => GatewayCluster) => {
    return () => new GatewayCluster(stack, id, { ...minimalProps(), ...props });
  };
  const second = (props: Partial<GatewayClusterProps>): (() => unknown) => {
    const stack = newStack();
    build(stack, 'first')();
    return build(stack, 'second', props);
  };
  const otherNames = { gatewayName: 'sales', naming: ResourceNaming.custom(({ proposed }) => `x-${proposed}`) };

  test('a gateway name is unique in its tenant', () => {
    expect(second({ gatewayName: 'FINANCE-PROD', computerNamePrefix: 'other' })).toThrowErrorMatchingSnapshot();
  });

  test('a computer name is unique in its stack', () => {
    expect(second({ ...otherNames, computerNamePrefix: 'Finance-Prod' })).toThrowErrorMatchingSnapshot();
  });

  test('so is the name of a resource in its group', () => {
    const naming = ResourceNaming.custom(({ kind, memberKey = '' }) => `${kind}-${memberKey}`);
    const stack = newStack();
    build(stack, 'first', { naming })();
    expect(build(stack, 'second', { gatewayName: 'sales', naming })).toThrowErrorMatchingSnapshot();
    expect(build(stack, 'third', { gatewayName: 'sales', naming, resourceGroupName: 'rg-other' })).not.toThrow();
  });

  test('so are the names of what a cluster has once, and of disks of any kind', () => {
    const stack = newStack();
    const { members: _, ...rest } = minimalProps();
    const keys = (id: string, memberKeys: ['01', '02'] | ['03', '04'], naming?: ResourceNaming): (() => unknown) => {
      const props = { ...rest, gatewayName: id, computerNamePrefix: 'gw', memberKeys, primary: memberKeys[0] };
      return () => new GatewayCluster(stack, id, naming === undefined ? props : { ...props, naming });
    };
    keys('first', ['01', '02'])();
    expect(keys('second', ['03', '04'])).toThrow('got "id-gw"');
    const naming = ResourceNaming.custom(({ kind, memberKey = '', proposed }) =>
      kind === 'osDisk' ? `osdisk-gw-0${String(Number(memberKey) - 2)}` : `other-${proposed}`,
    );
    expect(keys('third', ['03', '04'], naming)).toThrow('computerNamePrefix: got "gw-03"');
  });

  test('a tenant that Terraform knows is no tenant to compare, and a stack is', () => {
    const unknown = Registration.byOperator({ tenantId: Token.asString('${var.tenant}') });
    const stack = newStack();
    build(stack, 'first', { registration: unknown })();
    expect(build(stack, 'second', { registration: unknown, ...otherNames })).not.toThrow();
    expect(build(stack, 'third', { registration: unknown })).toThrow('computerNamePrefix: got "id-finance-prod"');
  });

  test('development and production may have the same computers, in two domains: a warning says so', () => {
    const root = Testing.app();
    build(newStack(root, 'development'), 'finance', { gatewayName: 'dev', computerNamePrefix: 'fin' })();
    const production = newStack(root, 'production');
    build(production, 'finance', { gatewayName: 'prod', computerNamePrefix: 'fin' })();
    expect(annotations(production, 'warn')).toMatchSnapshot();
  });

  test('tenants do not meet', () => {
    const props = { ...otherNames, registration: Registration.byOperator({ tenantId: APPLICATION_ID }) };
    expect(second({ ...props, gatewayName: 'finance-prod', computerNamePrefix: 'other' })).not.toThrow();
  });

  test('nor do apps', () => {
    build(newStack(), 'first')();
    expect(build(newStack(), 'first')).not.toThrow();
  });

  test('what has been removed has taken nothing', () => {
    const stack = newStack();
    build(stack, 'first')();
    stack.node.tryRemoveChild('first');
    expect(build(stack, 'first')).not.toThrow();
  });
});
