import type { Checks } from '../../common/checks';
import { isHost } from '../../common/host-names';
import { isOptions, readable } from '../../common/options';
import { isList } from '../../common/shapes';
import { SERVICE_TAG } from '../destinations/service-tag';
import type { EgressRow } from './egress-row';

/** Names beside those of the table. */
export interface AdditionalNamesOptions {
  /** Hosts; `*.contoso.com` stands for all below. */
  readonly names: readonly string[];

  /** What they are for, in a few words: it becomes a description. */
  readonly use: string;

  /**
   * TCP ports of HTTP, or of TLS that names its host.
   *
   * @default [443]
   */
  readonly ports?: readonly number[];

  /**
   * Service tag that covers them.
   *
   * @default none: `namesWithoutTag` decides, where no firewall or proxy does
   */
  readonly serviceTag?: string;

  /**
   * Tag of Azure Firewall that covers them, such as `MicrosoftActiveProtectionService`.
   *
   * @default none
   */
  readonly firewallTag?: string;
}

const PROPERTIES: readonly (keyof AdditionalNamesOptions)[] = ['names', 'use', 'ports', 'serviceTag', 'firewallTag'];
const EXAMPLE = "AdditionalNames.of('antivirus', { names: ['*.contoso.com'], use: 'updates of the virus scanner' })";

const USE = { pattern: /^[\x20-\x7e]{1,100}$/, allowed: '1 to 100 plain characters', fix: 'Say what it is for.' };
const ONE_SERVICE = {
  pattern: SERVICE_TAG,
  allowed: 'a service tag of one service',
  fix: 'Give the name of a service tag, such as AzureBackup.',
};
const FIREWALL_TAG = {
  pattern: /^[A-Za-z][A-Za-z0-9]+$/,
  allowed: 'a tag of Azure Firewall',
  fix: 'Give the name of a tag for FQDNs, such as MicrosoftActiveProtectionService.',
};

/** Names that members reach beside those of the table: virus scanners, backup, sources that speak HTTPS on the internet. */
export class AdditionalNames {
  /**
   * Names that become a row of their own.
   *
   * @param id lower-case words and hyphens: the name of the row, in rules and lists.
   */
  public static of(id: string, options: AdditionalNamesOptions): AdditionalNames {
    return new AdditionalNames(id, options);
  }

  private constructor(
    /** Name of the row. */
    public readonly id: string,
    private readonly given: AdditionalNamesOptions,
  ) {
    Object.freeze(this);
  }

  /** As a row of the table. */
  public row(): EgressRow {
    const { names, use, ports, serviceTag, firewallTag } = readable(this.given);
    return Object.freeze({
      id: this.id,
      number: 0,
      purpose: 'own',
      use: String(use),
      need: 'always',
      // In lower case and once, as rules are compared.
      names: [...new Set((isList(names) ? names : []).map((name: unknown) => String(name).toLowerCase()))],
      alsoNames: [],
      addresses: [],
      ports: [...new Set((isList(ports) ? ports : [443]).map(String))],
      protocol: 'https',
      serviceTags: serviceTag === undefined ? [] : [serviceTag],
      inAzure: false,
      firewallTag,
      notInspected: undefined,
      probe: undefined,
      source: 'named by this app',
      isDispensable: true,
      isVerified: true,
    });
  }

  /** @internal */
  public check(property: string, taken: readonly string[], checks: Checks): void {
    const own = checks.within(property);
    if (own.known('id', this.id, 'Rules are named by it: write it out.')) {
      const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
      const fix = "Say what it is, as in 'antivirus'.";
      const isWord = own.text('id', this.id, {
        pattern,
        maxBytes: 60,
        allowed: 'lower-case words and hyphens, at most 60',
        fix,
      });
      if (isWord && taken.includes(this.id)) {
        const other = 'The table, or another of these, has a row of that name.';
        own.add({ property: 'id', got: this.id, allowed: 'each name once', fix: other });
      }
    }
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    own.knownProperties(this.given, PROPERTIES);
    this.checkNames(own);
    const { use, ports, serviceTag, firewallTag } = this.given;
    if (own.known('use', use, 'It is written to lists for people: write it out.')) own.text('use', use, USE);
    if (serviceTag !== undefined && own.known('serviceTag', serviceTag, 'Rules are named by it: write it out.'))
      own.text('serviceTag', serviceTag, ONE_SERVICE);
    if (firewallTag !== undefined) own.text('firewallTag', firewallTag, FIREWALL_TAG);
    if (ports !== undefined) checkPorts(ports, own);
  }

  private checkNames(own: Checks): void {
    const names: unknown = this.given.names;
    const fix = "Write them as in ['updates.contoso.com', '*.contoso.net'].";
    if (!own.known('names', names, 'Rules and lists are made of them: write them out.')) return;
    if (!Array.isArray(names) || names.length === 0) {
      own.add({ property: 'names', got: names, allowed: 'one host or more', fix });
      return;
    }
    names.forEach((name: unknown, index) => {
      const place = `names[${String(index)}]`;
      if (!own.known(place, name, 'Rules and lists are made of it: write it out.')) return;
      const finding = { property: place, got: name, allowed: 'a host, or *. and a domain', fix };
      if (typeof name === 'string' && isName(name)) return;
      // With an @ in it, it may hold a user and a password.
      if (String(name).includes('@')) own.addHidden(finding);
      else own.add(finding);
    });
  }
}

/** A host, or all below a domain, which is no top-level one. */
function isName(text: string): boolean {
  const host = text.replace(/^\*\./, '');
  return /[a-z]/i.test(host) && isHost(host) && (host === text || host.includes('.'));
}

function checkPorts(ports: unknown, own: Checks): void {
  const fix = 'Write them as in [443].';
  if (!Array.isArray(ports) || ports.length === 0) {
    own.add({ property: 'ports', got: ports, allowed: 'one port or more', fix });
    return;
  }
  ports.forEach((port: unknown, index) => {
    const place = `ports[${String(index)}]`;
    // 64000 is the highest that Azure Firewall takes for a name (azurerm v4.81.0).
    if (own.known(place, port, 'Rules are made of it: write it out.'))
      own.integer(place, port, { min: 1, max: 64000, fix });
  });
}
