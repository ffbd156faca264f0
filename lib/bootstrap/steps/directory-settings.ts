import type { ServicePrincipalName } from '../../identity/service-principal-name';
import { domainOf } from '../domain-checks';
import type { GatewaySetup } from '../gateway-setup';
import type { ServiceAccount } from '../service-account';
import type { ScriptSettings } from './script-settings';

/** What every script needs to find its way in the directory. */
export function directoryPlace(gatewayName: string, setup: GatewaySetup): ScriptSettings {
  const { serviceAccount, directory } = setup;
  return {
    cluster: gatewayName,
    // No script of the directory goes over the web.
    proxyAddress: '',
    domain: domainOf(setup) ?? '',
    domainController: directory?.domainController ?? '',
    accountKind: serviceAccount.kind,
    accountSam: serviceAccount.samAccountName ?? '',
    accountSid: serviceAccount.sid ?? '',
    group: directory?.membersGroup ?? '',
  };
}

/** What is made once for a cluster. */
export function prepareSettings({ serviceAccount, directory }: GatewaySetup): ScriptSettings {
  const { samAccountName, domain, delegation } = serviceAccount;
  const hostName = `${samAccountName?.slice(0, -1) ?? ''}.${domain ?? ''}`;
  return {
    groupPath: directory?.membersGroupOrganizationalUnit ?? '',
    accountPath: directory?.accountOrganizationalUnit ?? '',
    accountDnsHostName: samAccountName === undefined ? '' : (directory?.accountDnsHostName ?? hostName),
    passwordIntervalDays: directory?.passwordIntervalDays ?? 0,
    kdsRootKey: directory?.kdsRootKey ?? 'expect',
    ...delegationSettings(serviceAccount),
    windowsAuthorizationAccess: delegation?.windowsAuthorizationAccess ?? false,
    services: (delegation?.services ?? []).map(serviceSettings),
    targets: (delegation?.targets ?? []).map(({ account, domain: place }) => ({ account, domain: place })),
  };
}

/** What is made for a member. The virtual account is nobody in the domain: there, its computer delegates. */
export function admitSettings({ serviceAccount, directory, domainMembership }: GatewaySetup): ScriptSettings {
  const createComputers = directory?.createComputers ?? false;
  return {
    joinAccount: domainMembership?.account ?? '',
    createComputers,
    ...(createComputers ? { computersPath: domainMembership?.organizationalUnit ?? '' } : {}),
    ...(serviceAccount.isDomainAccount ? {} : delegationSettings(serviceAccount)),
  };
}

/** Without a description there is none; unless the account is to have its rights, because others see to delegation. */
function delegationSettings({ delegation, kerberosSingleSignOn }: ServiceAccount): ScriptSettings {
  const kind = delegation?.kind ?? (kerberosSingleSignOn ? 'elsewhere' : 'none');
  return { delegation: kind, delegateTo: delegation?.delegateTo ?? [] };
}

function serviceSettings({ host, port, forms }: ServicePrincipalName): ScriptSettings {
  return { hostName: host, port: port ?? 0, names: forms };
}
