"use client";

import { PasswordInput } from "@mantine/core";
import { useState } from "react";
import { orderDirectory } from "@/lib/client/directory";
import { ProviderList, type ProviderView } from "@/lib/contract/directory";
import { OrderDialog } from "./order-dialog";

/** A key goes in here and never comes out. */
export function ReplaceKeyDialog({
  provider: { id, host, key: state },
  onClose,
}: {
  provider: ProviderView;
  onClose: () => void;
}) {
  const [key, setKey] = useState("");
  const verb = state === "missing" ? `Enter key of ${id}` : `Replace key of ${id}`;
  return (
    <OrderDialog
      title={verb}
      verb={verb}
      keep="Keep as it is"
      done={`The key of ${id} was replaced`}
      consequence={`Sent to ${host} only, from the next call on. It is kept encrypted and is never shown again; from now on it wins over the key in the configuration file.`}
      missing={/^[\x21-\x7e]+$/.test(key) ? null : "Paste the key: visible characters, no spaces."}
      onOrder={(extras, order) =>
        orderDirectory(["providers", id, "key"], ProviderList, { ...extras, key, host }, order)
      }
      onClose={onClose}
    >
      <PasswordInput
        label={`Key for ${host}`}
        autoComplete="off"
        value={key}
        maxLength={4096}
        data-autofocus
        onChange={(event) => setKey(event.currentTarget.value.trim())}
      />
    </OrderDialog>
  );
}
