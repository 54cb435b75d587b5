/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  serverExternalPackages: ["better-sqlite3", "better-sqlite3-13"],
  // `npm test` checks types as a step of its own; a start should not wait for them a second time.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // Ship only the icons and components a page names.
  experimental: { optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"] },
};

export default config;
