"use client";

import { Modal, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { announce } from "@/lib/client/announce";
import {
  type RolloutVerb,
  rolloutOrderMutation,
  rolloutQuery,
  startRolloutMutation,
} from "@/lib/client/rollout-queries";
import type { RolloutOrderResult, RolloutView } from "@/lib/contract/rollout";
import { ApprovalLink } from "../alias/approval-link";
import { OrderDone } from "../alias/order-done";
import { QueryState } from "../query-state";
import { RolloutOrderForm } from "./rollout-order-form";
import { orderDoneText, orderTitle } from "./rollout-order-words";

export interface RolloutOrderDialogProps {
  readonly id: string;
  readonly verb: RolloutVerb;
  readonly onClose: () => void;
}

/** One order on a rollout: on to the next stage, a pause, or its end. */
export function RolloutOrderDialog({ id, verb, onClose }: RolloutOrderDialogProps) {
  const query = useQuery(rolloutQuery(id));
  return (
    <Modal opened onClose={onClose} title={orderTitle(verb, query.data?.alias ?? id)}>
      <QueryState query={query} subject="The rollout" skeleton={<Skeleton height={200} />}>
        {(rollout) => <OrderSteps rollout={rollout} verb={verb} onClose={onClose} />}
      </QueryState>
    </Modal>
  );
}

interface OrderStepsProps {
  readonly rollout: RolloutView;
  readonly verb: RolloutVerb;
  readonly onClose: () => void;
}

function OrderSteps({ rollout, verb, onClose }: OrderStepsProps) {
  const tell = { onSuccess: (result: RolloutOrderResult) => announce(orderDoneText(result, rollout, verb)) };
  const order = useMutation({ ...rolloutOrderMutation(), ...tell });
  const start = useMutation({ ...startRolloutMutation(), ...tell });
  const done = order.data ?? start.data;
  if (done !== undefined) {
    return (
      <OrderDone
        text={orderDoneText(done, rollout, verb)}
        note={"approval_id" in done ? WAITS : "Its gates go on protecting whatever uses the canary."}
        {...("approval_id" in done ? { next: <ApprovalLink id={done.approval_id} onFollow={onClose} /> } : {})}
        onClose={onClose}
      />
    );
  }
  const { alias, active_version: baseVersion } = rollout;
  return (
    <RolloutOrderForm
      rollout={rollout}
      verb={verb}
      isPending={order.isPending || start.isPending}
      error={order.error ?? start.error}
      onOrder={(reason, idempotencyKey) =>
        // A rollout that waits before its first stage is started, not advanced; its plan is written already.
        verb === "advance" && rollout.stage_index < 0
          ? start.mutate({ alias, reason, soakMs: null, automation: {}, baseVersion, idempotencyKey })
          : order.mutate({ alias, verb, reason, baseVersion, idempotencyKey })
      }
      onClose={onClose}
    />
  );
}

const WAITS =
  "Nothing has changed yet. Somebody else with the role approver decides; the evidence is frozen as it is now.";
