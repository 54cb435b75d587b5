"use client";

import { Modal, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryState } from "@/components/query-state";
import { formatDuration } from "@/components/ui/format-duration";
import { formatSetPercent } from "@/components/ui/format-percent";
import { announce } from "@/lib/client/announce";
import { type ShiftOrder, shiftMutation } from "@/lib/client/mutations";
import { canaryQuery } from "@/lib/client/queries";
import type { ShiftAnswer } from "@/lib/contract/approval";
import type { CanaryView } from "@/lib/contract/canary";
import { ApprovalLink } from "./approval-link";
import { OrderDone } from "./order-done";
import { ShiftForm } from "./shift-form";

/** Moves one cohort of an alias towards or away from its canary. Deliberate: it starts on keeping things as they are. */
export function ShiftDialog({ alias, onClose }: { readonly alias: string; readonly onClose: () => void }) {
  const query = useQuery(canaryQuery(alias));
  return (
    <Modal opened onClose={onClose} title={`Shift canary traffic of ${alias}`}>
      <QueryState query={query} subject="The canary" skeleton={<Skeleton height={280} />}>
        {(canary) => <ShiftSteps canary={canary} onClose={onClose} onLookAgain={() => void query.refetch()} />}
      </QueryState>
    </Modal>
  );
}

interface ShiftStepsProps {
  readonly canary: CanaryView;
  readonly onClose: () => void;
  readonly onLookAgain: () => void;
}

/** The person decides on what was on screen when the dialog opened; a newer version asks them to look again. */
function ShiftSteps({ canary, onClose, onLookAgain }: ShiftStepsProps) {
  const [seen, setSeen] = useState(canary);
  const shift = useMutation({ ...shiftMutation(), onSuccess: (result, order) => announce(doneText(result, order)) });
  if (shift.data) {
    return (
      <OrderDone
        text={doneText(shift.data, shift.variables)}
        note={
          "approval_id" in shift.data
            ? "Nothing has changed yet. Somebody else with the role approver decides; the evidence is frozen as it is now."
            : "The next request is routed by it. The actual share follows over the next minutes."
        }
        {...("approval_id" in shift.data
          ? { next: <ApprovalLink id={shift.data.approval_id} onFollow={onClose} /> }
          : {})}
        onClose={onClose}
      />
    );
  }
  return (
    <ShiftForm
      // A new look is a new decision: nothing chosen before stays chosen.
      key={seen.active_version}
      canary={seen}
      isOutdated={canary.active_version !== seen.active_version}
      isPending={shift.isPending}
      error={shift.error}
      onShift={shift.mutate}
      onLookAgain={() => {
        shift.reset();
        setSeen(canary);
        onLookAgain();
      }}
      onClose={onClose}
    />
  );
}

function doneText(result: ShiftAnswer, order: ShiftOrder): string {
  if ("approval_id" in result) {
    return `Asked to shift ${order.cohort} to ${formatSetPercent(order.percent)}: approval ${result.approval_id} waits`;
  }
  const what = `Shifted ${order.cohort} to ${formatSetPercent(order.percent)}`;
  return `${what} as v${result.route_version} in ${formatDuration(result.took_ms)}`;
}
