import { createHash } from 'node:crypto';
import type { CertificateConfig } from './world-config';

/** Contents of simulated downloads: the simulation knows what a file is by what is written in it. */

export const microsoftSigner = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US';

interface ArtifactOptions {
  readonly signer?: string | null;
  /** How long an installation takes. */
  readonly seconds?: number;
  readonly tampered?: boolean;
}

function artifact(
  simulated: string,
  content: Readonly<Record<string, unknown>>,
  options: ArtifactOptions,
  seconds: number,
): string {
  return JSON.stringify({
    simulated,
    ...content,
    signer: options.signer === undefined ? microsoftSigner : options.signer,
    seconds: options.seconds ?? seconds,
    tampered: options.tampered === true,
  });
}

/** `3000.N` becomes a version of three parts, as the real files have. */
export const gatewayInstaller = (version: string, options: ArtifactOptions = {}): string =>
  artifact('gatewayInstaller', { version }, options, 240);

export const powerShellInstaller = (version: string, options: ArtifactOptions = {}): string =>
  artifact('powerShellMsi', { version }, options, 60);

export const modulePackage = (
  name: 'DataGateway' | 'DataGateway.Profile',
  version: string,
  options: ArtifactOptions = {},
): string => artifact('package', { name, version }, options, 0);

export const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

/** A PFX as Key Vault gives it: Base64. */
export function pfx(certificate: CertificateConfig): string {
  return Buffer.from(
    JSON.stringify({
      simulated: 'pfx',
      thumbprint: certificate.thumbprint,
      subject: certificate.subject ?? 'CN=gateway-registration',
      notAfter: certificate.notAfter ?? '2027-06-01T00:00:00Z',
      password: certificate.password ?? '',
      privateKey: certificate.privateKey ?? true,
    }),
  ).toString('base64');
}
