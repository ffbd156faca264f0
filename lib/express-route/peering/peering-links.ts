import { Ipv4Range } from '../../common/cidr';
import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { Ipv6Range } from '../../common/ipv6-range';

/** One range for both links, which is split in halves, or one range for each, the primary's first. */
export type LinkSubnets = string | readonly [primary: string, secondary: string];

/** Address ranges of a peering's two links. */
export interface PeeringLinksOptions {
  /**
   * IPv4: one /29, or two /30.
   *
   * @default none
   */
  readonly ipv4?: LinkSubnets;

  /**
   * IPv6: one /125, or two /126.
   *
   * @default none
   */
  readonly ipv6?: LinkSubnets;
}

/** One link: a range, and the routers at its ends. */
export interface PeeringLink {
  /** Range in CIDR notation. */
  readonly prefix: string;
  /** Address of your router: the first usable one. Nothing where Terraform computes the range. */
  readonly customerRouter: string | undefined;
  /** Address of Microsoft's router: the second usable one. Nothing where Terraform computes the range. */
  readonly microsoftRouter: string | undefined;
}

/** The two links of a peering, in one version of IP. */
export interface PeeringLinkPair {
  /** The primary link. */
  readonly primary: PeeringLink;
  /** The secondary link. */
  readonly secondary: PeeringLink;
}

/** A range of either version of IP. */
export type AnyRange = Ipv4Range | Ipv6Range;

type Family = 'ipv4' | 'ipv6';

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];
const LINK_BITS: Readonly<Record<Family, number>> = { ipv4: 30, ipv6: 126 };
const EXAMPLE = "PeeringLinks.of({ ipv4: ['203.0.113.0/30', '203.0.113.4/30'] })";
const ALLOWED: Readonly<Record<Family, string>> = {
  ipv4: "one IPv4 range of /29 ('203.0.113.0/29'), or two of /30 (['203.0.113.0/30', '203.0.113.4/30'])",
  ipv6: "one IPv6 range of /125 ('2001:db8::/125'), or two of /126 (['2001:db8::/126', '2001:db8::4/126'])",
};

/**
 * The addresses of a peering's two links (MicrosoftDocs/azure-docs, expressroute-routing, 2026-03-12): your router takes the
 * first usable address of a range, Microsoft's the second. Both BGP sessions must stand for Microsoft's SLA.
 */
export class PeeringLinks {
  /** The ranges, for IPv4, IPv6 or both. */
  public static of(options: PeeringLinksOptions): PeeringLinks {
    return new PeeringLinks(options);
  }

  /** The links of IPv4; nothing without. */
  public readonly ipv4: PeeringLinkPair | undefined;
  /** The links of IPv6; nothing without. */
  public readonly ipv6: PeeringLinkPair | undefined;

  private constructor(private readonly given: PeeringLinksOptions) {
    const { ipv4, ipv6 } = readable(given);
    this.ipv4 = linkPair('ipv4', ipv4);
    this.ipv6 = linkPair('ipv6', ipv6);
    Object.freeze(this);
  }

  /** The ranges that are known when the app runs. @internal */
  public get ranges(): readonly AnyRange[] {
    return [this.ipv4, this.ipv6]
      .flatMap((pair) => (pair === undefined ? [] : [pair.primary.prefix, pair.secondary.prefix]))
      .map((prefix) => Ipv4Range.parse(prefix) ?? Ipv6Range.parse(prefix))
      .filter((range) => range !== undefined);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    const own = checks.within(property);
    own.knownProperties(this.given, FAMILIES);
    const given = readable(this.given);
    if (given.ipv4 === undefined && given.ipv6 === undefined) {
      checks.add({
        property,
        got: undefined,
        allowed: 'ranges of IPv4, IPv6 or both',
        fix: `Write them as in ${EXAMPLE}.`,
      });
    }
    for (const family of FAMILIES) if (given[family] !== undefined) checkSubnets(family, given[family], own);
  }
}

