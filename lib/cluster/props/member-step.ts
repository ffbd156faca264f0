import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { KeyVaultSecretReference } from '../../identity/key-vault-reference';
import type { GatewayIdentityAttributes, IGatewayMember } from './gateway-cluster-interface';
import type { LoadBalancing } from './load-balancing';
import type { Registration } from './registration';

/** What a step may need to know beside its member. */
export interface MemberStepContext {
  /** Name in the service. */
  readonly gatewayName: string;
  /** Azure region of the members. */
  readonly location: string;
  /** Resource group of the members. */
  readonly resourceGroupName: string;
  /** Key of the primary. */
  readonly primaryKey: string;
  /** Windows computer name of the primary. */
  readonly primaryComputerName: string;
  /** The identity that the members act with; it may read the secrets below. */
  readonly identity: GatewayIdentityAttributes;
  /** The recovery key. */
  readonly recoveryKey: KeyVaultSecretReference;
  /** Who registers the members. */
  readonly registration: Registration;
  /** Object ids of the administrators. */
  readonly administrators: readonly string[];
  /** How the service chooses a member. */
  readonly loadBalancing: LoadBalancing;
  /**
   * What restarts or interrupts this member when it changes, such as `size=Standard_D8as_v6`. A step that promises a
   * healthy member takes it into its content: it is then done again after such a change, before the next member is touched.
   */
  readonly restartedBy: readonly string[];
}

/** What is the same for all members of a cluster. */
export type ClusterForSteps = Omit<MemberStepContext, 'primaryComputerName' | 'restartedBy'>;

/**
 * Something that is done on a member after its machine exists, such as installing a driver. Steps of a member run in the
 * order given, each after the one before it has ended.
 */
export interface IMemberStep {
  /**
   * Name of the step, unique among the steps: it becomes part of the resource addresses. Lower-case words and hyphens; not
   * the name of a resource that a member has anyway, such as `virtual-machine`.
   */
  readonly name: string;

  /**
   * Whether the member stops serving, however briefly, while the step runs. In a serial rollout such a step never runs
   * on two members at once.
   */
  readonly interruptsMember: boolean;

  /**
   * Whether the step needs what the same step does on the primary, as joining a cluster needs the cluster. Then it waits
   * for that, in a parallel rollout too.
   *
   * @default false
   */
  readonly afterPrimary?: boolean;

  /**
   * DNS name of the Active Directory domain that the step joins the member to. Such a step comes before all others, the
   * library's own too: an account, or a file share with installers, may need the domain.
   *
   * @default it joins none
   */
  readonly joinsDomain?: string;

  /**
   * Defines the step's resource in `scope`, which belongs to the step alone. The resource must be done only when what
   * the step promises is true. The library adds the ordering to it; a value that is already in its `dependsOn` stays.
   *
   * @param scope where to define it.
   * @param member the member that it works on.
   * @param context what there is to know of the cluster, and of what restarts the member.
   */
  define(scope: Construct, member: IGatewayMember, context: MemberStepContext): TerraformResource;
}

/** The library's own steps around those of the user: a domain is joined first of all, the rest is done in between. */
export function inStepOrder<T extends Pick<IMemberStep, 'joinsDomain'>>(
  before: readonly T[],
  own: readonly T[],
  after: readonly T[],
): readonly T[] {
  const joins = own.filter(({ joinsDomain }) => joinsDomain !== undefined);
  const others = own.filter(({ joinsDomain }) => joinsDomain === undefined);
  return [...joins, ...before, ...others, ...after];
}

/** Ids below a member that are taken. */
export const MEMBER_RESOURCE_IDS: readonly string[] = [
  'network-interface',
  'security-group',
  'created-with',
  'virtual-machine',
  'data-disk',
  'data-disk-attachment',
  'lock',
];
