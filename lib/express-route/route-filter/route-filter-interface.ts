/** A route filter, made here or elsewhere. */
export interface IRouteFilter {
  /** Resource id. */
  readonly routeFilterId: string;
}
