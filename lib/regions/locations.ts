/** The programmatic name of an Azure region: `West Europe` and `westeurope` are the same place, as in azurerm. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(' ', '').toLowerCase();
}
