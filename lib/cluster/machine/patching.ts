import type { Checks } from '../../common/checks';
import type { WindowsImage } from './windows-image';

/** When Azure may reboot a member after patching. */
export type RebootSetting = 'Always' | 'IfRequired' | 'Never';

/** Patching by Azure. */
export interface PlatformPatchingOptions {
  /**
   * Patches without reboot in two months of three, where the image allows it.
   *
   * @default true for images that can, unless the timing is yours
   */
  readonly hotpatching?: boolean;

  /**
   * Reboots after patching.
   *
   * @default 'IfRequired'
   */
  readonly reboot?: RebootSetting;

  /**
   * Leaves the timing to a maintenance configuration that you assign. Without one nothing is ever installed. Azure does
   * not hotpatch such machines.
   *
   * @default false: Azure chooses off-peak hours, and never patches two zones, or all of an availability set, together
   */
  readonly onUserSchedule?: boolean;

  /**
   * Your word that Azure patches this image, where this library's list of images does not say so.
   *
   * @default false
   */
  readonly assumeImageSupported?: boolean;
}

/** Mode of patching, by Azure's name. */
export type PatchMode = 'AutomaticByPlatform' | 'AutomaticByOS' | 'Manual';

/** Patching as the provider takes it. */
export interface ResolvedPatching {
  readonly patchMode: PatchMode;
  readonly patchAssessmentMode: 'AutomaticByPlatform' | 'ImageDefault';
  /** Coupled to the mode by Azure, and fixed for life: going from manual to automatic needs a new member. */
  readonly automaticUpdatesEnabled: boolean;
  /** @default unset: Azure patches with reboots */
  readonly hotpatchingEnabled?: boolean;
  /** @default unset: for patching by platform alone */
  readonly rebootSetting?: RebootSetting;
  /** @default unset: Azure chooses the time */
  readonly bypassPlatformSafetyChecksOnUserScheduleEnabled?: boolean;
}

/**
 * Who keeps Windows up to date on the members.
 *
 * The mode is fixed for each member's life, as the image is: Azure refuses most changes between modes. What a mode
 * leaves open (reboots, hotpatching, timing) can be changed at any time.
 */
export class Patching {
  /** Azure installs critical and security updates, and spreads them over zones or update domains. */
  public static automaticByPlatform(options: PlatformPatchingOptions = {}): Patching {
    return new Patching('AutomaticByPlatform', options);
  }

  /**
   * Each member updates and reboots on its own clock; nothing keeps two members from doing so at once. azurerm refuses it
   * for images that can be hotpatched, the default image among them.
   */
  public static automaticByOperatingSystem(): Patching {
    return new Patching('AutomaticByOS', {});
  }

  /**
   * Nobody, or a tool of yours such as WSUS or Configuration Manager. azurerm refuses it for images that can be
   * hotpatched, the default image among them.
   */
  public static manual(): Patching {
    return new Patching('Manual', {});
  }

  /** What suits an image: by platform where Azure does that, else by the operating system. */
  public static defaultFor(image: WindowsImage): Patching {
    return image.isPatchedByPlatform ? Patching.automaticByPlatform() : Patching.automaticByOperatingSystem();
  }

  private constructor(
    /** The mode, as azurerm names it. */
    public readonly mode: PatchMode,
    private readonly options: PlatformPatchingOptions,
  ) {
    Object.freeze(this);
  }

  /** @internal */
  public resolve(image: WindowsImage): ResolvedPatching {
    if (this.mode !== 'AutomaticByPlatform') {
      return {
        patchMode: this.mode,
        patchAssessmentMode: 'ImageDefault',
        automaticUpdatesEnabled: this.mode === 'AutomaticByOS',
      };
    }
    return {
      patchMode: this.mode,
      patchAssessmentMode: 'AutomaticByPlatform',
      automaticUpdatesEnabled: true,
      hotpatchingEnabled: this.options.hotpatching ?? (image.isHotpatchable && this.options.onUserSchedule !== true),
      rebootSetting: this.options.reboot ?? 'IfRequired',
      ...(this.options.onUserSchedule === true ? { bypassPlatformSafetyChecksOnUserScheduleEnabled: true } : {}),
    };
  }

  /**
   * Rules that azurerm checks in the middle of an apply, or that Azure refuses at preflight.
   *
   * @internal
   */
  public check(property: string, image: WindowsImage, checks: Checks): void {
    const { hotpatching, reboot, onUserSchedule, assumeImageSupported } = this.options;
    const own = checks.within(property);
    if (this.mode !== 'AutomaticByPlatform') {
      if (image.isHotpatchable) {
        const fix =
          "Leave `patching` out, or choose an image that cannot be hotpatched: WindowsImage.marketplace({ sku: '2022-datacenter-g2' }).";
        checks.add({ property, got: this.mode, allowed: `Patching.automaticByPlatform for ${image.toString()}`, fix });
      }
      return;
    }
    own.flag('hotpatching', hotpatching, 'Leave it out for what the image can.');
    own.flag('onUserSchedule', onUserSchedule, 'Leave it out to let Azure choose the time.');
    own.oneOf('reboot', reboot ?? 'IfRequired', ['Always', 'IfRequired', 'Never'], 'Leave it out for IfRequired.');
    if (hotpatching === true && onUserSchedule === true) {
      const fix = 'Azure hotpatches on its own schedule only: leave one of the two out.';
      own.add({ property: 'hotpatching', got: true, allowed: 'false with onUserSchedule', fix });
    }
    if (hotpatching === true && !image.isHotpatchable) {
      const fix = 'Leave `hotpatching` out, or use WindowsImage.WINDOWS_SERVER_2025.';
      own.add({ property: 'hotpatching', got: true, allowed: `false for ${image.toString()}`, fix });
    }
    if (!image.isPatchedByPlatform && assumeImageSupported !== true) {
      const fix = 'Leave `patching` out, choose a listed image, or say assumeImageSupported if you know better.';
      const allowed = `Patching.automaticByOperatingSystem or .manual for ${image.toString()}`;
      checks.add({ property, got: this.mode, allowed, fix });
    }
  }
}
