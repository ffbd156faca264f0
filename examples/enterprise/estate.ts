import type { Construct } from 'constructs';
import { GatewayDefaults } from '../../lib'; // in your project: 'cdktf-data-gateway'
import { ConnectivityStack } from './connectivity';
import { IdentityStack } from './identity';
import { Policy } from './policy';
import type { Settings } from './settings';
import { VnetGatewayStack } from './vnet-gateway';
import { WorkloadStack } from './workload';

/** All stacks of an estate, in the order in which they are deployed: what one gives, the next takes as a typed value. */
export function defineEstate(scope: Construct, settings: Settings): void {
  // Said once, and inherited by all that the library makes below.
  const { naming, tags } = new Policy(settings);
  GatewayDefaults.of(scope).set({ location: settings.location.name, naming, tags, lock: true });

  const { hub } = new ConnectivityStack(scope, 'enterprise-connectivity', settings);
  const identity = new IdentityStack(scope, 'enterprise-identity', settings);
  const workload = new WorkloadStack(scope, 'enterprise-workload', settings, hub, identity);
  new VnetGatewayStack(scope, 'enterprise-vnet-gateway', settings, workload);
}
