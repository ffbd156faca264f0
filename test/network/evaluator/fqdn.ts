/**
 * Whether a name is one that an application rule lists. An asterisk stands at the left only, for anything at all: `*.a.com`
 * has every name below `a.com` and not `a.com`; `*a.com` has `a.com`, and `xa.com` too (azure-docs, Azure Firewall FAQ,
 * 2022-09-12).
 */
export function matchesName(listed: string, host: string): boolean {
  const asterisk = listed.lastIndexOf('*');
  if (asterisk > 0 || listed === '')
    throw new Error(`'${listed}' is no name for a rule: an asterisk stands at the left only`);
  const [name, wanted] = [host.toLowerCase(), listed.toLowerCase()];
  if (asterisk < 0) return name === wanted;
  return name.endsWith(wanted.slice(1));
}
