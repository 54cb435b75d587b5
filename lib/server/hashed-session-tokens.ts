import { createHash } from "node:crypto";
import type { DBAdapter, DBTransactionAdapter, Where } from "better-auth/adapters";

/**
 * Keeps only SHA-256 of session tokens in the database: a copy of the file opens no session. Wraps the adapter
 * better-auth talks to; what it writes or asks for by token is hashed, and what it reads carries its own token back.
 */
export function withHashedSessionTokens(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    ...hashingMethods(adapter),
    transaction: (work) => adapter.transaction((inner) => work({ ...inner, ...hashingMethods(inner) })),
  };
}

type Methods = Pick<
  DBTransactionAdapter,
  "create" | "findOne" | "findMany" | "update" | "updateMany" | "delete" | "deleteMany"
>;

function hashingMethods(inner: Methods): Methods {
  return {
    create: async (query) => {
      const token = query.model === "session" ? tokenIn(query.data) : null;
      if (token === null) return inner.create(query);
      return withToken(await inner.create({ ...query, data: { ...query.data, token: hashOf(token) } }), token);
    },
    findOne: async (query) => {
      const { model, where } = query;
      return withTokenAskedFor(await inner.findOne({ ...query, where: hashedWhere(model, where) }), model, where);
    },
    findMany: (query) =>
      inner.findMany(query.where === undefined ? query : { ...query, where: hashedWhere(query.model, query.where) }),
    update: async (query) => {
      const { model, where } = query;
      return withTokenAskedFor(await inner.update({ ...query, where: hashedWhere(model, where) }), model, where);
    },
    updateMany: (query) => inner.updateMany({ ...query, where: hashedWhere(query.model, query.where) }),
    delete: (query) => inner.delete({ ...query, where: hashedWhere(query.model, query.where) }),
    deleteMany: (query) => inner.deleteMany({ ...query, where: hashedWhere(query.model, query.where) }),
  };
}

/** Hex SHA-256 as kept in the `token` column. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

function tokenIn(data: object): string | null {
  return "token" in data && typeof data.token === "string" ? data.token : null;
}

function withTokenAskedFor<R>(row: unknown, model: string, where: readonly Where[]): R | null {
  const value = model === "session" ? where.find(({ field }) => field === "token")?.value : undefined;
  return row === null ? null : withToken<R>(row, typeof value === "string" ? value : null);
}

function hashedWhere(model: string, where: Where[]): Where[] {
  if (model !== "session") return where;
  return where.map((condition) => {
    if (condition.field !== "token") return condition;
    if (typeof condition.value === "string") return { ...condition, value: hashOf(condition.value) };
    return Array.isArray(condition.value)
      ? { ...condition, value: condition.value.map((token) => hashOf(String(token))) }
      : condition;
  });
}

/** The row with the token the caller knows it by. The library promises a row of type R; only one text in it changes. */
function withToken<R>(row: unknown, token: string | null): R {
  return (token === null ? row : { ...(row as object), token }) as R;
}
