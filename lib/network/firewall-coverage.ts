import type { IConstruct } from 'constructs';
import { Registry } from '../terraform/registry';
import type { Egress } from './egress/egress';
import { firewallRules } from './rules/firewall-rules';

/** What firewalls are told in an app: by rules, or by files for who owns them. */
const told = new Registry<IConstruct, Egress>();

/** Remembers what a firewall is told. */
export function tellFirewall(construct: IConstruct, egress: Egress): void {
  told.take(construct.node.root, construct, egress);
}

/** What there is to say about an egress by a firewall, once the app is whole: nothing where a firewall is told all of it. */
export function firewallNote(construct: IConstruct, egress: Egress): string | undefined {
  if (egress.way !== 'firewall') return undefined;
  const others = told
    .ofOthers(construct.node.root, construct)
    .filter(([, { way }]) => way === 'firewall')
    .map(([owner, other]) => ({ owner, missing: rulesMissing(egress, other) }))
    .sort((a, b) => a.missing.length - b.missing.length);
  const [nearest] = others;
  if (nearest === undefined) {
    return (
      'a firewall decides by names what gets out, and this app tells none: give FirewallEgressRules this network, or its owner the ' +
      'files of EgressFiles.'
    );
  }
  const { owner, missing } = nearest;
  if (missing.length === 0) return undefined;
  return (
    `no firewall of this app is told to let through ${missing.join(', ')} as it is here: '${owner.node.path}' has another egress. ` +
    'Give it this network.'
  );
}

/** Names of rules that a firewall needs for one egress, and does not get by the other. DNS servers are no part of an egress. */
function rulesMissing(egress: Egress, other: Egress): readonly string[] {
  if (egress === other) return [];
  const rulesOf = (one: Egress): ReadonlyMap<string, string> => {
    const { application, network } = firewallRules(one, []);
    return new Map([...application, ...network].map((rule) => [JSON.stringify(rule), rule.name]));
  };
  const has = rulesOf(other);
  return [...rulesOf(egress)].filter(([rule]) => !has.has(rule)).map(([, name]) => name);
}
