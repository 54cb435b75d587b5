"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { peopleQuery } from "@/lib/client/directory";
import type { PersonView } from "@/lib/contract/directory";
import { QueryState } from "../query-state";
import { useSession } from "../shell/session-context";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { DirectoryList, type DirectoryRow } from "./directory-list";
import type { PersonVerb } from "./person-dialogs";

const AddPersonDialog = dynamic(() => import("./person-dialogs").then((module) => module.AddPersonDialog), {
  ssr: false,
});
const PersonDialog = dynamic(() => import("./person-dialogs").then((module) => module.PersonDialog), { ssr: false });

type OpenDialog =
  | { readonly kind: "add" }
  | { readonly kind: "change"; readonly verb: PersonVerb; readonly person: PersonView };

/** Everybody who may sign in, what they may do, and what can be done about it. */
export function PeopleSection() {
  const query = useQuery(peopleQuery());
  const { principal } = useSession();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const open = (verb: PersonVerb, person: PersonView) => () => setDialog({ kind: "change", verb, person });
  return (
    <Panel
      title="Who may sign in?"
      isFlush
      actions={
        <Button variant="default" onClick={() => setDialog({ kind: "add" })}>
          Add person
        </Button>
      }
    >
      <QueryState query={query} subject="People" skeleton={<Skeleton height={280} radius={0} />}>
        {({ people }) =>
          people.length === 0 ? (
            <EmptyState title="Nobody can sign in yet.">
              <p>Add the first person; they choose their password with a link.</p>
            </EmptyState>
          ) : (
            <DirectoryList
              label="People"
              rows={people.map((person) => rowOf(person, person.id === principal.id, open))}
            />
          )
        }
      </QueryState>
      {dialog?.kind === "add" && <AddPersonDialog onClose={close} />}
      {dialog?.kind === "change" && <PersonDialog verb={dialog.verb} person={dialog.person} onClose={close} />}
    </Panel>
  );
}

function rowOf(
  person: PersonView,
  isSelf: boolean,
  open: (verb: PersonVerb, person: PersonView) => () => void,
): DirectoryRow {
  const { name, sessions, disabled } = person;
  const common = [{ label: `Change roles of ${name}`, onClick: open("roles", person) }];
  const enabled = [
    { label: `Reset password of ${name}`, onClick: open("reset", person) },
    ...(sessions > 0 ? [{ label: `Sign ${name} out everywhere`, onClick: open("end-sessions", person) }] : []),
    ...(isSelf ? [] : [{ label: `Disable ${name}`, isDestructive: true, onClick: open("disable", person) }]),
  ];
  return {
    id: person.id,
    title: isSelf ? `${name} (you)` : name,
    subtitle: person.email,
    badges: person.roles,
    facts: factsOf(person),
    ended: disabled ? "disabled" : null,
    actions: disabled
      ? [...common, { label: `Enable ${name}`, onClick: open("enable", person) }]
      : [...common, ...enabled],
  };
}

function factsOf({ signs_in_with, link_until, last_seen_at, sessions }: PersonView) {
  const ways = signs_in_with.map((way) => (way === "password" ? "password" : "single sign-on")).join(", ");
  return [
    ways === "" ? "cannot sign in yet" : ways,
    ...(link_until === null
      ? []
      : [
          <>
            link until <Timestamp at={link_until} withDay />
          </>,
        ]),
    last_seen_at === null ? (
      "not seen lately"
    ) : (
      <>
        seen <Timestamp at={last_seen_at} withDay />
      </>
    ),
    `${sessions} ${sessions === 1 ? "session" : "sessions"}`,
  ];
}
