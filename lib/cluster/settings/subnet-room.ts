import type { IConstruct } from 'constructs';
import { Ipv4Range } from '../../common/cidr';
import type { Checks } from '../../common/checks';
import type { IMemberSubnet } from '../../network/egress-guard';
import { RESERVED_ADDRESSES } from '../../network/subnet-size';
import { Registry } from '../../terraform/registry';

/** Members of each cluster in a subnet. */
const taken = new Registry<IMemberSubnet, number>();

/** Takes a place in its subnet for each member of a cluster, and reports the ones too many, over all clusters in it. */
export function claimRoom(
  cluster: IConstruct,
  subnet: IMemberSubnet | undefined,
  members: number,
  checks: Checks,
): void {
  const range = Ipv4Range.parse(subnet?.addressPrefix);
  if (subnet === undefined || range === undefined) return;
  const others = taken.ofOthers(subnet, cluster);
  const used = others.reduce((sum, [, count]) => sum + count, 0);
  const room = range.size - RESERVED_ADDRESSES - used;
  if (members > room) {
    const names = others.map(([other]) => other.node.path).join(', ');
    const fix = `Azure keeps ${String(RESERVED_ADDRESSES)} addresses of a subnet: enlarge it, or give this cluster one of its own.`;
    const allowed = `at most ${String(Math.max(room, 0))} in ${String(range)}${names === '' ? '' : ` beside ${names}`}`;
    checks.add({ property: 'subnet', got: `${String(members)} members`, allowed, fix });
    return;
  }
  taken.take(subnet, cluster, members);
}
