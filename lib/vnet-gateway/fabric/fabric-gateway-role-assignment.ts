import type { TerraformMetaArguments } from 'cdktf';
import type { Construct } from 'constructs';
import { FabricResource } from './fabric-resource';

/** Arguments of `fabric_gateway_role_assignment`. Values are passed on as they are; VnetDataGateway checks them. */
export interface FabricGatewayRoleAssignmentConfig extends TerraformMetaArguments {
  /** Id of the gateway; another one replaces the assignment. */
  readonly gatewayId: string;
  /** Whom it is for: object id and kind; another one replaces the assignment. */
  readonly principal: {
    /** Object id in Entra ID. */
    readonly id: string;
    /** User, Group, ServicePrincipal or ServicePrincipalProfile. */
    readonly type: string;
  };
  /** Admin, ConnectionCreator or ConnectionCreatorWithResharing. */
  readonly role: string;
}

/**
 * `fabric_gateway_role_assignment` of the provider `microsoft/fabric` (1.13.0). Import by `GATEWAY/ASSIGNMENT`.
 */
export class FabricGatewayRoleAssignment extends FabricResource {
  /** Type in Terraform. */
  public static readonly tfResourceType = 'fabric_gateway_role_assignment';

  /** Defines the resource. */
  public constructor(scope: Construct, id: string, config: FabricGatewayRoleAssignmentConfig) {
    const { gatewayId, principal, role } = config;
    const values = { gateway_id: gatewayId, principal: { id: principal.id, type: principal.type }, role };
    super(scope, id, FabricGatewayRoleAssignment.tfResourceType, values, config);
  }
}
