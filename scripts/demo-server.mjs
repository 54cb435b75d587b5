/** The production server as a child of the demo: when the demo is gone, however it went, the server drains and ends. */
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
await import("../dist/server.js");
