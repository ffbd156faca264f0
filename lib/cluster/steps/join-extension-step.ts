import { VirtualMachineExtension } from '@cdktf/provider-azurerm/lib/virtual-machine-extension';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { IGatewayMember } from '../props/gateway-cluster-interface';
import type { IMemberStep } from '../props/member-step';
import { defined } from '../../common/defined';
import type { DomainMembership } from '../../identity/domain-membership';
import type { AzureCloud } from '../../regions/azure-clouds';
import type { RunCommandProps } from './run-command-step';
import { vaultUri } from '../../bootstrap/steps/vault-uri';

/** The extension that joins a machine to a domain. */
export const JOIN_EXTENSION = { publisher: 'Microsoft.Compute', type: 'JsonADDomainExtension' } as const;

/**
 * Azure's extension joins the member and restarts it. It runs once: whatever of it changes later is ignored, because a
 * second run may break the trust of a joined machine (Azure/azure-devtestlab, issue 909), and a new version of its secret is
 * no reason to join again.
 */
export class JoinExtensionStep implements IMemberStep {
  public readonly name = 'join-domain';
  public readonly interruptsMember = true;
  public readonly joinsDomain: string;

  public constructor(
    private readonly membership: DomainMembership,
    private readonly cloud: AzureCloud,
    private readonly tagged: RunCommandProps['tagged'],
  ) {
    this.joinsDomain = membership.domain;
  }

  public define(scope: Construct, member: IGatewayMember): TerraformResource {
    const { domain, account, organizationalUnit, joinOptions, protectedSettings } = this.membership;
    if (protectedSettings === undefined) throw new Error('a join by the extension has protected settings');
    const { keyVaultId, name, version } = protectedSettings;
    return new VirtualMachineExtension(scope, 'extension', {
      name: this.name,
      virtualMachineId: member.virtualMachineId,
      ...JOIN_EXTENSION,
      typeHandlerVersion: '1.3',
      autoUpgradeMinorVersion: true,
      settings: JSON.stringify(
        defined({
          Name: domain,
          OUPath: organizationalUnit,
          User: account,
          Restart: 'true',
          Options: String(joinOptions),
        }),
      ),
      protectedSettingsFromKeyVault: {
        secretUrl: `${vaultUri(keyVaultId, this.cloud)}/secrets/${name}/${version}`,
        sourceVaultId: keyVaultId,
      },
      ...this.tagged,
      lifecycle: {
        ignoreChanges: [
          'auto_upgrade_minor_version',
          'protected_settings_from_key_vault',
          'settings',
          'tags',
          'type_handler_version',
        ],
      },
    });
  }
}
