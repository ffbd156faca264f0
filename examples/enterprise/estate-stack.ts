import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { AzurermBackend, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { GatewayDefaults } from '../../lib'; // in your project: 'cdktf-data-gateway'
import { Policy } from './policy';
import type { Settings } from './settings';

const GUID = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';

/** What all stacks of the estate have: a provider, a state of their own, the policy, and checked inputs. */
export abstract class EstateStack extends TerraformStack {
  protected readonly policy: Policy;

  protected constructor(
    scope: Construct,
    name: string,
    protected readonly settings: Settings,
    subscriptionId: string,
  ) {
    super(scope, name);
    this.policy = new Policy(settings);
    const { tenantId, subscriptions, state } = settings;
    new AzurermProvider(this, 'azurerm', { features: [{}], tenantId, subscriptionId });
    // Whoever applies a stack reads its own state and writes it, and reads those of the stacks that it follows: by Entra ID,
    // as Storage Blob Data Contributor and Storage Blob Data Reader. No key of the account is anywhere.
    new AzurermBackend(this, {
      tenantId,
      subscriptionId: subscriptions.connectivity,
      resourceGroupName: state.resourceGroup,
      storageAccountName: state.storageAccount,
      containerName: state.container,
      key: `${name}.tfstate`,
      useAzureadAuth: true,
    });
  }

  /** A resource group for what the stack makes: the library's constructs inherit it, resources of one's own take it from here. */
  protected defineGroup(purpose: string): {
    location: string;
    resourceGroupName: string;
    tags: Record<string, string>;
  } {
    const common = { location: this.settings.location.name, tags: this.policy.tags };
    const { name } = new ResourceGroup(this, 'resource-group', { name: this.policy.named(`rg-${purpose}`), ...common });
    GatewayDefaults.of(this).set({ resourceGroupName: name });
    return { ...common, resourceGroupName: name };
  }

  /** The other subscription, for what a stack makes there. */
  protected connectivityProvider(): AzurermProvider {
    const { tenantId, subscriptions } = this.settings;
    return new AzurermProvider(this, 'connectivity', {
      alias: 'connectivity',
      features: [{}],
      tenantId,
      subscriptionId: subscriptions.connectivity,
    });
  }

  /** Resource id of something that the company owns already. */
  protected existing(name: string, type: string, description: string): string {
    const pattern = `^/subscriptions/${GUID}/resourceGroups/[^/]+/providers/${type}/[^/]+$`;
    return this.input(name, `Resource id: ${description}`, pattern, `a resource id of ${type}`);
  }

  /** Object or application id in Entra ID. */
  protected entraId(name: string, description: string): string {
    return this.input(name, description, `^${GUID}$`, 'a GUID');
  }

  /** What nobody wants in code comes in when Terraform runs, and is refused where it is something else. */
  protected input(name: string, description: string, pattern: string, allowed: string): string {
    const condition = `can(regex("${pattern}", var.${name}))`;
    return this.variable(name, 'string', description, condition, allowed).stringValue;
  }

  /** A whole number. */
  protected number(name: string, description: string, min: number, max: number): number {
    const range = `${String(min)} to ${String(max)}`;
    const condition = `var.${name} >= ${String(min)} && var.${name} <= ${String(max)} && floor(var.${name}) == var.${name}`;
    return this.variable(name, 'number', description, condition, `a whole number, ${range}`).numberValue;
  }

  private variable(
    name: string,
    type: string,
    description: string,
    condition: string,
    allowed: string,
  ): TerraformVariable {
    const validation = [{ condition: `\${${condition}}`, errorMessage: `${name} must be ${allowed}.` }];
    return new TerraformVariable(this, name, { type, description, nullable: false, validation });
  }
}
