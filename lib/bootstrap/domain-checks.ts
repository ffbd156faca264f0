import type { Checks } from '../common/checks';
import type { DirectorySetup } from '../identity/directory-setup';
import type { DomainMembership } from '../identity/domain-membership';
import type { ServiceAccount } from './service-account';

/** What a setup says of Active Directory. */
interface DomainSide {
  readonly serviceAccount: ServiceAccount;
  readonly domainMembership: DomainMembership | undefined;
  readonly directory: DirectorySetup | undefined;
}

/** DNS name of the domain that a cluster belongs to; nothing where it needs none. */
export function domainOf({
  serviceAccount,
  domainMembership,
}: Pick<DomainSide, 'serviceAccount' | 'domainMembership'>): string | undefined {
  return serviceAccount.domain ?? domainMembership?.domain;
}

/** Reports where account, membership and directory do not fit together. Each has been checked by itself. */
export function checkDomain(side: DomainSide, checks: Checks): void {
  checkOneDomain(side, checks);
  checkComputersThatDelegate(side, checks);
  checkSomethingToSetUp(side, checks);
  checkGroupThatDelegates(side, checks);
}

function checkOneDomain({ serviceAccount, domainMembership }: DomainSide, checks: Checks): void {
  const { domain } = serviceAccount;
  if (domainMembership === undefined || !areKnownTexts([domain, domainMembership.domain], checks)) return;
  if (isSame(domain, domainMembership.domain)) return;
  const fix = 'A computer uses the gMSA of its own domain here: name one domain for both.';
  const allowed = `${String(domain)}, as the account`;
  checks.add({ property: 'domainMembership.domain', got: domainMembership.domain, allowed, fix });
}

function checkComputersThatDelegate({ serviceAccount, domainMembership }: DomainSide, checks: Checks): void {
  const { delegation, isDomainAccount, accountName } = serviceAccount;
  if (delegation === undefined || isDomainAccount || domainMembership !== undefined) return;
  const fix =
    'Say DomainMembership.joinByExtension({…}), or DomainMembership.existing({…}) where something else joins them.';
  const allowed = `a DomainMembership, for delegation by ${accountName}: the computers delegate for it`;
  checks.add({ property: 'domainMembership', got: undefined, allowed, fix });
}

function checkSomethingToSetUp({ serviceAccount, directory }: DomainSide, checks: Checks): void {
  if (directory === undefined || serviceAccount.needsDomain) return;
  const fix = 'Leave it out, or give the members ServiceAccount.groupManaged({…}), or the account a `delegation`.';
  const allowed = `nothing with ${serviceAccount.accountName} and no delegation: the directory knows nothing of it`;
  checks.add({ property: 'directory', got: directory.toString(), allowed, fix });
}

/** Data sources list accounts: for the virtual one, the group of the computers stands. */
function checkGroupThatDelegates({ serviceAccount, directory }: DomainSide, checks: Checks): void {
  const { delegation, isDomainAccount, accountName } = serviceAccount;
  if (delegation?.kind !== 'resourceBased' || isDomainAccount || directory !== undefined) return;
  const fix = 'Say DirectorySetup.onMachine({…}) or .byAdministrator({…}), or use a gMSA.';
  const allowed = `a DirectorySetup, whose group of the members data sources list in place of ${accountName}`;
  checks.add({ property: 'directory', got: undefined, allowed, fix });
}

/**
 * What is allowed and still worth a word: constrained delegation stays within one domain, and a name in DNS does not say
 * for sure to which domain of Active Directory its host belongs.
 */
export function delegationAdvice(
  side: Pick<DomainSide, 'serviceAccount' | 'domainMembership'>,
  checks: Checks,
): readonly string[] {
  const { delegation } = side.serviceAccount;
  const domain = domainOf(side);
  if (delegation?.kind !== 'constrained' || !areKnownTexts([domain], checks)) return [];
  const hosts = delegation.services.filter(({ hostDomain }) => !isSame(hostDomain, domain)).map(({ host }) => host);
  if (hosts.length === 0) return [];
  return [
    `constrained delegation stays within ${String(domain)}: ${[...new Set(hosts)].join(', ')} lies elsewhere by its name. Where it belongs to another domain of Active Directory, use KerberosDelegation.resourceBased.`,
  ];
}

function areKnownTexts(values: readonly (string | undefined)[], checks: Checks): boolean {
  return values.every((value) => typeof value === 'string' && !checks.isUnknown(value));
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
