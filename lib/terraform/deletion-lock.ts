import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { dependencyOn } from './order';

/** What a lock is made from. */
export interface DeletionLockOptions {
  /** Name in Azure. */
  readonly name: string;
  /** Resource id of what is locked. */
  readonly resourceId: string;
  /** Why, in one sentence, for people who run into it. */
  readonly why: string;
  /** What the children of the resource are, that Azure locks with it: `Subnets`. @default it has none */
  readonly children?: string;
}

/** Longest note of a lock (azurerm). */
const LONGEST_NOTE = 512;

/**
 * A lock CanNotDelete on a resource, against other hands than Terraform's. Azure locks the children of a resource with it
 * (MicrosoftDocs/azure-docs, lock-resources), so the lock comes after those that are made here and is lifted before one of
 * them is replaced or removed: its note names them, and a changed note makes another lock. Without that order Terraform
 * would delete children while the lock still stands.
 */
export class DeletionLock {
  private readonly lock: ManagementLock;
  private readonly names: string[] = [];
  private readonly addresses: string[] = [];

  /** Defines the lock below a construct. */
  public constructor(
    scope: Construct,
    id: string,
    private readonly options: DeletionLockOptions,
  ) {
    const { name, resourceId: target } = options;
    this.lock = new ManagementLock(scope, id, { name, scope: target, lockLevel: 'CanNotDelete', notes: this.notes });
  }

  /** Lets the lock be lifted for a child of the resource. */
  public guard(name: string, child: TerraformResource): void {
    this.names.push(name);
    this.addresses.push(dependencyOn(child));
    this.lock.notes = this.notes;
    this.lock.dependsOn = [...this.addresses];
    // Only another one has another id: what is changed in place needs no lifted lock.
    this.lock.lifecycle = { replaceTriggeredBy: this.addresses.map((address) => `${address}.id`) };
  }

  /**
   * Lets the lock be lifted for whatever changes in children of which each waits for the one before it.
   *
   * @param names what the note calls them.
   * @param last what is to be waited for: the last of them, or what stands in its place where there are none.
   */
  public guardChain(
    names: readonly string[],
    children: readonly TerraformResource[],
    last: ITerraformDependable,
  ): void {
    this.names.push(...names);
    this.lock.notes = this.notes;
    this.lock.dependsOn = [dependencyOn(last)];
    // As addresses: cdktf renders a resource here as "${TYPE.ID}", which Terraform refuses.
    if (children.length > 0) this.lock.lifecycle = { replaceTriggeredBy: children.map(dependencyOn) };
  }

  /** Why it is there, and what it is lifted for. */
  private get notes(): string {
    const { why, children = 'Children' } = this.options;
    if (this.names.length === 0) return why;
    const whole = `${why} ${children}: ${this.names.join(', ')}.`;
    if (whole.length <= LONGEST_NOTE) return whole;
    return `${why} ${children}: ${createHash('sha256').update(whole).digest('hex')}.`;
  }
}
