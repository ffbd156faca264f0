import type { Checks } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';
import { isRecord } from '../common/shapes';
import { DOMAIN, TARGET_ACCOUNT } from './domain-names';
import { checkOnce, checkServices, isShortList, servicesIn } from './service-list';
import type { ServicePrincipalName } from './service-principal-name';

/** An account that a data source runs as, and that lets the gateway come as somebody else. */
export interface ResourceTarget {
  /**
   * sAMAccountName of the account: `SQL02$` for a computer (where the service runs as the system or as a virtual account
   * of it), `svc-sql` for a user, `gmsa-sql$` for a gMSA.
   */
  readonly account: string;

  /** DNS name of the account's domain, which may be another than the gateway's: `emea.contoso.com`. */
  readonly domain: string;

  /**
   * Data sources that run as the account: 0 to 50. They are not written anywhere; it is checked that they belong to it.
   *
   * @default none
   */
  readonly services?: readonly ServicePrincipalName[];
}

const PROPERTIES: readonly string[] = ['account', 'domain', 'services'] satisfies (keyof ResourceTarget)[];

/** A copy that nobody changes; nothing where it is none, which `checkTargets` reports. */
export function frozenTarget(target: unknown): readonly ResourceTarget[] {
  if (!isRecord(target)) return [];
  const { account, domain, services } = readable<ResourceTarget>(target as unknown as ResourceTarget);
  const names = { account: account as string, domain: domain as string };
  return [Object.freeze(services === undefined ? names : { ...names, services: Object.freeze(servicesIn(services)) })];
}

/** Reports what is wrong with a list of targets, and which of them is there twice. */
export function checkTargets(property: string, list: unknown, checks: Checks): void {
  const fix = "Write it as in [{ account: 'SQL02$', domain: 'corp.contoso.com' }].";
  if (!isShortList(property, list, 'targets', fix, checks)) return;
  list.forEach((target, index) => {
    checkTarget(`${property}[${String(index)}]`, target, checks);
  });
  const names = list.map((target) => nameOf(target, checks));
  checkOnce(property, names, 'Remove it, and name all data sources of the account at the first.', checks);
}

function checkTarget(property: string, target: unknown, checks: Checks): void {
  if (!isOptions(property, target, "{ account: 'SQL02$', domain: 'corp.contoso.com' }", checks)) return;
  const own = checks.within(property);
  const given = readable(target as Partial<ResourceTarget>);
  const secret = 'Remove it: the account is only named, and nothing signs in with it.';
  own.knownProperties(withoutSecrets(given, PROPERTIES, secret, own), PROPERTIES);
  own.text('account', given.account, TARGET_ACCOUNT);
  own.text('domain', given.domain, { ...DOMAIN, fix: 'Give the DNS name of the domain that the account lies in.' });
  if (given.services !== undefined) checkServices('services', given.services, own, { needed: false });
}

function nameOf(target: unknown, checks: Checks): string | undefined {
  const { account, domain } = isRecord(target) ? target : {};
  if (typeof account !== 'string' || typeof domain !== 'string') return undefined;
  return checks.isUnknown(account) || checks.isUnknown(domain) ? undefined : `${account}@${domain}`.toLowerCase();
}
