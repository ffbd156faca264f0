import type { EgressNeed, EgressProtocol, EgressRow } from './egress-row';
import { canUseMachineProxy } from './proxied-rows';

/** How one row of the table gets out, or why it does not. */
export type Passage =
  | {
      /** To what service tags cover. */
      readonly kind: 'tag';
      /** The service tags. */
      readonly tags: readonly string[];
    }
  | {
      /** To addresses. */
      readonly kind: 'addresses';
      /** Addresses or ranges. */
      readonly addresses: readonly string[];
      /** Whether they are those of private endpoints. */
      readonly isPrivate: boolean;
    }
  | {
      /** To any address of the internet, on the ports of the row. */
      readonly kind: 'internet';
    }
  | {
      /** By names, through a firewall. */
      readonly kind: 'names';
    }
  | {
      /** Through the proxy. */
      readonly kind: 'proxy';
    }
  | {
      /** Not at all. */
      readonly kind: 'closed';
      /** Why not. */
      readonly reason: string;
      /** What opens it. */
      readonly fix: string;
      /** Whether nobody has asked for it. */
      readonly isUnasked: boolean;
    };

/** A row, and its way. */
export interface RowPassage {
  /** What must be reached. */
  readonly row: EgressRow;
  /** Its way out past the proxy; `proxy` where nothing of it goes past. */
  readonly passage: Passage;
  /** Whether the proxy is asked for it, or for a part of it. */
  readonly byProxy: boolean;
}

/** What decides about ways. */
export interface PassageRules {
  readonly way: 'serviceTags' | 'firewall';
  /** Tags of Azure's own addresses; none where they are closed. */
  readonly azureTags: readonly string[];
  readonly namesWithoutTag: 'closed' | 'internet';
  readonly isWanted: (need: EgressNeed) => boolean;
  readonly httpsMode: boolean;
  /** Rows that the list in use has; nothing for all. */
  readonly listed: readonly string[] | undefined;
  /** Addresses of private endpoints, by row. */
  readonly privateEndpoints: Readonly<Record<string, readonly string[]>>;
  /** Whether anything of a row is asked of a proxy. */
  readonly asksProxy: (row: EgressRow) => boolean;
  /** Whether anything of a row goes past it. */
  readonly passesProxyBy: (row: EgressRow) => boolean;
  readonly hasProxy: boolean;
  /** Whether members with and without the proxy get out. */
  readonly inTransition: boolean;
}

/** Decides the way of each row. */
export function passagesOf(rows: readonly EgressRow[], rules: PassageRules): readonly RowPassage[] {
  return rows.map((row) => {
    const reason = reasonAgainst(row, rules);
    if (reason !== undefined) return { row, passage: reason, byProxy: false };
    return { row, passage: passageOf(row, rules), byProxy: rules.asksProxy(row) };
  });
}

/** Why nobody asks for a row; nothing where somebody does. */
function reasonAgainst(row: EgressRow, rules: PassageRules): Passage | undefined {
  const { isWanted, httpsMode, listed, hasProxy, inTransition } = rules;
  if (row.purpose !== 'own' && listed?.includes(row.id) === false) {
    return closed('the guide that is followed does not list it', "Leave out list: 'guide'.");
  }
  if (!isWanted(row.need)) return closed(`${row.need} is not asked for`, WANTED[row.need] ?? '', true);
  if (isPlainRelay(row.protocol) && httpsMode) {
    return closed('HTTPS mode', 'Give network and cluster the same `gatewaySettings`.');
  }
  if (isPlainRelay(row.protocol) && hasProxy && !inTransition) {
    return closed(
      'no proxy carries it, and the gateway falls back to HTTPS',
      "Set `connectivityMode: 'Https'`, and it is not asked for.",
    );
  }
  return undefined;
}

function passageOf(row: EgressRow, rules: PassageRules): Passage {
  const { privateEndpoints, passesProxyBy } = rules;
  const endpoints = privateEndpoints[row.id];
  if (endpoints !== undefined) return { kind: 'addresses', addresses: endpoints, isPrivate: true };
  if (!passesProxyBy(row)) return { kind: 'proxy' };
  return rules.way === 'firewall' ? byNames(row, rules) : byTags(row, rules);
}

function byTags(row: EgressRow, { azureTags, namesWithoutTag, hasProxy }: PassageRules): Passage {
  if (row.serviceTags.length > 0) return { kind: 'tag', tags: row.serviceTags };
  if (row.addresses.length > 0) return { kind: 'addresses', addresses: row.addresses, isPrivate: false };
  if (row.inAzure && azureTags.length > 0) return { kind: 'tag', tags: azureTags };
  // The internet holds Azure's own addresses too.
  if (namesWithoutTag === 'internet') return { kind: 'internet' };
  if (row.inAzure) {
    const fix =
      'Give `azureAddresses`: AzureAddresses.inRegions([…]) or AzureAddresses.everywhere(); or work by names, with Egress.byFirewall.';
    return closed('there is no service tag for it, and `azureAddresses` is not given', fix);
  }
  return closed('there is no service tag for it', remedyFor(row, hasProxy));
}

function remedyFor(row: EgressRow, hasProxy: boolean): string {
  const ways = [
    ...(OF_INSTALLERS.includes(row.id)
      ? ['bring installers of your own (GatewaySoftware.pinned with SoftwareSource.storageContainer)']
      : []),
    hasProxy ? remedyByProxy(row) : 'work by names, with Egress.byFirewall',
    "set namesWithoutTag: 'internet'",
  ];
  return `One of: ${ways.join('; ')}.`;
}

function remedyByProxy(row: EgressRow): string {
  return canUseMachineProxy(row)
    ? 'give Windows the proxy too and say `machineProxy: true`'
    : 'give network and cluster the same `proxy`';
}

/** What nobody asks for who has installers of one's own. */
const OF_INSTALLERS: readonly string[] = ['install-and-update', 'software-downloads'];

function byNames(row: EgressRow, { azureTags }: PassageRules): Passage {
  if (row.protocol === 'https' || row.protocol === 'http' || row.protocol === 'tds') return { kind: 'names' };
  if (row.addresses.length > 0) return { kind: 'addresses', addresses: row.addresses, isPrivate: false };
  if (row.inAzure && azureTags.length > 0) return { kind: 'tag', tags: azureTags };
  const fix = "Set `connectivityMode: 'Https'` in the settings of the gateway, or give `azureAddresses`.";
  return closed('Azure Firewall takes names with a wildcard for HTTP and SQL alone', fix);
}

function closed(reason: string, fix: string, isUnasked = false): Passage {
  return { kind: 'closed', reason, fix, isUnasked };
}

/** The relay without HTTP. */
function isPlainRelay(protocol: EgressProtocol): boolean {
  return protocol === 'amqp' || protocol === 'relay';
}

/** How a need is asked for. */
const WANTED: Readonly<Partial<Record<EgressNeed, string>>> = {
  interactiveSignIn: 'Set `interactiveSignIn: true`.',
  downloads: 'Give the same `software` as the cluster.',
  storage: 'Give the same `software` as the cluster.',
  monitoring: 'Set `monitoring: true`.',
  windowsUpdate: 'Leave `windowsUpdate` out.',
  deviceRegistration: 'Set `deviceRegistration: true`.',
  telemetry: 'Leave `telemetry` out.',
  dataflowGen1: "Add 'dataflowGen1' to `workloads`.",
  dataflowGen2: "Add 'dataflowGen2' to `workloads`.",
  oneLake: "Add 'oneLake' to `workloads`.",
  pipelines: "Add 'pipelines' to `workloads`.",
};
