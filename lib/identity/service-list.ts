import type { Checks } from '../common/checks';
import { valueObject } from '../common/value-object';
import { isA } from '../common/is-a';
import { ServicePrincipalName } from './service-principal-name';

/** Most entries of a list here. Active Directory takes more; a list that long was made by accident. */
const MAX_ENTRIES = 50;

/** The service principal names in what was given; the rest is reported by `checkServices`. */
export function servicesIn(list: unknown): readonly ServicePrincipalName[] {
  return Array.isArray(list) ? list.filter((one) => isA(ServicePrincipalName, one)) : [];
}

/** Reports what is wrong with a list of service principal names, and which of them is there twice. */
export function checkServices(property: string, list: unknown, checks: Checks, { needed }: { needed: boolean }): void {
  const fix = "Write it as in [ServicePrincipalName.sqlServer('sql01.corp.contoso.com')].";
  if (!isShortList(property, list, 'service principal names', fix, checks, needed)) return;
  list.forEach((service: unknown, index) => {
    const place = `${property}[${String(index)}]`;
    if (service === undefined) checks.add({ property: place, got: service, allowed: 'a ServicePrincipalName', fix });
    else valueObject(place, service as ServicePrincipalName, ServicePrincipalName, checks)?.check(place, checks);
  });
  const names = list.map((service: unknown) =>
    isA(ServicePrincipalName, service) ? service.toString().toLowerCase() : undefined,
  );
  checkOnce(property, names, 'Remove it: one mention is enough, and two may drift apart.', checks);
}

/** Whether it is a list of 1 to 50 (or of none, where it is not needed); reports it where it is not. */
export function isShortList(
  property: string,
  list: unknown,
  what: string,
  fix: string,
  checks: Checks,
  needed = true,
): list is readonly unknown[] {
  if (!checks.known(property, list, 'The list is worked through when the app runs: write it out.')) return false;
  if (Array.isArray(list) && list.length >= (needed ? 1 : 0) && list.length <= MAX_ENTRIES) return true;
  const got: unknown = Array.isArray(list) ? `${String(list.length)} of them` : list;
  const allowed = `an array of ${needed ? '1' : '0'} to ${String(MAX_ENTRIES)} ${what}`;
  // Who writes a text here may write a secret.
  if (Array.isArray(list) || list === undefined) checks.add({ property, got, allowed, fix });
  else checks.addHidden({ property, got, allowed, fix });
  return false;
}

/** Reports what is in a list a second time; what has no name is left out. */
export function checkOnce(property: string, names: readonly (string | undefined)[], fix: string, checks: Checks): void {
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (name === undefined || first === index) return;
    const allowed = `another than ${property}[${String(first)}], without regard to case`;
    checks.add({ property: `${property}[${String(index)}]`, got: name, allowed, fix });
  });
}
