import { type Row, TAGS } from './cloud';

/** Gateway rows of Azure operated by 21Vianet: Microsoft's gateway page (service-gateway-communication.md, 2026-02-25). */
export const CHINA_GATEWAY: readonly Row[] = [
  https('installer and versions', '*.download.microsoft.com', TAGS.none),
  https('cluster of Power BI', '*.powerbi.cn', TAGS.powerBi),
  https('Analysis Services', '*.asazure.chinacloudapi.cn', TAGS.azure),
  https('sign-in', '*.login.chinacloudapi.cn', TAGS.signIn),
  https('sign-in', 'login.partner.microsoftonline.cn', TAGS.signIn),
  https('sign-in', 'clientconfig.passport.net', TAGS.signIn),
  https('sign-in', 'aadcdn.msftauth.cn', TAGS.signIn),
  https('sign-in', 'aadcdn.msauth.cn', TAGS.signIn),
  {
    group: 'gateway',
    row: 'Azure Relay and AMQP',
    name: '*.servicebus.chinacloudapi.cn',
    ports: [443, 5671, 5672, 9350, 9351, 9352, 9353, 9354],
    tags: TAGS.relay,
    region: 'tenant',
  },
  https('cloud services', '*.chinacloudapi.cn', TAGS.azure),
  https('telemetry', 'applicationinsights.azure.cn', TAGS.monitor),
  https('features', 'mooncake.ecs.office.com', TAGS.none),
  https('management in the portal', 'gatewayadminportal.azure.cn', TAGS.none),
];

function https(row: string, name: string, tags: readonly string[]): Row {
  return { group: 'gateway', row, name, ports: [443], tags };
}
