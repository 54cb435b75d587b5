"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { orderDirectory } from "@/lib/client/directory";
import type { Role } from "@/lib/contract/common";
import { PersonChanged, type PersonView } from "@/lib/contract/directory";
import { OrderDialog } from "./order-dialog";
import { RoleField } from "./role-field";
import type { ShownSecret } from "./secret-once";

/** What an admin can do to a person. */
export type PersonVerb = "roles" | "reset" | "end-sessions" | "disable" | "enable";

/** Somebody new. Nobody gets a password from here: they choose it with a link that works once. */
export function AddPersonDialog({ onClose }: { readonly onClose: () => void }) {
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>(["viewer"]);
  const isComplete = email.includes("@") && name.trim() !== "" && roles.length > 0;
  return (
    <OrderDialog
      title="Add a person"
      verb={name.trim() === "" ? "Add person" : `Add ${name.trim()}`}
      keep="Add nobody"
      done={`${name.trim()} was added`}
      consequence="You get a link to hand over. With it they choose their own password, once, within 24 hours."
      missing={isComplete ? null : "An e-mail address, a name and at least one role are needed."}
      onOrder={(extras, key) =>
        orderDirectory(["people"], PersonChanged, { ...extras, email: email.trim(), name: name.trim(), roles }, key)
      }
      secretOf={linkOf}
      onClose={onClose}
    >
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="off"
        value={email}
        maxLength={254}
        data-autofocus
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <TextInput
        label="Name"
        autoComplete="off"
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RoleField value={roles} onChange={setRoles} />
    </OrderDialog>
  );
}

export interface PersonDialogProps {
  readonly verb: PersonVerb;
  readonly person: PersonView;
  readonly onClose: () => void;
}

export function PersonDialog({ verb, person, onClose }: PersonDialogProps) {
  if (verb === "roles") return <RolesDialog person={person} onClose={onClose} />;
  const { name, id } = person;
  const words = WORDS[verb](name, person.sessions);
  const step = verb === "reset" ? "reset-password" : verb;
  return (
    <OrderDialog
      {...words}
      isDestructive={verb === "disable" || verb === "reset"}
      onOrder={(extras, key) => orderDirectory(["people", id, step], PersonChanged, extras, key)}
      secretOf={linkOf}
      onClose={onClose}
    />
  );
}

function RolesDialog({ person, onClose }: Omit<PersonDialogProps, "verb">) {
  const [roles, setRoles] = useState<readonly Role[]>(person.roles);
  const isSame = [...roles].sort().join() === [...person.roles].sort().join();
  return (
    <OrderDialog
      title={`Change roles of ${person.name}`}
      verb={`Change roles of ${person.name}`}
      keep="Keep the roles"
      done={`Roles of ${person.name} were changed`}
      consequence={`${person.name} is signed out everywhere and has the new roles at the next sign-in.`}
      missing={roles.length === 0 ? "Choose at least one role." : isSame ? "Choose other roles." : null}
      onOrder={(extras, key) =>
        orderDirectory(["people", person.id, "roles"], PersonChanged, { ...extras, roles }, key)
      }
      onClose={onClose}
    >
      <RoleField value={roles} onChange={setRoles} />
    </OrderDialog>
  );
}

interface Words {
  readonly title: string;
  readonly verb: string;
  readonly keep: string;
  readonly done: string;
  readonly consequence: string;
}

const WORDS: Readonly<Record<Exclude<PersonVerb, "roles">, (name: string, sessions: number) => Words>> = {
  reset: (name) => ({
    title: `Reset the password of ${name}?`,
    verb: `Reset password of ${name}`,
    keep: "Keep the password",
    done: `The password of ${name} was reset`,
    consequence: `The old password stops working and ${name} is signed out everywhere. You get a link to hand over, good for one new password within 24 hours. Your own old password works until the link is used.`,
  }),
  "end-sessions": (name, sessions) => ({
    title: `Sign ${name} out everywhere?`,
    verb: `Sign ${name} out`,
    keep: "Keep the sessions",
    done: `${name} was signed out everywhere`,
    consequence: `${sessions} ${sessions === 1 ? "session ends" : "sessions end"} at once. ${name} can sign in again.`,
  }),
  disable: (name) => ({
    title: `Disable ${name}?`,
    verb: `Disable ${name}`,
    keep: `Keep ${name}`,
    done: `${name} was disabled`,
    consequence: `${name} is signed out everywhere at once and cannot sign in. What they did stays on record, and you can enable them again.`,
  }),
  enable: (name) => ({
    title: `Enable ${name}?`,
    verb: `Enable ${name}`,
    keep: "Keep disabled",
    done: `${name} was enabled`,
    consequence: `${name} can sign in again with the same roles.`,
  }),
};

function linkOf({ person, password_link }: PersonChanged): ShownSecret | null {
  if (password_link === null) return null;
  return {
    noun: "link",
    label: `Link for ${person.name}`,
    text: password_link.url,
    advice: `Give it to ${person.name} over a channel you trust. It works once, for 24 hours; resetting the password makes another.`,
  };
}
