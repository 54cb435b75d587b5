import { parseAsStringLiteral } from "nuqs/server";
import { APPROVAL_TABS } from "@/lib/client/approval-queries";

/** The state of the Approvals page that lives in its address. */
export const approvalsParsers = { tab: parseAsStringLiteral(APPROVAL_TABS).withDefault("waiting") };
