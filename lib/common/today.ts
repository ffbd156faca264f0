/**
 * The day that the age of data is counted from: that of `SOURCE_DATE_EPOCH` (reproducible-builds.org, seconds since 1970), so
 * that a build can be repeated with the same warnings; else today.
 */
export function today(): Date {
  const seconds = Number(process.env['SOURCE_DATE_EPOCH'] ?? '');
  return Number.isInteger(seconds) && seconds > 0 ? new Date(seconds * 1000) : new Date();
}
