/** Version 13 keeps what we use of version 12's interface; its own package brings no types. */
declare module "better-sqlite3-13" {
  import Database from "better-sqlite3";
  export default Database;
}
