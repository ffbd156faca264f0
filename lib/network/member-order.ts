import type { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { comeAfterStack } from '../terraform/order';
import type { IMemberSubnet } from './egress-guard';

const orders = new WeakMap<IMemberSubnet, MemberOrder>();

/**
 * What the members of a network wait for in other stacks. The network itself cannot wait there: what opens its way, a
 * peering say, often needs the network first.
 */
export class MemberOrder {
  /** Lets whoever has members in a subnet come after what its network waits for. */
  public static join(subnet: IMemberSubnet, construct: IConstruct): void {
    orders.get(subnet)?.add(construct);
  }

  private readonly stacks = new Set<TerraformStack>();
  private readonly constructs = new Set<IConstruct>();

  /** Has a subnet of the network. */
  public holds(subnet: IMemberSubnet): void {
    orders.set(subnet, this);
  }

  /** Lets all members, also those that come later, wait for a stack. */
  public waitFor(stack: TerraformStack): void {
    this.stacks.add(stack);
    for (const construct of this.constructs) comeAfterStack(construct, stack);
  }

  private add(construct: IConstruct): void {
    this.constructs.add(construct);
    for (const stack of this.stacks) comeAfterStack(construct, stack);
  }
}
