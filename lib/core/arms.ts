import type { AliasRouting, Arm, RoutingSnapshot } from "./routing-snapshot";

export interface ArmChoice {
  readonly arm: Arm;
  readonly isControl: boolean;
}

export interface CohortClient {
  readonly id: string;
  readonly tenant: string | null;
  readonly mayChooseCohort: boolean;
}

export declare function chooseArm(alias: AliasRouting, cohort: string, stickinessKey: string): ArmChoice;
export declare function chooseCohort(snapshot: RoutingSnapshot, client: CohortClient, asked: string | null): string;
