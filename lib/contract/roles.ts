/** What people and tokens may be, from reading to looking after others. Who holds several may do what any of them may. */
export const ROLES = ["viewer", "operator", "approver", "admin"] as const;
