import type { Checks, TextRule } from '../../common/checks';

/** An image of the Azure Marketplace. */
export interface MarketplaceImage {
  /**
   * Publisher.
   *
   * @default 'MicrosoftWindowsServer'
   */
  readonly publisher?: string;
  /**
   * Offer.
   *
   * @default 'WindowsServer'
   */
  readonly offer?: string;
  /** SKU: generation 2, with desktop experience. */
  readonly sku: string;
  /**
   * Version.
   *
   * @default 'latest': the newest on the day that a member is created. A member keeps its image for life
   */
  readonly version?: string;
}

/** An image as the provider takes it. */
export type ImageSource =
  | {
      /** Published in Azure's marketplace. */
      readonly kind: 'marketplace';
      /** Publisher, offer, SKU and version. */
      readonly reference: Required<MarketplaceImage>;
    }
  | {
      /** Of a gallery of yours. */
      readonly kind: 'gallery';
      /** Resource id of the image, or of its version. */
      readonly id: string;
    };

/**
 * SKUs that Azure patches by itself, and those it can patch without a reboot: MicrosoftDocs/azure-compute-docs,
 * automatic-vm-guest-patching.md at 0ba239a8 (2024-07-31), and azurerm's list of hotpatch images (v4.81.0). Server Core
 * is left out: it cannot host a gateway.
 */
const HOTPATCH_SKUS: readonly string[] = [
  '2022-datacenter-azure-edition-hotpatch',
  '2022-datacenter-azure-edition-hotpatch-smalldisk',
  '2025-datacenter-azure-edition',
  '2025-datacenter-azure-edition-smalldisk',
];
const PLATFORM_PATCHED_SKUS: readonly string[] = [
  ...HOTPATCH_SKUS,
  '2019-datacenter-gensecond',
  '2022-datacenter-g2',
  '2022-datacenter-azure-edition',
  '2022-datacenter-azure-edition-smalldisk',
];

/** SKUs of generation 1, which has no Trusted Launch and no NVMe. */
const GENERATION_1_SKUS: readonly string[] = [
  '2016-datacenter',
  '2019-datacenter',
  '2022-datacenter',
  '2025-datacenter',
];

/** The listed spelling of a SKU: Azure does not care, but azurerm compares letter by letter. */
function canonicalSku(sku: string): string {
  const plain: unknown = sku;
  if (typeof plain !== 'string') return sku;
  return PLATFORM_PATCHED_SKUS.find((listed) => listed === plain.toLowerCase()) ?? sku;
}

/** A version in a gallery, as azurerm accepts it; optional. */
const IMAGE_VERSION = '(/versions/(latest|recent|\\d+\\.\\d+\\.\\d+))?';

const IMAGE_ID: TextRule = {
  pattern: new RegExp(
    '^(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Compute/' +
      `galleries/[^/]+/images/[^/]+${IMAGE_VERSION}` +
      `|/(communityGalleries|sharedGalleries)/[^/]+/images/[^/]+${IMAGE_VERSION})$`,
  ),
  allowed:
    'the id of an image in a Compute Gallery: /subscriptions/GUID/resourceGroups/NAME/providers/Microsoft.Compute/galleries/NAME/images/NAME',
  fix: 'Give the `id` of azurerm_shared_image or azurerm_shared_image_version.',
};

/**
 * The Windows that members are created from. A member keeps its image for life; a new image reaches a cluster by new
 * member keys, one at a time.
 */
export class WindowsImage {
  /**
   * Windows Server 2025 Datacenter: Azure Edition. Microsoft's gateway page asks for "Server 2019 or later" and does not
   * name 2025; `WINDOWS_SERVER_2022` is the conservative choice.
   */
  public static readonly WINDOWS_SERVER_2025 = WindowsImage.marketplace({ sku: '2025-datacenter-azure-edition' });

  /** Windows Server 2022 Datacenter: Azure Edition with hotpatching. Mainstream support ended on 2026-10-13. */
  public static readonly WINDOWS_SERVER_2022 = WindowsImage.marketplace({
    sku: '2022-datacenter-azure-edition-hotpatch',
  });

  /** Windows Server 2019 Datacenter, generation 2. .NET Framework 4.8 must be added to it. */
  public static readonly WINDOWS_SERVER_2019 = WindowsImage.marketplace({ sku: '2019-datacenter-gensecond' });

  /** An image of the Azure Marketplace. */
  public static marketplace(image: MarketplaceImage): WindowsImage {
    const { publisher = 'MicrosoftWindowsServer', offer = 'WindowsServer', version = 'latest' } = image;
    const sku = canonicalSku(image.sku);
    return new WindowsImage({ kind: 'marketplace', reference: { publisher, offer, sku, version } });
  }

  /**
   * An image of your own in a Compute Gallery (a managed image has no Trusted Launch): Windows Server 2019 or later with desktop experience, generation 2,
   * generalized, and tagged for NVMe if the size needs it. Azure does not patch such machines by itself.
   *
   * @param imageId resource id of the image, or of one of its versions.
   */
  public static gallery(imageId: string): WindowsImage {
    return new WindowsImage({ kind: 'gallery', id: imageId });
  }

  private constructor(
    /** The image as the provider takes it. */
    public readonly source: ImageSource,
  ) {
    Object.freeze(this);
  }

  /** Whether Azure lists the image for automatic guest patching. */
  public get isPatchedByPlatform(): boolean {
    return this.isListedIn(PLATFORM_PATCHED_SKUS);
  }

  /** Whether the image can be patched without a reboot; azurerm then insists on patching by platform. */
  public get isHotpatchable(): boolean {
    return this.isListedIn(HOTPATCH_SKUS);
  }

  /** For messages. */
  public toString(): string {
    return this.source.kind === 'gallery' ? this.source.id : this.source.reference.sku;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    if (this.source.kind === 'gallery') {
      own.text('imageId', this.source.id, IMAGE_ID);
      return;
    }
    const { sku, ...others } = this.source.reference;
    for (const [name, value] of Object.entries({ ...others, sku })) {
      const known = 'What Azure does with an image follows from its name, so it must be known when the app runs.';
      if (!own.known(name, value, known)) continue;
      const fix = 'List the images with `az vm image list --publisher MicrosoftWindowsServer --all`.';
      own.text(name, value, { pattern: /^[\w.-]+$/, allowed: 'letters, digits, periods, underscores or hyphens', fix });
    }
    if (own.isUnknown(sku) || typeof sku !== 'string') return;
    const use = 'Use the SKU with desktop experience and generation 2, such as 2025-datacenter-azure-edition.';
    if (/-core(-|$)/i.test(sku)) {
      const fix = `Microsoft's gateway does not run on Server Core. ${use}`;
      own.add({ property: 'sku', got: sku, allowed: 'a SKU without -core', fix });
    }
    if (/^(2008|2012|2016)/.test(sku)) {
      const fix = `Microsoft asks for Server 2019 or later. ${use}`;
      own.add({ property: 'sku', got: sku, allowed: 'Windows Server 2019 or later', fix });
    } else if (GENERATION_1_SKUS.includes(sku.toLowerCase())) {
      const fix = `Generation 1 has no Trusted Launch. ${use}`;
      own.add({ property: 'sku', got: sku, allowed: 'a SKU of generation 2', fix });
    }
  }

  private isListedIn(skus: readonly string[]): boolean {
    if (this.source.kind === 'gallery') return false;
    const { publisher, offer, sku } = this.source.reference;
    return publisher === 'MicrosoftWindowsServer' && offer === 'WindowsServer' && skus.includes(sku);
  }
}
