"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import headerStyles from "./header.module.css";
import { useSession } from "./session-context";
import { userLabel } from "./user-label";

const loadPanel = () => import("./user-menu-panel").then((module) => module.UserMenuPanel);
const UserMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <UserButton /> });

/** Who is signed in and with which role. The menu behind it is fetched when somebody reaches for it. */
export function UserMenu() {
  const [wasAsked, setWasAsked] = useState(false);
  return wasAsked ? <UserMenuPanel /> : <UserButton onAsk={() => setWasAsked(true)} />;
}

function UserButton({ onAsk }: { readonly onAsk?: () => void }) {
  const { principal } = useSession();
  return (
    <button
      type="button"
      className={headerStyles.control}
      aria-haspopup="menu"
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={onAsk}
    >
      {userLabel(principal)}
    </button>
  );
}
