"use client";

import { Button, NumberInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { OrderFailure } from "@/components/alias/order-failure";
import { announce } from "@/lib/client/announce";
import { scheduleMutation } from "@/lib/client/contract-queries";
import type { ProbeList } from "@/lib/contract/probe";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import styles from "./probes-tab.module.css";

export interface ProbeScheduleFormProps {
  readonly schedule: ProbeList["schedule"];
  readonly notAllowed: string | null;
}

/** Regular runs: off unless somebody wants them, because every probe is a real call. */
export function ProbeScheduleForm({ schedule, notAllowed }: ProbeScheduleFormProps) {
  const [minutes, setMinutes] = useState(schedule.every_minutes);
  const save = useMutation({
    ...scheduleMutation(),
    onSuccess: ({ is_on: isOn, every_minutes: every }) =>
      announce(isOn ? `Probes run every ${every} minutes` : "Probes run by hand only"),
  });
  return (
    <Panel title="When do they run by themselves?">
      <div className={styles.schedule}>
        <p>
          {schedule.is_on
            ? `Every ${schedule.every_minutes} minutes, one route after the other.`
            : "Not at all: by hand only."}
          {schedule.next_at !== null && (
            <>
              {" Next at "}
              <Timestamp at={schedule.next_at} />.
            </>
          )}
        </p>
        {notAllowed === null && (
          <div className={styles.orders}>
            <NumberInput
              size="xs"
              aria-label="Minutes between two runs"
              min={5}
              max={10_080}
              suffix=" min"
              hideControls
              value={minutes}
              onChange={(value) => setMinutes(typeof value === "number" ? value : schedule.every_minutes)}
            />
            <Button
              size="xs"
              variant="default"
              loading={save.isPending}
              onClick={() => save.mutate({ is_on: true, every_minutes: minutes })}
            >
              Run every {minutes} min
            </Button>
            {schedule.is_on && (
              <Button
                size="xs"
                variant="default"
                onClick={() => save.mutate({ is_on: false, every_minutes: schedule.every_minutes })}
              >
                Stop regular runs
              </Button>
            )}
          </div>
        )}
      </div>
      {save.error !== null && <OrderFailure error={save.error} />}
    </Panel>
  );
}
