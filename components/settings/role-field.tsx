"use client";

import type { Role } from "@/lib/contract/common";
import { ROLES } from "@/lib/contract/roles";
import styles from "./role-field.module.css";

const MEANING: Readonly<Record<Role, string>> = {
  viewer: "reads everything",
  operator: "shifts, pauses, rolls back, runs drills",
  approver: "approves, rejects, pauses, rolls back",
  admin: "people, keys and settings; approves nothing",
};

export interface RoleFieldProps {
  readonly value: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
}

/** Which roles somebody has, each with what it allows. */
export function RoleField({ value, onChange }: RoleFieldProps) {
  return (
    <fieldset className={styles.roles}>
      <legend className={styles.legend}>Roles</legend>
      {ROLES.map((role) => (
        <label key={role} className={styles.role}>
          <input
            type="checkbox"
            checked={value.includes(role)}
            onChange={(event) => {
              const isChosen = event.currentTarget.checked;
              onChange(ROLES.filter((name) => (name === role ? isChosen : value.includes(name))));
            }}
          />
          <b>{role}</b>
          <span>{MEANING[role]}</span>
        </label>
      ))}
    </fieldset>
  );
}
