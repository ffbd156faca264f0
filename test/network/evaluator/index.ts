export { evaluateFirewall, type NameTags } from './firewall';
export { type RuleCollectionGroup, ruleCollectionGroups } from './firewall-policy';
export { describeFlow, type Endpoint, type Flow, type Kind, type Verdict } from './flow';
export { evaluateNsg } from './nsg';
export {
  addressSpaces,
  evaluatePath,
  type Firewall,
  type PathVerdict,
  type Place,
  placeOf,
  type Surroundings,
} from './path';
export { type Route, type RouteTable, routeTables, routeTo } from './routes';
export { networkSecurityGroups, type SecurityGroup, type SecurityRule } from './security-rules';
export type { World } from './service-tags';
export { Configuration, type KnownValues, type TerraformJson } from './terraform';
