/**
 * References to secrets and identities; domains, service principal names and delegation.
 *
 * @packageDocumentation
 */
export { ClusterIdentity, type ExistingIdentityOptions } from './cluster-identity';
export {
  DirectorySetup,
  type DirectorySetupByAdministratorOptions,
  type DirectorySetupKind,
  type DirectorySetupOnMachineOptions,
  type DirectorySetupOptions,
  type KdsRootKey,
} from './directory-setup';
export { DistinguishedName } from './distinguished-name';
export {
  DomainMembership,
  type DomainMembershipKind,
  type ExistingMembershipOptions,
  type JoinByExtensionOptions,
  type JoinByScriptOptions,
  type JoinOptions,
} from './domain-membership';
export {
  type ConstrainedDelegationOptions,
  KerberosDelegation,
  type KerberosDelegationKind,
  type KerberosDelegationOptions,
  type ResourceBasedDelegationOptions,
} from './kerberos-delegation';
export {
  KeyVaultCertificateReference,
  type KeyVaultReference,
  type KeyVaultReferenceOptions,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
  type KeyVaultSecretVersionReferenceOptions,
} from './key-vault-reference';
export type { ResourceTarget } from './resource-target';
export {
  ServicePrincipalName,
  type ServicePrincipalNameOptions,
  type ServicePrincipalNameParts,
} from './service-principal-name';