/** The links of a range that is split, or of two; nothing where they are none. */
export function linkPair(family: Family, subnets: LinkSubnets | undefined): PeeringLinkPair | undefined {
  const [primary, secondary] = typeof subnets === 'string' ? halves(family, subnets) : listOf(subnets);
  if (typeof primary !== 'string' || typeof secondary !== 'string') return undefined;
  return Object.freeze({ primary: link(family, primary), secondary: link(family, secondary) });
}

function link(family: Family, prefix: string): PeeringLink {
  const range = parse(family, prefix);
  return Object.freeze({
    prefix: range?.toString() ?? prefix,
    customerRouter: range?.addressAt(1),
    microsoftRouter: range?.addressAt(2),
  });
}

function halves(family: Family, subnet: string): readonly string[] {
  const range = parse(family, subnet);
  if (range?.prefixLength !== LINK_BITS[family] - 1) return [];
  const parts = range instanceof Ipv4Range ? [...range.split(LINK_BITS.ipv4)] : (range.halves() ?? []);
  return parts.map(String);
}

function listOf(subnets: unknown): readonly unknown[] {
  return Array.isArray(subnets) ? (subnets as readonly unknown[]) : [];
}

function parse(family: Family, text: unknown): AnyRange | undefined {
  return family === 'ipv4' ? Ipv4Range.parse(text) : Ipv6Range.parse(text);
}

function checkSubnets(family: Family, subnets: unknown, checks: Checks): void {
  const allowed = ALLOWED[family];
  if (typeof subnets === 'string') {
    if (!checks.known(family, subnets, 'It is split when the app runs: write it out, or give the two ranges.')) return;
    if (parse(family, subnets)?.prefixLength === LINK_BITS[family] - 1) return;
    checks.add({ property: family, got: subnets, allowed, fix: adviceOn(family, subnets) });
    return;
  }
  const [primary, secondary, ...more] = listOf(subnets);
  if (primary === undefined || secondary === undefined || more.length > 0) {
    checks.add({ property: family, got: subnets, allowed, fix: 'A peering has two links: give a range for each.' });
    return;
  }
  const ranges = [primary, secondary].map((text, index) => checkLink(family, text, index, checks));
  checkOrder(family, ranges, checks);
}

function checkLink(family: Family, text: unknown, index: number, checks: Checks): AnyRange | undefined {
  if (checks.isUnknown(text)) return undefined;
  const range = parse(family, text);
  if (range?.prefixLength === LINK_BITS[family]) return range;
  const property = `${family}[${String(index)}]`;
  const allowed = `a range of /${String(LINK_BITS[family])}`;
  checks.add({ property, got: text, allowed, fix: adviceOn(family, text) });
  return undefined;
}

/** Azure and azurerm take them in any order: then routers are set up crosswise, and no session comes up. */
function checkOrder(family: Family, [primary, secondary]: readonly (AnyRange | undefined)[], checks: Checks): void {
  if (primary === undefined || secondary === undefined) return;
  const property = `${family}[1]`;
  const got = secondary.toString();
  if (primary.toString() === got) {
    const fix = 'The two links end in two routers: give each a range of its own.';
    checks.add({ property, got, allowed: `another range than ${got}`, fix });
  } else if (areHalves(family, [secondary.toString(), primary.toString()])) {
    const fix = 'The first half of a range is the primary link: swap the two, here and on your routers.';
    checks.add({ property, got, allowed: `a range behind ${primary.toString()}`, fix });
  }
}

function areHalves(family: Family, [lower = '', upper]: readonly string[]): boolean {
  const whole = lower.replace(/\/\d+$/, `/${String(LINK_BITS[family] - 1)}`);
  return halves(family, whole)[1] === upper;
}

function adviceOn(family: Family, got: unknown): string {
  const text = typeof got === 'string' ? got : '';
  const other: Family = family === 'ipv4' ? 'ipv6' : 'ipv4';
  if (parse(other, text) !== undefined) return `Give it as ${other}.`;
  if (parse(family, text) !== undefined) return 'Azure takes no other size.';
  return 'A range begins where its prefix ends: all bits behind it are 0.';
}
