/**
 * References to secrets and identities; domains, service principal names and delegation.
 *
 * @packageDocumentation
 */
export { ClusterIdentity, type ExistingIdentityProps } from './cluster-identity';
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
  type KeyVaultReferenceProps,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
  type KeyVaultVersionReferenceProps,
} from './key-vault-reference';
export type { ResourceTarget } from './resource-target';
export {
  ServicePrincipalName,
  type ServicePrincipalNameOptions,
  type ServicePrincipalNameProps,
} from './service-principal-name';
