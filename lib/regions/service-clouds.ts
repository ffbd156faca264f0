/** Clouds of the service: Power BI, Fabric, Power Platform. Where machines are is another question: see `AzureCloudName`. */
export const SERVICE_CLOUDS = ['public', 'gcc', 'gccHigh', 'dod', 'china'] as const;

/** Cloud of the service: public, the three of the United States' government, and the one that 21Vianet operates. */
export type ServiceCloud = (typeof SERVICE_CLOUDS)[number];
