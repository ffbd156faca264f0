import type { IConstruct } from 'constructs';
import type { Draft } from '../../manifest/entries/draft';
import type { GatewayMemberEntry } from '../../manifest/entries/member-entry';
import { addressAt, addressesBelow, addressIn } from '../../terraform/addresses';
import type { IMemberStep } from '../props/member-step';
import type { MemberPlan } from '../settings/member-plan';

/** A member in a manifest, as the app describes it; where a running machine keeps what it was made with, it may differ. */
export function describeMember(
  member: IConstruct,
  plan: MemberPlan,
  steps: readonly IMemberStep[],
): Draft<GatewayMemberEntry> {
  const { key, isPrimary, computerName, zone, size, privateIpAddress, patching } = plan;
  return {
    constructPath: member.node.path,
    key,
    primary: isPrimary,
    computerName,
    zone,
    size: size.name,
    privateIpAddress,
    patchMode: patching.patchMode,
    resources: {
      virtualMachine: addressIn(member, 'virtual-machine'),
      networkInterface: addressIn(member, 'network-interface'),
      createdWith: addressIn(member, 'created-with'),
      securityGroupAssociation: addressAt(member, 'security-group'),
      dataDisk: addressAt(member, 'data-disk'),
      dataDiskAttachment: addressAt(member, 'data-disk-attachment'),
      lock: addressAt(member, 'lock'),
    },
    steps: steps.map(({ name, interruptsMember }) => ({
      name,
      interruptsMember,
      addresses: addressesBelow(member.node.tryFindChild(name)),
    })),
  };
}
