"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { RequestDrawerProps } from "./request-drawer";

const loadRequestDrawer = () => import("./request-drawer").then((module) => module.RequestDrawer);
const RequestDrawer = dynamic(loadRequestDrawer);

const AFTER_MS = 1_500;

/**
 * The drawer, loaded once the list has settled: most views of the page never open it. An address that names a request
 * still opens with it in the server's HTML.
 */
export function LazyRequestDrawer(props: RequestDrawerProps) {
  const [isNeeded, setIsNeeded] = useState(props.traceId !== null);
  if (props.traceId !== null && !isNeeded) setIsNeeded(true);
  useEffect(() => {
    const timer = setTimeout(() => void loadRequestDrawer().catch(() => undefined), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isNeeded ? <RequestDrawer {...props} /> : null;
}
