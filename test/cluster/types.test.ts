import { GatewayCluster, type GatewayClusterProps, type MemberKeys, Registration } from '../../lib';
import { minimalProps, TENANT_ID } from '../support/fixtures';
import { newStack } from '../support/synthesize';

/** Accepts what compiles. The type check (`npm run typecheck`) fails where an error below is not one any more. */
function written(_props: Partial<GatewayClusterProps>): void {
  // Nothing is built: the compiler is what is tested.
}

test('wrong states have no spelling', () => {
  written({ members: 2 });
  written({ members: 10 });
  // @ts-expect-error one member is no cluster
  written({ members: 1 });
  // @ts-expect-error a cluster takes at most ten members
  written({ members: 11 });

  const keys: MemberKeys = ['01', '02b'];
  written({ memberKeys: keys });
  // @ts-expect-error one member is no cluster
  written({ memberKeys: ['01'] });
  // @ts-expect-error a cluster takes at most ten members
  written({ memberKeys: ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'] });

  // @ts-expect-error there is no personal gateway
  written({ mode: 'personal' });
  // @ts-expect-error a secret is a reference, never a string
  written({ recoveryKey: 'hunter2' });
  // @ts-expect-error a size outside the catalogue needs its figures
  written({ size: 'Standard_Z9' });
  // @ts-expect-error what is left out is left out, not set to nothing
  written({ capacity: undefined });

  const principal = { tenantId: TENANT_ID, applicationId: TENANT_ID };
  const { recoveryKey } = minimalProps();
  Registration.servicePrincipal({ ...principal, clientSecret: recoveryKey });
  // @ts-expect-error a service principal signs in with something
  Registration.servicePrincipal(principal);
  // @ts-expect-error a secret is no certificate
  Registration.servicePrincipal({ ...principal, certificate: recoveryKey });

  const cluster = new GatewayCluster(newStack(), 'finance', minimalProps());
  // @ts-expect-error what has been built cannot be changed
  expect(() => (cluster.gatewayName = 'other')).not.toThrow();
});
