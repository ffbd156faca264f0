/** What is installed on a member, in the order of installation. */
export const SOFTWARE_NAMES = ['PowerShell', 'DataGateway.Profile', 'DataGateway', 'Gateway'] as const;

/** Name of something that is installed. */
export type SoftwareName = (typeof SOFTWARE_NAMES)[number];

/** What is asked of a source. */
export interface WantedSoftware {
  readonly name: SoftwareName;
  /** Version; nothing for the newest that the source has. */
  readonly version: string | undefined;
  /** Release that names Microsoft's installer of the gateway, `YY-MM`; nothing for the others, and for the newest. */
  readonly release: string | undefined;
  /** SHA-256 of the file in lower case; nothing where only the signature of the publisher is checked. */
  readonly sha256: string | undefined;
}

/** Where a member gets something that is installed on it. */
export interface SoftwareComponent {
  /** What it is. */
  readonly name: SoftwareName;
  /** Version; nothing for the newest. */
  readonly version: string | undefined;
  /** https address, or UNC path with the name of the file. */
  readonly location: string;
  /** Name of the file on the member. */
  readonly fileName: string;
  /** SHA-256 of the file in lower case; nothing where only the signature of the publisher is checked. */
  readonly sha256: string | undefined;
}
