export { type Cloud, CLOUDS, type Group, type Names } from './cloud';
export { type ForbiddenFlow, forbiddenFlows, type Parties, type Reason } from './forbidden';
export { NAME_TAGS } from './member-needs';
export { fromMember, requiredFlows, type RequiredFlow } from './required';
