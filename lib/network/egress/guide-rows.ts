/**
 * The table of a published architecture guide (EPC Group, Power BI gateway architecture and high availability guide, read
 * 2026-11-21), kept beside Microsoft's, because networks were opened by it. `Egress` follows it with `list: 'guide'`.
 */

/** A row of the guide. */
export interface GuideRow {
  /** The row of the table that means the same; nothing where there is none. */
  readonly id: string | undefined;
  /** Host, as the guide has it. */
  readonly name: string;
  /** Ports, as the guide has them. */
  readonly ports: string;
  /** What Microsoft's page says otherwise. */
  readonly difference: string;
}

/** Rows of the guide, and where Microsoft's page differs. */
export const GUIDE_ROWS: readonly GuideRow[] = Object.freeze(
  [
    {
      id: 'relay',
      name: '*.servicebus.windows.net',
      ports: '443',
      difference: 'the same; AMQP (5671 and 5672) is missing',
    },
    {
      id: 'pipelines',
      name: '*.frontend.clouddatahub.net',
      ports: '443',
      difference: 'needed for Fabric pipelines alone',
    },
    {
      id: 'dataflow-gen1',
      name: '*.core.windows.net',
      ports: '443',
      difference: 'output of dataflows (Gen1), and neither telemetry nor updates',
    },
    {
      id: 'sign-in',
      name: 'login.microsoftonline.com',
      ports: '443',
      difference: 'the same, and there are more names',
    },
    {
      id: 'connectivity-test',
      name: '*.msftncsi.com',
      ports: '443',
      difference: 'port 80 in the public cloud',
    },
    {
      id: 'relay-tcp',
      name: '*.servicebus.windows.net',
      ports: '9350-9354',
      difference: 'required, unless the gateway is in HTTPS mode',
    },
  ].map((row) => Object.freeze(row)),
);

/** Rows of Microsoft's page that the guide has nothing for. */
export const MISSING_IN_GUIDE: readonly string[] = Object.freeze([
  'relay-amqp',
  'sign-in-page',
  'power-bi',
  'install-and-update',
  'features',
  'administration',
  'telemetry',
  'cloud-services',
  'one-lake',
  'dataflow-gen2',
  'certificate-lists',
]);
