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
    create: async <T extends object, R = T>(query: Parameters<Methods["create"]>[0]): Promise<R> => {
      const token = query.model === "session" ? tokenIn(query.data) : null;
      if (token === null) return inner.create<T, R>(query as never);
      const created = await inner.create({ ...query, data: { ...query.data, token: hashOf(token) } });
      return withToken<R>(created, token);
    },
    findOne: async <T>(query: Parameters<Methods["findOne"]>[0]): Promise<T | null> => {
      const found = await inner.findOne<T>({ ...query, where: hashedWhere(query.model, query.where) });
      const token = tokenAskedFor(query.model, query.where);
      return found === null || token === null ? found : withToken<T>(found, token);
    },
    findMany: (query) =>
      inner.findMany(query.where === undefined ? query : { ...query, where: hashedWhere(query.model, query.where) }),
    update: async <T>(query: Parameters<Methods["update"]>[0]): Promise<T | null> => {
      const updated = await inner.update<T>({ ...query, where: hashedWhere(query.model, query.where) });
      const token = tokenAskedFor(query.model, query.where);
      return updated === null || token === null ? updated : withToken<T>(updated, token);
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

function tokenAskedFor(model: string, where: readonly Where[]): string | null {
  const value = model === "session" ? where.find(({ field }) => field === "token")?.value : undefined;
  return typeof value === "string" ? value : null;
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
function withToken<R>(row: unknown, token: string): R {
  return { ...(row as object), token } as R;
}
