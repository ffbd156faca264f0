import { ResourceProviderRegistration } from '@cdktf/provider-azurerm/lib/resource-provider-registration';
import { Annotations, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { comparable } from '../../terraform/tree';
import { claim } from '../../terraform/claims';

/** Options of a registration that the construct owns. */
export interface RegisteredHereOptions {
  /**
   * Subscription that the provider azurerm works in, where the app registers it in several.
   *
   * @default there is one for the whole app
   */
  readonly subscriptionId?: string;

  /**
   * Registers the feature `enterprisePoliciesPreview` too, which Virtual Network support needs.
   *
   * @default true in a VirtualNetworkSupport, else false
   */
  readonly enterprisePolicies?: boolean;

  /**
   * Stops plans that would take the registration back while it is in the code. All gateways of the subscription need it, those
   * of others too, and for 3 hours after the last one is deleted.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

const OPTIONS: readonly (keyof RegisteredHereOptions)[] = ['subscriptionId', 'enterprisePolicies', 'preventDestroy'];

/** Name of the resource provider. */
const POWER_PLATFORM = 'Microsoft.PowerPlatform';

/** azurerm reads all features of the provider, and has no way to own one of them alone. */
const OWNS_FEATURES =
  'azurerm owns all features of Microsoft.PowerPlatform with this registration: a plan takes back those that others registered. Look ' +
  'before the first one (az feature list --namespace Microsoft.PowerPlatform); where there are any, register it yourself and say ' +
  'PowerPlatformResourceProvider.registeredElsewhere().';

/** What an owner takes; the subscription stands behind it. */
const OWNER = `registration of ${POWER_PLATFORM} `;

/**
 * Who registers the resource provider `Microsoft.PowerPlatform` in the subscription of the virtual network. Without it no subnet
 * can be delegated. azurerm registers it in none of its automatic sets.
 */
export class PowerPlatformResourceProvider {
  /**
   * The construct registers it. One construct of an app may do so for a subscription. azurerm refuses what is
   * registered already: import it (`/subscriptions/GUID/providers/Microsoft.PowerPlatform`), or choose `registeredElsewhere`.
   */
  public static registeredHere(options: RegisteredHereOptions = {}): PowerPlatformResourceProvider {
    return new PowerPlatformResourceProvider('here', options, undefined);
  }

  /**
   * Your word that it is registered.
   *
   * @param after what must be there first, where the same app registers it: `registration` of the construct that does.
   */
  public static registeredElsewhere(after?: ITerraformDependable): PowerPlatformResourceProvider {
    return new PowerPlatformResourceProvider('elsewhere', {}, after);
  }

  private constructor(
    /** Who registers it. */
    public readonly registered: 'here' | 'elsewhere',
    private readonly given: RegisteredHereOptions,
    private readonly after: ITerraformDependable | undefined,
  ) {
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return `${POWER_PLATFORM}, registered ${this.registered}`;
  }

  /** @internal */
  public check(property: string, construct: Construct, checks: Checks): void {
    if (this.registered === 'elsewhere') return;
    const example = 'PowerPlatformResourceProvider.registeredHere({ preventDestroy: false })';
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const { subscriptionId, enterprisePolicies, preventDestroy, ...rest } = readable(this.given);
    own.knownProperties(rest, OPTIONS);
    own.flag('enterprisePolicies', enterprisePolicies, 'Leave it out where no Virtual Network support is wanted.');
    own.flag('preventDestroy', preventDestroy, 'Leave it out for true.');
    if (subscriptionId !== undefined) own.guid('subscriptionId', subscriptionId, 'Give the id of the subscription.');
    // Whoever does not say which subscription it is, means the only one of the app.
    const claimed = subscriptionId === undefined ? OWNER : OWNER + comparable(construct, subscriptionId).toLowerCase();
    const owner = claim(construct, claimed, (other) => (claimed === OWNER ? other.startsWith(OWNER) : other === OWNER));
    if (owner === undefined) return;
    const allowed = `one owner in a subscription, which is '${owner.node.path}'`;
    const fix =
      'Use registeredElsewhere(other.registration) in one of the two; in two subscriptions, name them in `subscriptionId`.';
    checks.add({ property, got: this.toString(), allowed, fix });
  }

  /**
   * Makes the registration where it is made here.
   *
   * @returns what everything that needs it depends on; nothing where there is nothing to wait for.
   * @internal
   */
  public define(scope: Construct, forEnterprisePolicies: boolean): ITerraformDependable | undefined {
    if (this.registered === 'elsewhere') return this.after;
    const { enterprisePolicies = forEnterprisePolicies, preventDestroy = true } = this.given;
    if (enterprisePolicies) Annotations.of(scope).addInfo(OWNS_FEATURES);
    return new ResourceProviderRegistration(scope, 'resource-provider', {
      name: POWER_PLATFORM,
      ...(enterprisePolicies ? { feature: [{ name: 'enterprisePoliciesPreview', registered: true }] } : {}),
      lifecycle: {
        preventDestroy,
        // azurerm reads all features of the provider, and would take back those that others have registered.
        ...(enterprisePolicies ? {} : { ignoreChanges: ['feature'] }),
      },
    });
  }
}

/** Checks who registers the resource provider; everything that is made here needs a word on it. */
export function checkResourceProvider(construct: Construct, provider: unknown, checks: Checks): void {
  if (provider instanceof PowerPlatformResourceProvider) {
    provider.check('resourceProvider', construct, checks);
    return;
  }
  const fix = 'Use PowerPlatformResourceProvider.registeredHere() or .registeredElsewhere().';
  checks.add({
    property: 'resourceProvider',
    got: provider,
    allowed: 'a PowerPlatformResourceProvider',
    fix,
  });
}
