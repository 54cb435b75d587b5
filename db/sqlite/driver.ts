import Version12 from "better-sqlite3";
import Version13 from "better-sqlite3-13";

/**
 * better-sqlite3 for this Node: 13 needs Node 22, and 12 ends the process on Node 24.19 and newer as soon as a
 * statement is collected (docs/decisions/0001). Neither loads its binding before a database is opened.
 */
export const Sqlite = Number(process.versions.node.split(".")[0]) < 22 ? Version12 : Version13;
