export { ClusterIdentity, type ExistingIdentityProps } from './cluster-identity';
export {
  KeyVaultCertificateReference,
  type KeyVaultReferenceProps,
  KeyVaultSecretReference,
} from './key-vault-reference';
