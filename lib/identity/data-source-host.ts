import type { Checks } from '../common/checks';
import { HOST } from './domain-names';

/** Ends of names of Azure's own services, in all of its clouds. */
const CLOUD_SERVICES =
  /\.((database|sql|asazure|kusto)\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn|cloudapi\.de)|sql\.azuresynapse\.(net|usgovcloudapi\.net|azure\.cn)|asazure\.(usgovcloudapi\.net|chinacloudapi\.cn)|fabric\.microsoft\.com|pbidedicated\.windows\.net)$/i;

/**
 * Reports a host that Kerberos of an own domain does not know, with what it was probably meant to be. The name is taken
 * apart when the app runs, so it must be known then.
 */
export function checkDataSourceHost(property: string, host: unknown, checks: Checks): void {
  if (!checks.known(property, host, 'Its short name is made from it when the app runs: write it out.')) return;
  const advice = typeof host === 'string' ? adviceOn(host) : undefined;
  if (advice === undefined) {
    checks.text(property, host, HOST);
    return;
  }
  const finding = { property, got: host, allowed: HOST.allowed, fix: advice };
  // With an @ in it, it may hold a user and a password.
  if (String(host).includes('@')) checks.addHidden(finding);
  else checks.add(finding);
}

function adviceOn(host: string): string | undefined {
  if (CLOUD_SERVICES.test(host.replace(/\.$/u, ''))) {
    return 'This is a service of the cloud: it knows no Kerberos of your domain, and nothing can be delegated to it. Leave it out; such sources use Entra ID.';
  }
  if (host.includes('@')) return 'Leave the user out: Kerberos finds out who asks.';
  if (host.includes('://')) return 'Leave the scheme out.';
  if (/^[\w.-]+:[0-9]+$/u.test(host)) return 'Leave the port out: it is the property `port`.';
  if (/^[\d.]+$/u.test(host) || /^[0-9a-f]*:[0-9a-f:]+$/iu.test(host)) {
    return 'Kerberos goes by names: give the name, which the data source in Power BI must use too.';
  }
  if (host.includes('*')) return 'Give each host by itself: what may be delegated to is listed, and not guessed.';
  if (/^localhost(\.|$)/iu.test(host)) return 'Nothing is delegated on one machine: name the host of the data source.';
  if (/^[\w.-]+[\\,]/u.test(host))
    return 'Leave the instance and port out: they are the properties `instance` and `port`.';
  if (host.includes('/')) return 'Leave the class and slash out: only the host is wanted here.';
  if (host.endsWith('.')) return 'Leave the period at the end out: Kerberos compares texts.';
  if (/^\w[\w-]*$/u.test(host)) return 'Write its domain too: the short form is made from it.';
  return undefined;
}
