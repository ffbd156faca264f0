import type { TextRule } from '../common/checks';

/** What Active Directory takes as the names of its domains, accounts and hosts. */

/**
 * What Active Directory takes as sAMAccountName (MicrosoftDocs/win32, a-samaccountname; no period at the end:
 * USER_INFO_0). 15 characters and `$` are advised for a gMSA (MicrosoftDocs/windowsserverdocs), and more make trouble.
 */
export const SAM_ACCOUNT_NAME: TextRule = {
  pattern: /^(?! )[^"/\\[\]:;|=,+*?<>@\p{Cc}]{1,15}(?<![ .$])\$?$/u,
  allowed:
    '1 to 15 characters, and a $ behind them or not; none of " / \\ [ ] : ; | = , + * ? < > @, no space or period at an end',
  fix: 'Give the bare sAMAccountName of the gMSA, such as svc-gateway$: the domain has properties of its own.',
};

const NAME_CHARACTER = '[^"/\\\\[\\]:;|=,+*?<>@\\p{Cc}]';

/** sAMAccountName of a group. The schema takes 256 characters; 64 is the longest common name, which becomes the same. */
export const GROUP_NAME: TextRule = {
  pattern: new RegExp(`^(?! )${NAME_CHARACTER}{1,64}(?<![ .$])$`, 'u'),
  allowed: '1 to 64 characters; none of " / \\ [ ] : ; | = , + * ? < > @, no space, period or $ at the end',
  fix: 'Give the bare sAMAccountName of the group, such as GatewayMembers: without domain, and no distinguished name.',
};

/** sAMAccountName of the account that a data source runs as: a user (20 characters), or a computer or gMSA (15 and `$`). */
export const TARGET_ACCOUNT: TextRule = {
  pattern: new RegExp(`^(?! )(${NAME_CHARACTER}{1,15}(?<![ .$])\\$|${NAME_CHARACTER}{1,20}(?<![ .$]))$`, 'u'),
  allowed:
    'SQL02$ for a computer or gMSA (at most 15 characters and $), svc-sql for a user (at most 20); none of " / \\ [ ] : ; | = , + * ? < > @',
  fix: 'Give the bare sAMAccountName: the computer with $ where its service runs as the system, otherwise the account of the service.',
};

const DNS_LABEL = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';

/** DNS name of a domain. */
export const DOMAIN: TextRule = {
  pattern: new RegExp(`^${DNS_LABEL}(\\.${DNS_LABEL})+$`),
  // Active Directory takes no longer name for a domain (article 909264 of Microsoft's support).
  maxBytes: 64,
  allowed: 'a DNS name of two or more labels, at most 64 characters, such as corp.contoso.com',
  fix: 'Give the DNS name of the domain; the short name belongs to `netbiosDomain`.',
};

/** Microsoft's open specification MS-SRVS, NAMETYPE_DOMAIN; periods are advised against since Windows 2000. */
export const NETBIOS_DOMAIN: TextRule = {
  pattern: /^[^\s"/\\[\]:|<>+=;,?*.\p{Cc}]{1,15}$/u,
  allowed: '1 to 15 characters; no space or period, none of " / \\ [ ] : | < > + = ; , ? *',
  fix: 'Give the short name of the domain, the part before the backslash in CORP\\name; the DNS name belongs to `domain`.',
};

const USER_NAME = `(?! )${NAME_CHARACTER}{1,20}(?<![ .])`;
const USER_PRINCIPAL_NAME = `[^\\s"/\\\\[\\]:;|=,+*?<>@\\p{Cc}]{1,64}@${DNS_LABEL}(\\.${DNS_LABEL})+`;

/** An account that joins computers to the domain, in the forms that the join takes. */
export const JOIN_ACCOUNT: TextRule = {
  pattern: new RegExp(`^([^\\s"/\\\\[\\]:|<>+=;,?*.\\p{Cc}]{1,15}\\\\${USER_NAME}|${USER_PRINCIPAL_NAME})$`, 'u'),
  allowed: 'CORP\\name or name@corp.contoso.com',
  fix: 'Write the account with the short name of its domain, or with an @: without a domain, Windows looks for an account of the machine itself.',
};

/** Hosts may have underscores: no good style, but in use. The last label is no number: that would be an address. */
const HOST_LABEL = '[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';

/** A host by its full name. 255 bytes: RFC 1035. */
export const HOST: TextRule = {
  pattern: new RegExp(`^(${HOST_LABEL}\\.)+(?![0-9]+$)${HOST_LABEL}$`),
  maxBytes: 255,
  allowed: 'a host with its domain, such as sql01.corp.contoso.com',
  fix: 'Give the full DNS name of the host, without scheme, port or period at the end.',
};

/** A domain controller by its full name. */
export const DOMAIN_CONTROLLER: TextRule = {
  ...HOST,
  allowed: 'a domain controller by its full name, such as dc01.corp.contoso.com',
  fix: 'Give the full DNS name of one domain controller: `nltest /dclist:corp.contoso.com` lists them.',
};
