import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MonitorDataCollectionRule } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule';
import { MonitorDataCollectionRuleAssociation } from '@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association';
import { MonitorScheduledQueryRulesAlertV2 } from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { VirtualMachineExtension } from '@cdktf/provider-azurerm/lib/virtual-machine-extension';
import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import { App, Fn, TerraformOutput, TerraformStack } from 'cdktf';
import * as library from '../../lib';

const SUBSCRIPTION = '/subscriptions/11111111-1111-1111-1111-111111111111';
const PROVIDERS = `${SUBSCRIPTION}/resourceGroups/rg-data-gateway/providers`;
const SHA256 = 'a3'.repeat(32);
const powerShell = { version: '7.6.5', sha256: SHA256 };
const dataGatewayModule = { version: '3000.306.1', sha256: SHA256, profileSha256: SHA256 };
const gateway = { version: '3000.322', sha256: SHA256 };
const GUID = '22222222-2222-2222-2222-222222222222';

/** What pages name and do not define, the same in all of them: values that a reader has at hand. */
const VALUES = {
  ...{ createHash, join, readFileSync },
  ...{ App, AzurermProvider, Fn, ResourceGroup, TerraformOutput, TerraformStack, VirtualMachineRunCommand },
  ...{ MonitorDataCollectionRule, MonitorDataCollectionRuleAssociation, MonitorScheduledQueryRulesAlertV2 },
  ...{ VirtualMachineExtension },
  ...{ powerShell, dataGatewayModule, gateway },
  __dirname,
  keyVaultId: `${PROVIDERS}/Microsoft.KeyVault/vaults/kv-gateway`,
  subnetId: `${PROVIDERS}/Microsoft.Network/virtualNetworks/vnet-spoke/subnets/snet-gateway`,
  virtualNetworkId: `${PROVIDERS}/Microsoft.Network/virtualNetworks/vnet-spoke`,
  storageAccountId: `${PROVIDERS}/Microsoft.Storage/storageAccounts/contosoinstallers`,
  workspaceId: `${SUBSCRIPTION}/resourceGroups/rg-monitor/providers/Microsoft.OperationalInsights/workspaces/log-contoso`,
  actionGroupId: `${SUBSCRIPTION}/resourceGroups/rg-monitor/providers/Microsoft.Insights/actionGroups/ag-data-platform`,
  managementMachineId: `${PROVIDERS}/Microsoft.Compute/virtualMachines/vm-management`,
  natGatewayId: `${PROVIDERS}/Microsoft.Network/natGateways/ng-spoke`,
  natWest: `${PROVIDERS}/Microsoft.Network/natGateways/ng-west`,
  natNorth: `${PROVIDERS}/Microsoft.Network/natGateways/ng-north`,
  firewallPolicyId: `${PROVIDERS}/Microsoft.Network/firewallPolicies/fwp-hub`,
  routeTableId: `${PROVIDERS}/Microsoft.Network/routeTables/rt-spoke`,
  networkSecurityGroupId: `${PROVIDERS}/Microsoft.Network/networkSecurityGroups/nsg-gateway`,
  identityId: `${PROVIDERS}/Microsoft.ManagedIdentity/userAssignedIdentities/id-gateway`,
  tenantId: GUID,
  applicationId: '33333333-3333-3333-3333-333333333333',
  administratorsGroupId: '44444444-4444-4444-4444-444444444444',
  dataPlatformGroupObjectId: '44444444-4444-4444-4444-444444444444',
  principalId: '55555555-5555-5555-5555-555555555555',
  clientId: '66666666-6666-6666-6666-666666666666',
  peerAsn: 65010,
  resourceGroup: { name: 'rg-data-gateway' },
  resourceGroupName: 'rg-data-gateway',
  sha256: SHA256,
  version: 'a'.repeat(32),
  community: '12076:51999',
  proxy: library.GatewayProxy.at('http://10.20.0.8:8080', { bypass: ['*.corp.contoso.com', '*.vault.azure.net'] }),
  gatewaySettings: library.GatewaySettings.of({ connectivityMode: 'Https' }),
  software: library.GatewaySoftware.pinned({ powerShell, dataGatewayModule, gateway }),
  dataSources: [library.DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.20.8.10'] })],
  phase: library.CircuitPhase.ordered(),
  route: library.PowerPlatformRoute.toGeos([library.PowerPlatformGeo.EUROPE]),
} as const;

const registration = library.Registration.servicePrincipal({
  tenantId: VALUES.tenantId,
  applicationId: VALUES.applicationId,
  clientSecret: library.KeyVaultSecretReference.of({ keyVaultId: VALUES.keyVaultId, name: 'gateway-registration' }),
});

/** The rest of a cluster, where a page shows one property of it. `shared` is the same without a subnet. */
const props = {
  gatewayName: 'finance-prod',
  location: 'westeurope',
  resourceGroupName: VALUES.resourceGroupName,
  subnetId: VALUES.subnetId,
  recoveryKey: library.KeyVaultSecretReference.of({ keyVaultId: VALUES.keyVaultId, name: 'finance-recovery-key' }),
  registration,
  administrators: [VALUES.administratorsGroupId],
  software: VALUES.software,
} satisfies library.GatewayClusterProps;

const { subnetId: _, ...shared } = props;

/** The egress of a network that reaches everything by service tags. */
const asBefore = {
  gatewaySettings: VALUES.gatewaySettings,
  software: VALUES.software,
  azureAddresses: library.AzureAddresses.inRegions(['westeurope']),
  namesWithoutTag: 'internet',
} satisfies library.ServiceTagEgressOptions;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- stands for any properties
const ELIDED = { elided: undefined } as { readonly elided: any };

/** What a page has in its scope beside the library. What is a construct is made when a page asks for it. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- its type is what it returns
export function prelude(stack: TerraformStack) {
  return {
    ...VALUES,
    ...{ stack, props, shared, registration, asBefore },
    /** What a page leaves out: whatever the compiler wants there. */
    ...ELIDED,
    /** Resources of the reader that members wait for. */
    get peeringToTheCompany() {
      return new ResourceGroup(stack, 'peering-to-the-company', { name: 'rg-peering', location: 'westeurope' });
    },
    get peeringBack() {
      return new ResourceGroup(stack, 'peering-back', { name: 'rg-peering-back', location: 'westeurope' });
    },
    /** A step of one's own that installs a driver. */
    odbcDriver: {
      name: 'odbc-driver',
      interruptsMember: false,
      define: (scope, member, { location }) =>
        new VirtualMachineRunCommand(scope, 'command', {
          name: 'odbc-driver',
          location,
          virtualMachineId: member.virtualMachineId,
          source: { script: 'exit 0' },
        }),
    } as library.IMemberStep,
    /** Password of the account that joins. */
    credential: library.KeyVaultSecretReference.of({ keyVaultId: VALUES.keyVaultId, name: 'join-password' }),
    /** A subnet that is delegated to VNet data gateways. */
    get subnet() {
      return new library.DelegatedSubnet(stack, 'delegated', {
        subnetName: 'snet-vnet-gateway',
        virtualNetworkName: 'vnet-spoke',
        resourceGroupName: 'rg-network',
        location: 'westeurope',
        members: 4,
        address: library.SubnetAddress.at('10.20.4.0/28'),
        resourceProvider: library.PowerPlatformResourceProvider.registeredHere(),
        natGatewayId: VALUES.natGatewayId,
      });
    },
    /** Circuits that exist. */
    expressRoute: {
      circuits: ['amsterdam', 'london'].map((key) =>
        library.ExistingCircuit.of({
          key,
          circuitId: `${PROVIDERS}/Microsoft.Network/expressRouteCircuits/erc-${key}`,
        }),
      ),
    },
    ...{ italy: community('italynorth', '12076:51998'), poland: community('polandcentral', '12076:51997') },
  };
}

function community(region: string, value: string): library.RegionalCommunity {
  return library.RegionalCommunity.custom({ region, community: value, reason: 'live list, 2026-11-23' });
}

/** What `prelude` returns. */
export type Prelude = ReturnType<typeof prelude>;
